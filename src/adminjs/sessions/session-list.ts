// A user's live sessions as the panel shows them, without the session ids: page by page, the ones last seen first.
import { keyOf } from '../../rule/session-key.js'
import type { UserId } from '../../rule/session-repository.js'
import type { SessionRule } from '../../rule/session-rule.js'
import { deviceOf } from '../device.js'

/** How many sessions a page has. */
const perPage = 10

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

/**
 * A page of a user's live sessions. `wanted` comes from a request: the first or the last page stands in for one that is not
 * there.
 */
export async function sessionPage(
  rule: SessionRule,
  userId: UserId,
  wanted: unknown,
  currentId: string | undefined,
): Promise<SessionPage> {
  const total = (await rule.countLive([userId])).get(userId) ?? 0
  const page = Math.min(Math.max(Math.trunc(Number(wanted)) || 1, 1), Math.ceil(total / perPage) || 1)
  const found = await rule.list(userId, (page - 1) * perPage, perPage)
  const sessions = found.map(({ id, userAgent, ipAddress, createdAt, lastSeenAt }): ShownSession => ({
    key: keyOf(id),
    device: deviceOf(userAgent),
    ipAddress,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    isCurrent: id === currentId,
  }))
  return { sessions, total, page, perPage }
}
