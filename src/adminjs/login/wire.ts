// What the server gives the script of the login page.

/** The property of `window.__APP_STATE__` in which an `EndedNotice` comes, as the base64 of its JSON in UTF-8. */
export const noticeProperty = 'singleSession'

/** What the login page has to know, beside what it says. */
export interface LoginFacts {
  readonly rootPath: string
  readonly loginPath: string
  /** The key of the ended session whose cookie this browser holds; see `EndedAnswer`. */
  readonly key: string | null
  /** Whether somebody is logged in already, and opened the page to log in as somebody else. */
  readonly isLoggedIn: boolean
  /** Where those go who are told of a login elsewhere that was not theirs. */
  readonly wasntYouPath: string
}

/** The property of `window.__APP_STATE__` in which they come, as the base64 of their JSON in UTF-8. */
export const factsProperty = 'singleSession_page'

/** A session that takes the place of a login. */
export interface TakenPlace {
  /** Names the session to the server. It is made of the session id, and nobody gets that out of it. */
  readonly key: string
  /** As in "Firefox 120 · Windows"; null if nobody knows. */
  readonly device: string | null
  readonly ipAddress: string | null
  /** When its user logged in, in ISO 8601. */
  readonly createdAt: string
  /** When it was last used, give or take `touchAfterMs`, in ISO 8601. */
  readonly lastSeenAt: string
}

/** What is said to a user who gave the right password, and for whose login there is no place. */
export interface AtLimitNotice {
  /** Where they are logged in, the sessions last seen first. */
  readonly places: readonly TakenPlace[]
  /** What their choice has to be sent with; null if there is nothing to choose. */
  readonly token: string | null
  /** Whether they have chosen before, and that was not enough. */
  readonly isAgain: boolean
}

/** The property of `window.__APP_STATE__` in which it comes, as the base64 of its JSON in UTF-8. */
export const atLimitProperty = 'singleSession_atLimit'

/** The fields of the form by which the choice is posted to the path of the login: the token, and the key of a session or nothing. */
export const choiceFields = { token: 'singleSession_token', end: 'singleSession_end' } as const
