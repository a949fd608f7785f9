// What goes between the server and the lists of sessions: those of a user, and one's own.
import type { NoticeMessage } from 'adminjs'

/** A session in a list. */
export interface ShownSession {
  /** Names the session to the server. It is made of the session id, and nobody gets that out of it. */
  readonly key: string
  /** Browser and system, as in "Firefox 120 · Windows"; null if they are not known. */
  readonly device: string | null
  readonly ipAddress: string | null
  /** When its user logged in, in ISO 8601. */
  readonly createdAt: string
  /** When it was last used, give or take `touchAfterMs`, in ISO 8601. */
  readonly lastSeenAt: string
  /** Whether it is the one that asks. */
  readonly isCurrent: boolean
}

/** A page of a list. */
export interface SessionPage {
  readonly sessions: readonly ShownSession[]
  /** How many there are on all pages. */
  readonly total: number
  /** From 1. */
  readonly page: number
  readonly perPage: number
}

/** Which sessions to end: one, all of a user, or one's own but for the one that asks, where a password may be needed. */
export type EndRequest = ({ readonly end: 'one'; readonly key: string } | { readonly end: 'all' | 'others' }) & {
  readonly password?: string
}

/** The page "My sessions", by its name in AdminJS. */
export const mySessionsPageName = 'mySessions'

/** One's own sessions, and whether to end some of them needs the password. */
export type MySessions = SessionPage & { readonly asksPassword: boolean }

/** What "My sessions" answers a POST with. */
export interface MySessionsResponse {
  readonly list: MySessions
  readonly isPasswordWrong?: boolean
  readonly notice?: NoticeMessage
}

/** What "Sessions" of a user adds to AdminJS's answer: null for sessions that the one who asks may not see. */
export interface UserSessions {
  readonly singleSession: SessionPage | null
}
