// A user's live sessions as the app gets them from `listSessions`.
import type { LiveSessions } from '../../rule/live-sessions.js'
import { keyOf } from '../../rule/session-key.js'
import type { SessionDetails, UserId } from '../../rule/session.js'
import { deviceOf } from '../device.js'
import { shownAddress } from '../shown-address.js'

/** A live session. */
export interface ListedSession {
  /** Names the session, as `sessionKey` does in the audit trail. It is a hash of the session id, and opens nothing. */
  readonly key: string
  readonly userId: UserId
  /** When the user logged in. */
  readonly createdAt: Date
  /** When the session was last used, give or take `touchAfterMs`. */
  readonly lastSeenAt: Date
  /** The address from which the user logged in; null if the options switch it off. */
  readonly ipAddress: string | null
  /** The user agent with which the user logged in; null if the options switch it off. */
  readonly userAgent: string | null
  /** Browser and system of the user agent, as in "Firefox 120 · Windows"; null if they are not known. */
  readonly device: string | null
}

/** A page of a user's live sessions. */
export interface ListedSessions {
  readonly sessions: readonly ListedSession[]
  /** How many live sessions the user has on all pages. */
  readonly total: number
  /** From 1 on. */
  readonly page: number
  /** How many pages there are; 0 if the user has no session. */
  readonly pages: number
}

/** How many live sessions a user has. */
export interface UserSessionCount {
  readonly userId: UserId
  readonly sessions: number
}

/** How many sessions a page has. */
const perPage = 100

/** Reads a page of a user's sessions. */
export async function listSessions(live: LiveSessions, userId: UserId, page: number): Promise<ListedSessions> {
  const total = await live.countOf(userId)
  const found = await live.page(userId, (page - 1) * perPage, perPage)
  return { sessions: found.map(listed), total, page, pages: Math.ceil(total / perPage) }
}

/** Field by field: the `sessionId` of the first request was a session id, which is for nobody's eyes. */
const listed = ({ sessionId, userId, createdAt, lastSeenAt, ipAddress, userAgent }: SessionDetails): ListedSession => ({
  key: keyOf(sessionId),
  userId,
  createdAt,
  lastSeenAt,
  ipAddress: shownAddress(ipAddress),
  userAgent,
  device: deviceOf(userAgent),
})
