// What happened to one's own account, for the page "My sessions".
import type { Trail } from '../../rule/trail.js'
import { isSame, type UserId } from '../../rule/session.js'
import type { TrailRow } from '../../rule/trail-row.js'
import { deviceOf } from '../device.js'
import { badRequest } from '../malformed-requests/bad-request.js'
import { shownAddress } from '../shown-address.js'
import type { OwnHistory } from './wire.js'

/** How many events a page has. */
const perPage = 10

/**
 * A page of a user's history. `wanted` comes from a request: `newest`, or the time that the page comes before.
 *
 * @throws ERR_SINGLE_SESSION_BAD_REQUEST if it is neither.
 */
export async function ownHistory(trail: Trail, userId: UserId, wanted: unknown): Promise<OwnHistory> {
  const before = wanted === 'newest' ? null : new Date(typeof wanted === 'string' ? wanted : NaN)
  if (before && !isTime(before)) throw badRequest(400, `history cannot be ${JSON.stringify(wanted)}.`)
  // Of somebody who had the same id before, nothing.
  const deletedAt = await trail.lastDeletion(userId)
  const filter = { userId, ...(deletedAt && { from: new Date(deletedAt.getTime() + 1) }) }
  const { lines, next } = await trail.page(filter, before && { createdAt: before, id: '' }, perPage)
  const logins = await trail.loginsOf(lines.map(({ row }) => row))
  const events = lines.map(({ row, count }) => {
    const { id, event, createdAt, sessionKey, byUserId } = row
    const isByOther = byUserId !== null && !isSame(byUserId, userId)
    const login = event === 'login' || count > 1 ? undefined : logins.get(sessionKey ?? '')
    return {
      ...{ id, event, at: createdAt.toISOString(), count },
      ...(isByOther ? { device: null, ipAddress: null } : fromWhere(row)),
      session: login ? { ...fromWhere(login), since: login.createdAt.toISOString() } : null,
    }
  })
  return { events, next: next?.createdAt.toISOString() ?? null }
}

const fromWhere = ({ userAgent, ipAddress }: TrailRow) => ({
  device: deviceOf(userAgent),
  ipAddress: shownAddress(ipAddress),
})

/** Whether it is a time of a year that every database knows. */
const isTime = (time: Date): boolean => time.getUTCFullYear() >= 1000 && time.getUTCFullYear() <= 9999
