// What is read of users within a transaction in which they are locked: their sessions, and what happened to their accounts.
import type { LockedSessions } from '../rule/port.js'
import type { Account, LinkedSession, UserId } from '../rule/session.js'
import type { Database } from './database.js'
import type { TimedRow } from './database-clock.js'
import { inChunks } from './in-chunks.js'
import { detailsOf, lastSeenFirst } from './live-sessions.js'
import type { PrismaQueries } from './queries.js'
import { selectRows, type SelectRows } from './select-rows.js'

/** The part of `LockedSessions` that reads. */
export type LockedReads = Pick<
  LockedSessions,
  'findByUsers' | 'findAccount' | 'findDetails' | 'lastChangeOf' | 'timesOf'
>

/** Prepares it for a database; what it returns binds it to the queries of a transaction. */
export function lockedReads(database: Database): (queries: PrismaQueries) => LockedReads {
  const { clock } = database
  const selectByUsers = selectByUsersOf(database)
  const selectAccount = selectAccountOf(database)

  return (queries) => ({
    async findByUsers(userIds) {
      const rows = await inChunks(userIds, (ids) => clock.observe(() => selectByUsers(queries, ...ids)))
      return rows.flat().map(linkedSessionOf)
    },

    async findAccount(userId) {
      return accountOf(await clock.observe(() => selectAccount(queries, userId)))
    },

    async findDetails(sids) {
      const links = await queries.userSession.findMany({ where: { sid: { in: [...sids] } }, ...lastSeenFirst })
      return links.map(detailsOf)
    },

    async lastChangeOf(userIds) {
      const last = await inChunks(userIds, (ids) =>
        queries.sessionEvent.findMany({
          where: { userId: { in: ids }, event: 'userChanged' },
          orderBy: { createdAt: 'desc' },
          take: 1,
        }),
      )
      const times = last.flat().map(({ createdAt }) => createdAt.getTime())
      return times.length === 0 ? null : new Date(Math.max(...times))
    },

    async timesOf(userId, event, since) {
      const where = { userId, event, createdAt: { gt: since } }
      const found = await queries.sessionEvent.findMany({ where, select: { createdAt: true } })
      return found.map(({ createdAt }) => createdAt)
    },
  })
}

/** A session of a user, with the time. */
type LinkedRow = LinkedSession & TimedRow

/** One row for each session of a user, with nulls for a user who has none. */
type AccountRow = TimedRow &
  Pick<Account, 'changedAt'> & { readonly userId: UserId } & {
    readonly [Field in Exclude<keyof LinkedSession, 'userId'>]: LinkedSession[Field] | null
  }

/** The columns of a session `s` and its link `l`, but for the id of the user. */
const sessionColumns = ({ dialect, tables: { session, userSession } }: Database) => ({
  now: dialect.now,
  sid: session.column('sid', 's'),
  sessionId: session.column('id', 's'),
  expiresAt: session.column('expiresAt', 's'),
  slot: userSession.column('slot', 'l'),
  createdAt: userSession.column('createdAt', 'l'),
})

/** Finds the sessions of users by the ids of these. */
function selectByUsersOf(database: Database): SelectRows<LinkedRow> {
  const { dialect, tables } = database
  const { session, userSession } = tables
  const userId = userSession.column('userId', 'l')
  return selectRows<LinkedRow>(
    dialect,
    { ...sessionColumns(database), userId },
    (columns, count) =>
      `SELECT ${columns} FROM ${userSession.name} l JOIN ${session.name} s ` +
      `ON ${userSession.column('sid', 'l')} = ${session.column('sid', 's')} ` +
      `WHERE ${userId} IN (${dialect.placeholders(count)})`,
  )
}

/** Finds a user by the id, with their sessions and the last change of their account. */
function selectAccountOf(database: Database): SelectRows<AccountRow> {
  const { dialect, tables } = database
  const { session, userSession, sessionEvent, user } = tables
  const userId = user.id('u')
  const [ofUser, createdAt] = [sessionEvent.column('userId', 'c'), sessionEvent.column('createdAt', 'c')]
  const lastChange =
    `SELECT ${sessionEvent.column('id', 'c')} FROM ${sessionEvent.name} c WHERE ${ofUser} = ${userId} ` +
    `AND ${sessionEvent.column('event', 'c')} = 'userChanged' ORDER BY ${createdAt} DESC LIMIT 1`
  return selectRows<AccountRow>(
    dialect,
    { ...sessionColumns(database), userId, changedAt: sessionEvent.column('createdAt', 'e') },
    (columns) =>
      `SELECT ${columns} FROM ${user.name} u ` +
      `LEFT JOIN ${userSession.name} l ON ${userSession.column('userId', 'l')} = ${userId} ` +
      `LEFT JOIN ${session.name} s ON ${session.column('sid', 's')} = ${userSession.column('sid', 'l')} ` +
      `LEFT JOIN ${sessionEvent.name} e ON ${sessionEvent.column('id', 'e')} = (${lastChange}) ` +
      `WHERE ${userId} = ${dialect.placeholders(1)}`,
  )
}

const linkedSessionOf = ({ sid, sessionId, userId, slot, createdAt, expiresAt }: LinkedRow): LinkedSession => ({
  ...{ sid, sessionId, userId, slot, createdAt, expiresAt },
})

function accountOf(rows: readonly AccountRow[]): Account | undefined {
  const [first] = rows
  if (!first) return undefined
  const { userId, changedAt } = first
  const sessions = rows.flatMap(({ sid, sessionId, slot, createdAt, expiresAt }): LinkedSession[] =>
    sid === null || sessionId === null || createdAt === null || expiresAt === null
      ? []
      : [{ sid, sessionId, userId, slot, createdAt, expiresAt }],
  )
  return { userId, changedAt, sessions }
}
