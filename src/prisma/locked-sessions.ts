// What can be done with sessions within a transaction in which their users are locked.
import { SingleSessionError } from '../errors.js'
import type { LockedSessions } from '../rule/port.js'
import type { Database } from './database.js'
import { inChunks } from './in-chunks.js'
import { insertEventsOf } from './insert-events.js'
import { lockedReads } from './locked-reads.js'
import type { PrismaQueries } from './queries.js'

/** Prepares it for a database; what it returns binds it to the queries of a transaction. */
export function lockedSessions(database: Database): (queries: PrismaQueries) => LockedSessions {
  const bindReads = lockedReads(database)
  const deleteSessions = deleteSessionsOf(database)
  const insertEvents = insertEventsOf(database)

  return (queries) => ({
    ...bindReads(queries),

    async create({ sessionId: sid, userId, createdAt }, slot, row, client) {
      // createMany writes without reading back, on every database.
      await queries.session.createMany({ data: [{ id: sid, sid, ...row }] })
      try {
        await queries.userSession.createMany({
          data: [{ sid, userId, slot, createdAt, lastSeenAt: createdAt, ...client }],
        })
      } catch (error) {
        throw isForeignKeyError(error) ? unknownUser(error) : error
      }
    },

    async place(sid, slot) {
      await queries.userSession.updateMany({ where: { sid }, data: { slot } })
    },

    async remove(sids) {
      await inChunks(sids, (some) => queries.$executeRawUnsafe(deleteSessions(some.length), ...some))
    },

    async move(sid, newSid, row) {
      // The link follows by its foreign key (Prisma's default is ON UPDATE CASCADE).
      await queries.session.updateMany({ where: { sid }, data: { sid: newSid, ...row } })
    },

    record: (events) => insertEvents(queries, events),
  })
}

/**
 * Deletes sessions by their sids; their links go with them. Not by the client's own deleteMany, which an extension of the
 * app's may turn into something else, such as a mark on the row: the session would live on.
 */
export function deleteSessionsOf({ dialect, tables: { session } }: Database): (count: number) => string {
  return (count) => `DELETE FROM ${session.name} WHERE ${session.column('sid')} IN (${dialect.placeholders(count)})`
}

/** Prisma's P2003: a foreign key points nowhere. */
const isForeignKeyError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'P2003'

/** The session was created just before, so the foreign key that points nowhere is the user's. */
const unknownUser = (cause: unknown): SingleSessionError =>
  new SingleSessionError(
    'ERR_SINGLE_SESSION_LOGIN_REFUSED',
    'The user who logged in is not in the database (any more).',
    { cause },
  )
