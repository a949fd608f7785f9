// A user's live sessions as the panel shows them, without the session ids: page by page, the ones last seen first, and before
// them the one that asks.
import type { LiveSessions } from '../../rule/live-sessions.js'
import { keyOf } from '../../rule/session-key.js'
import type { SessionDetails, UserId } from '../../rule/session.js'
import { deviceOf } from '../device.js'
import { shownAddress } from '../shown-address.js'
import type { SessionPage, ShownSession } from './wire.js'

/** How many sessions a page has. */
const perPage = 10

/**
 * A page of a user's live sessions. `wanted` comes from a request: the first or the last page stands in for one that is not
 * there. `currentId` is the `sessionId` of the session that asks, if it is that user's.
 */
export async function sessionPage(
  live: LiveSessions,
  userId: UserId,
  wanted: unknown,
  currentId: string | undefined,
): Promise<SessionPage> {
  const total = await live.countOf(userId)
  const page = Math.min(Math.max(Math.trunc(Number(wanted)) || 1, 1), Math.ceil(total / perPage) || 1)
  const found = await live.page(userId, (page - 1) * perPage, perPage, currentId)
  return { sessions: found.map((session) => shownSession(session, currentId)), total, page, perPage }
}

/** A session as a list shows it. `currentId` is the `sessionId` of the session that asks. */
export const shownSession = (session: SessionDetails, currentId: string | undefined): ShownSession => ({
  key: keyOf(session.sessionId),
  device: deviceOf(session.userAgent),
  ipAddress: shownAddress(session.ipAddress),
  createdAt: session.createdAt.toISOString(),
  lastSeenAt: session.lastSeenAt.toISOString(),
  isCurrent: session.sessionId === currentId,
})
