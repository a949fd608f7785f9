// What goes between the server and the lists of sessions: those of a user, and one's own.
import type { NoticeMessage } from 'adminjs'
import type { SessionEventName } from '../../rule/events.js'
import type { PasswordAnswer } from '../password/wire.js'

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

/** Which sessions to end: one, all of a user, or one's own but for the one that asks. One's own may take the password. */
export type EndRequest = ({ readonly end: 'one'; readonly key: string } | { readonly end: 'all' | 'others' }) & {
  readonly password?: string
}

/** The page "My sessions", by its name in AdminJS. */
export const mySessionsPageName = 'mySessions'

/** What "My sessions" answers a GET with. */
export type MySessionsPage = SessionPage & {
  /** Where people change their password; null if the app does not say. */
  readonly changePasswordUrl: string | null
}

/** What "My sessions" answers a POST with that was not hindered. */
export interface MySessionsEnded {
  readonly list: SessionPage
  readonly notice: NoticeMessage
}

/** What "My sessions" answers a POST with. */
export type MySessionsResponse = MySessionsEnded | PasswordAnswer

/** The parameter of a GET of "My sessions" that asks for one's history: `newest`, or a place to go on from. */
export const historyParameter = 'history'

/** Something that happened to one's own account. */
export interface OwnEvent {
  readonly id: string
  readonly event: SessionEventName
  /** When, in ISO 8601. */
  readonly at: string
  /** How many sessions it ended, or how often it happened at that moment. */
  readonly count: number
  /** From where it came; null if nobody knows, or if somebody else did it: where they sit is theirs to tell. */
  readonly device: string | null
  readonly ipAddress: string | null
  /** The session that it ended, by its login; null if that is not known. */
  readonly session: { readonly device: string | null; readonly ipAddress: string | null; readonly since: string } | null
}

/** A page of one's history, newest first. */
export interface OwnHistory {
  readonly events: readonly OwnEvent[]
  /** Where the next page begins; null if there is none. */
  readonly next: string | null
}

/** What "Sessions" of a user adds to AdminJS's answer: null for sessions that the one who asks may not see. */
export interface UserSessions {
  readonly singleSession: SessionPage | null
}
