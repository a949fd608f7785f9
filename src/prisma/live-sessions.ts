// Who is logged in: live sessions of users, in pages and in numbers.
import type { LiveSessionReader } from '../rule/port.js'
import type { SessionDetails, UserId } from '../rule/session.js'
import type { Database } from './database.js'
import { inChunks } from './in-chunks.js'
import type { LinkRow } from './queries.js'

/** Live sessions in this database. */
export function liveSessions({ ask }: Database): LiveSessionReader {
  return {
    async page(userId, now, skip, take) {
      const links = await ask(({ userSession }) =>
        userSession.findMany({
          where: { userId, session: { expiresAt: { gt: now } } },
          include: { session: { select: { id: true } } },
          orderBy: [{ lastSeenAt: 'desc' }, { sid: 'asc' }],
          skip,
          take,
        }),
      )
      return links.map(detailsOf)
    },

    async count(userIds, now) {
      const countSome = (ids: UserId[]) =>
        ask(({ userSession }) =>
          userSession.groupBy({
            by: ['userId'],
            where: { userId: { in: ids }, session: { expiresAt: { gt: now } } },
            _count: true,
          }),
        )
      return countsOf((await inChunks(userIds, countSome)).flat())
    },

    async countAfter(userId, take, now) {
      const groups = await ask(({ userSession }) =>
        userSession.groupBy({
          by: ['userId'],
          where: { session: { expiresAt: { gt: now } }, ...(userId === null ? {} : { userId: { gt: userId } }) },
          orderBy: { userId: 'asc' },
          take,
          _count: true,
        }),
      )
      return countsOf(groups)
    },
  }
}

/** Field by field: a row has the `sid` too, which is for nobody who lists sessions. */
function detailsOf({ session, userId, createdAt, lastSeenAt, ipAddress, userAgent }: LinkRow): SessionDetails {
  return { sessionId: session.id, userId, createdAt, lastSeenAt, ipAddress, userAgent }
}

const countsOf = (groups: readonly { userId: UserId; _count: number }[]): Map<UserId, number> =>
  new Map(groups.map((group) => [group.userId, group._count]))
