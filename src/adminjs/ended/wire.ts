// What the server says of a session that has ended, to the browser that held it.

/** Why a session has ended: a text, and what is known of it. */
export interface EndedNotice {
  /** The key of the text in the translations. */
  readonly message: string
  /** When, in ISO 8601; null if nobody knows. */
  readonly at: string | null
  /** The other browser and system, as in "Firefox 120 · Windows". */
  readonly device: string | null
  readonly ipAddress: string | null
  /**
   * Who ended it: the user in this browser, which is nothing to worry about; somebody in another one, who gave the user's
   * password, and should have been the user; or nobody of these.
   */
  readonly by: 'user' | 'elsewhere' | 'others'
}

/** What is told of it. */
export interface EndedAnswer {
  /** What there is to tell, which is told once. */
  readonly notice: EndedNotice | null
  /** Names the session to the browser that holds its cookie: what that one was told stays true of it. Null without one. */
  readonly key: string | null
}

/** Where an open tab asks for it, below the root of the panel, and what it is told beside. */
export const endedPath = '/api/single-session/ended'
