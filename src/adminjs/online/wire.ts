// What goes between the server and the page "Who is online".
import type { NoticeMessage } from 'adminjs'
import type { PasswordAnswer } from '../password/wire.js'
import type { ShownSession } from '../sessions/wire.js'

/** The page, by its name in AdminJS. */
export const onlinePageName = 'whoIsOnline'

/** The properties of users that are added to their list, and to the page of each, for those who may log users out. */
export const userColumns = { sessions: 'liveSessions', lastSeen: 'sessionsLastSeen' } as const

/** A live session, with its user. */
export interface OnlineSession extends ShownSession {
  readonly userId: string
  /** What the panel calls the user; the id where it hides the title. */
  readonly title: string
  /** Whether the one who asks may open the page of this user. */
  readonly hasPage: boolean
}

/** A page of the list. */
export interface OnlineList {
  readonly sessions: readonly OnlineSession[]
  /** Where the next page begins, as the request for it says; null if there is none. */
  readonly next: string | null
  /** How many sessions are live; `isMore`: or more. Null where that is not told. */
  readonly total: { readonly sessions: number; readonly isMore: boolean } | null
  /** The resource that users are shown by; null if the panel has none. */
  readonly users: string | null
  /** Whether the one who asks may see the picture of the last days. */
  readonly hasPicture: boolean
}

/** Sessions to end, each by the id of its user and its key. */
export type SessionsToEnd = readonly (readonly [userId: string, key: string])[]

/** What a POST says: the sessions as JSON, because a form has no lists of pairs. */
export interface EndOnline {
  readonly sessions: string
  readonly password?: string
}

/** What a POST is answered with. */
export type EndedOnline =
  | PasswordAnswer
  | {
      readonly notice: NoticeMessage
      /** Where to go if the one who asks has ended their own session. */
      readonly redirectUrl?: string
    }

/** What those are answered with who may not see the page; the status is 403. */
export interface Forbidden {
  readonly forbidden: true
}

/** A day of the picture, in UTC. */
export interface DayShown {
  /** As in "2026-03-05". */
  readonly date: string
  readonly logins: number
  /** How many sessions ended, by who ended them, in the order of `endedBy`. */
  readonly ends: readonly number[]
  /** How many were open at the same time, at least. */
  readonly atOnce: number
}

/** What a request for the picture of the last days is answered with. The server counts a part at each request until it has all. */
export type PictureAnswer = { readonly isCounting: true } | ({ readonly isCounting: false } & Picture)

/** What the picture is made of. */
export interface Picture {
  readonly days: readonly DayShown[]
  /** How long a session counts after its login, in seconds. */
  readonly countsForSeconds: number
}
