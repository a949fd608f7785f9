// The audit trail, as people read it. Places are found by the index on time and id, or by that on user and time.
import type { TrailReader } from '../rule/port.js'
import type { TrailFilter, TrailPlace } from '../rule/trail-row.js'
import type { Database } from './database.js'
import { inChunks } from './in-chunks.js'

const newestFirst = [{ createdAt: 'desc' }, { id: 'desc' }] as const

/** The most deletions that are looked for: of one id hardly anybody knows two. */
const mostDeletions = 1_000

/** What is read of each row: never whether somebody was told. */
const select = {
  ...{ id: true, createdAt: true, event: true, userId: true, byUserId: true },
  ...{ sessionKey: true, ipAddress: true, userAgent: true, userTitle: true },
} as const

/** The trail in this database. */
export function trail({ ask }: Database): TrailReader {
  const find = (where: object, take: number) =>
    ask(({ sessionEvent }) => sessionEvent.findMany({ where, orderBy: newestFirst, take, select }))

  return {
    async find(id) {
      const [row] = await find({ id }, 1)
      return row
    },

    async rows(filter, after, take) {
      const where = whereOf(filter)
      if (!after) return find(where, take)
      // By two statements: of a condition on both at once not every database makes one step in the index.
      const rest =
        after.id === '' ? [] : await find({ AND: [where, { createdAt: after.createdAt, id: { lt: after.id } }] }, take)
      if (rest.length === take) return rest
      return [...rest, ...(await find({ AND: [where, { createdAt: { lt: after.createdAt } }] }, take - rest.length))]
    },

    async timeBack(after, skip) {
      const far = { where: beforeOf(after), orderBy: newestFirst, skip, take: 1, select: { createdAt: true } }
      const [row] = await ask(({ sessionEvent }) => sessionEvent.findMany(far))
      return row?.createdAt ?? null
    },

    async counts(at, filter, take) {
      const groups = await ask(({ sessionEvent }) =>
        sessionEvent.groupBy({
          by: ['event', 'byUserId', 'ipAddress', 'userAgent', 'userId'],
          where: { AND: [whereOf(filter), { createdAt: at }] },
          orderBy: { _max: { id: 'desc' } },
          ...{ take, _count: true, _max: { id: true } },
        }),
      )
      return groups.map(({ _count: count, _max: { id }, ...acts }) => ({ ...acts, count, id }))
    },

    same(at, { event, byUserId, ipAddress, userAgent }, filter, afterId, take) {
      const where = { createdAt: at, event, byUserId, ipAddress, userAgent }
      return find({ AND: [whereOf(filter), where, ...(afterId === null ? [] : [{ id: { lt: afterId } }])] }, take)
    },

    async logins(sessionKeys) {
      const found = await inChunks(sessionKeys, (keys) =>
        ask(({ sessionEvent }) =>
          sessionEvent.findMany({ where: { sessionKey: { in: keys }, event: 'login' }, select }),
        ),
      )
      return found.flat()
    },

    async deletions(userIds) {
      const found = await inChunks(userIds, (ids) =>
        find({ userId: { in: ids }, event: 'userChanged', userTitle: { not: null } }, mostDeletions),
      )
      return found.flat()
    },
  }
}

/** By what Prisma finds the rows of a filter. */
function whereOf({ from, to, ...same }: TrailFilter): object {
  const time = { ...(from && { gte: from }), ...(to && { lte: to }) }
  return (from ?? to) ? { ...same, createdAt: time } : same
}

/** The rows after a place. */
const beforeOf = (place: TrailPlace | null): object =>
  place === null ? {} : { createdAt: place.id === '' ? { lt: place.createdAt } : { lte: place.createdAt } }
