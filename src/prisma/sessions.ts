// Sessions and their links, one at a time, and the transaction in which users are locked.
import type { SessionRepository } from '../rule/port.js'
import type { Link, Session, SessionRow } from '../rule/session.js'
import { batched } from './batch.js'
import type { Database } from './database.js'
import type { TimedRow } from './database-clock.js'
import { inChunks } from './in-chunks.js'
import { deleteSessionsOf, lockedSessions } from './locked-sessions.js'
import { selectRows, type SelectRows } from './select-rows.js'

/** A session with its link, as one row; without a link the fields of the link are null. */
type FoundRow = TimedRow &
  SessionRow & { readonly sid: string; readonly lastSeenAt: Date | null } & {
    readonly [Field in keyof Link]: Link[Field] | null
  }

/** Sessions in this database. */
export function sessions(database: Database): SessionRepository {
  const { dialect, tables, ask, inTransaction, clock } = database
  const selectSessions = selectSessionsOf(database)
  const selectData = selectRows<Pick<SessionRow, 'data'>>(dialect, { data: tables.session.column('data') }, (columns) =>
    dialect.selectLocked(columns, tables.session.name, tables.session.column('sid')),
  )
  const deleteSessions = deleteSessionsOf(database)
  const bindLocked = lockedSessions(database)

  return {
    find: batched(async (sids) => {
      const rows = await ask((queries) => clock.observe(() => selectSessions(queries, ...sids)))
      return new Map(rows.map((row) => [row.sid, sessionOf(row)]))
    }),

    async insert(sid, row) {
      await inTransaction(({ session }) =>
        session.upsert({
          where: { sid },
          create: { id: sid, sid, ...row },
          update: row,
          select: { sid: true },
        }),
      )
    },

    change(sid, rowFrom) {
      return inTransaction(async (queries) => {
        const [row] = await selectData(queries, sid)
        if (row) await queries.session.updateMany({ where: { sid }, data: rowFrom(row.data) })
        return row !== undefined
      })
    },

    touch(sid, expiresAt, seenAt) {
      return inTransaction(async ({ session, userSession }) => {
        const { count } = await session.updateMany({ where: { sid }, data: { expiresAt } })
        await userSession.updateMany({ where: { sid }, data: { lastSeenAt: seenAt } })
        return count > 0
      })
    },

    async remove(sid) {
      return (await inTransaction((queries) => queries.$executeRawUnsafe(deleteSessions(1), sid))) > 0
    },

    withUsersLocked(userIds, work) {
      return inTransaction(async (queries, requireTime) => {
        // Always the first statements, so that everybody waits here, with nothing else in their hands.
        await inChunks(userIds, (ids) => {
          const { sql, values } = dialect.lockRows(tables.user.name, tables.user.id(), ids)
          return queries.$queryRawUnsafe(sql, ...values)
        })
        requireTime()
        return work(bindLocked(queries))
      })
    },
  }
}

/** Finds sessions by their sids. Prisma's API needs two round trips for it. */
function selectSessionsOf({ dialect, tables: { session, userSession } }: Database): SelectRows<FoundRow> {
  const sid = session.column('sid', 's')
  return selectRows<FoundRow>(
    dialect,
    {
      now: dialect.now,
      sid,
      sessionId: session.column('id', 's'),
      data: session.column('data', 's'),
      expiresAt: session.column('expiresAt', 's'),
      userId: userSession.column('userId', 'l'),
      createdAt: userSession.column('createdAt', 'l'),
      lastSeenAt: userSession.column('lastSeenAt', 'l'),
    },
    (columns, count) =>
      `SELECT ${columns} FROM ${session.name} s LEFT JOIN ${userSession.name} l ` +
      `ON ${userSession.column('sid', 'l')} = ${sid} WHERE ${sid} IN (${dialect.placeholders(count)})`,
  )
}

function sessionOf({ data, expiresAt, sessionId, userId, createdAt, lastSeenAt }: FoundRow): Session {
  const isLinked = sessionId !== null && userId !== null && createdAt !== null
  return { data, expiresAt, link: isLinked ? { sessionId, userId, createdAt } : null, seenAt: lastSeenAt }
}
