// Who is logged in: live sessions of users, in pages and in numbers.
import type { LiveSessionReader } from '../rule/port.js'
import type { SessionDetails, UserId } from '../rule/session.js'
import type { Database } from './database.js'
import { everyone } from './everyone.js'
import { inChunks } from './in-chunks.js'
import { presence } from './presence.js'
import type { LinkRow } from './queries.js'

/** Links with the ids of their sessions, in the order of lists. */
export const lastSeenFirst = {
  include: { session: { select: { id: true } } },
  orderBy: [{ lastSeenAt: 'desc' }, { sid: 'asc' }],
} as const

/** Live sessions in this database. */
export function liveSessions(database: Database): LiveSessionReader {
  const { ask } = database
  return {
    ...everyone(database),
    async page(userId, now, skip, take, except) {
      const links = await ask(({ userSession }) =>
        userSession.findMany({
          where: { userId, session: { expiresAt: { gt: now }, ...(except === null ? {} : { id: { not: except } }) } },
          ...lastSeenFirst,
          skip,
          take,
        }),
      )
      return links.map(detailsOf)
    },

    async one(userId, now, sessionId) {
      const where = { userId, session: { expiresAt: { gt: now }, id: sessionId } }
      const [link] = await ask(({ userSession }) =>
        userSession.findMany({ where, include: lastSeenFirst.include, take: 1 }),
      )
      return link && detailsOf(link)
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

    presence: presence(database),
  }
}

/** Field by field: a row has the `sid` too, which is for nobody who lists sessions. */
export function detailsOf({ session, userId, createdAt, lastSeenAt, ipAddress, userAgent }: LinkRow): SessionDetails {
  return { sessionId: session.id, userId, createdAt, lastSeenAt, ipAddress, userAgent }
}

const countsOf = (groups: readonly { userId: UserId; _count: number }[]): Map<UserId, number> =>
  new Map(groups.map((group) => [group.userId, group._count]))
