// What the server gives the script of the login page: why a session has ended.

/** What the login page says: a text, and what is known of it. */
export interface EndedNotice {
  /** The key of the text in the translations. */
  readonly message: string
  /** When, in ISO 8601; null if nobody knows. */
  readonly at: string | null
  /** The other browser and system, as in "Firefox 120 · Windows". */
  readonly device: string | null
  readonly ipAddress: string | null
}

/** The property of `window.__APP_STATE__` in which the notice comes, as the base64 of its JSON in UTF-8. */
export const noticeProperty = 'singleSession'
