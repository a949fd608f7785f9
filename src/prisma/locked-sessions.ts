// What can be done with sessions within a transaction in which their users are locked.
import { SingleSessionError } from '../errors.js'
import type { LockedSessions } from '../rule/port.js'
import type { LinkedSession } from '../rule/session.js'
import type { Database } from './database.js'
import { textFields, textsOf } from './event-row.js'
import { inChunks } from './in-chunks.js'
import type { PrismaQueries } from './queries.js'
import { selectRows, type SelectRows } from './select-rows.js'

/** The most events of one statement: about a megabyte. */
const mostEvents = 4_000

/** Prepares it for a database; what it returns binds it to the queries of a transaction. */
export function lockedSessions(database: Database): (queries: PrismaQueries) => LockedSessions {
  const { dialect, tables } = database
  const selectByUsers = selectByUsersOf(database)
  const deleteSessions = deleteSessionsOf(database)
  const { sessionEvent } = tables
  const eventColumns = {
    table: sessionEvent.name,
    columns: textFields.map((field) => sessionEvent.columnName(field)),
    timeColumn: sessionEvent.columnName('createdAt'),
  }

  return (queries) => ({
    async findByUsers(userIds) {
      return (await inChunks(userIds, (ids) => selectByUsers(queries, ...ids))).flat()
    },

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

    async record(events) {
      const [first] = events
      if (!first) return
      const insert = (some: typeof events): PromiseLike<number> => {
        const { sql, values } = dialect.insertRows({
          ...eventColumns,
          rows: some.map(textsOf),
          time: first.createdAt,
        })
        return queries.$executeRawUnsafe(sql, ...values)
      }
      await inChunks(events, insert, mostEvents)
    },
  })
}

/**
 * Deletes sessions by their sids; their links go with them. Not by the client's own deleteMany, which an extension of the
 * app's may turn into something else, such as a mark on the row: the session would live on.
 */
export function deleteSessionsOf({ dialect, tables: { session } }: Database): (count: number) => string {
  return (count) => `DELETE FROM ${session.name} WHERE ${session.column('sid')} IN (${dialect.placeholders(count)})`
}

/** Finds the sessions of users by the ids of these. */
function selectByUsersOf({ dialect, tables: { session, userSession } }: Database): SelectRows<LinkedSession> {
  const [sid, userId] = [session.column('sid', 's'), userSession.column('userId', 'l')]
  return selectRows<LinkedSession>(
    dialect,
    {
      sid,
      sessionId: session.column('id', 's'),
      expiresAt: session.column('expiresAt', 's'),
      userId,
      slot: userSession.column('slot', 'l'),
      createdAt: userSession.column('createdAt', 'l'),
    },
    (columns, count) =>
      `SELECT ${columns} FROM ${userSession.name} l JOIN ${session.name} s ` +
      `ON ${userSession.column('sid', 'l')} = ${sid} WHERE ${userId} IN (${dialect.placeholders(count)})`,
  )
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
