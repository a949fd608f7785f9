// What can be done with sessions within a transaction in which their users are locked.
import { SingleSessionError } from '../errors.js'
import type { LinkedSession, LockedSessions } from '../rule/session-repository.js'
import type { PrismaQueries } from './client.js'
import { inChunks } from './in-chunks.js'
import type { RecordEvents } from './record-events.js'
import type { Statements } from './sql.js'

/** The most events of one statement: about a megabyte. */
const mostEvents = 4_000

/** Binds it to the client of a transaction. */
export function lockedSessions(
  database: PrismaQueries,
  statements: Statements,
  recordEvents: RecordEvents,
): LockedSessions {
  return {
    async findByUsers(userIds) {
      const sessions = await inChunks(userIds, (ids) =>
        database.$queryRawUnsafe(statements.findByUsers(ids.length), ...ids),
      )
      return (sessions as LinkedSession[][]).flat()
    },

    async create(sid, row, userId, details) {
      // createMany writes without reading back, on every database.
      await database.session.createMany({ data: [{ id: sid, sid, ...row }] })
      try {
        await database.userSession.createMany({ data: [{ sid, userId, ...details, lastSeenAt: details.createdAt }] })
      } catch (error) {
        // P2003: a foreign key points nowhere. The session was created just before, so it is the user's.
        if ((error as { code?: unknown }).code !== 'P2003') throw error
        throw new SingleSessionError(
          'ERR_SINGLE_SESSION_LOGIN_REFUSED',
          'The user who logged in is not in the database (any more).',
          { cause: error },
        )
      }
    },

    async remove(sids) {
      await inChunks(sids, (some) => database.session.deleteMany({ where: { sid: { in: some } } }))
    },

    async move(sid, newSid, row) {
      // The link follows by its foreign key (Prisma's default is ON UPDATE CASCADE).
      await database.session.updateMany({ where: { sid }, data: { sid: newSid, ...row } })
    },

    async record(events) {
      for (let start = 0; start < events.length; start += mostEvents) {
        const some = events.slice(start, start + mostEvents)
        await database.$executeRawUnsafe(recordEvents.sql, ...recordEvents.valuesOf(some))
      }
    },
  }
}
