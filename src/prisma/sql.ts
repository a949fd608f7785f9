// The statements that Prisma's API cannot say in one round trip: reading a session with its link, and locking.
// Names come from the data model, so @map, @@map and @@schema are honoured; values are always parameters.
import type { DataModel, Provider } from './data-model.js'

/** SQL for one data model. */
export interface Statements {
  /** Finds `count` sessions by their sids. Columns: sid, id, data, expiresAt, userId (null without a link). */
  findSessions(count: number): string
  /** Finds the sessions of `count` users by their ids. Columns: sid, id, expiresAt, userId, createdAt. */
  findByUsers(count: number): string
  /** One parameter, the sid. Column: data. Locks the session until the transaction ends. */
  readonly lockSession: string
  /** Two parameters, a time and a number: deletes as many of the sessions that ended at that time or before. */
  readonly removeExpired: string
  /** Two parameters, a time and a number: deletes as many of the events that happened at that time or before. */
  readonly removeEvents: string
  /** Locks `count` users, whose ids are the parameters, until the transaction ends. */
  lockUsers(count: number): string
  /** Whether `lockUsers` takes the ids as parameters; SQLite locks the whole database. */
  readonly lockTakesIds: boolean
}

type ModelName = 'session' | 'userSession' | 'sessionEvent' | 'user'

/** Builds the statements once, at start. */
export function buildStatements(model: DataModel): Statements {
  const { provider } = model
  const quote = (name: string) => quoteName(provider, name)
  const table = (of: ModelName) => tableName(model, of)
  const column = (of: ModelName, field: string) => quote(model[of].fields.get(field)?.dbName ?? field)

  const columns = (alias: string, of: ModelName, ...fields: string[]) =>
    fields.map((field) => `${alias}.${column(of, field)} AS ${quote(field)}`).join(', ')
  const placeholders = (count: number) =>
    Array.from({ length: count }, (_, index) => placeholder(provider, index + 1)).join(', ')

  const users = table('user')
  const id = column('user', 'id')
  const sid = column('session', 'sid')
  const data = column('session', 'data')
  const first = placeholder(provider, 1)
  const [sessions, links] = [`${table('session')} s`, `${table('userSession')} l`]
  const isLinked = `l.${column('userSession', 'sid')} = s.${sid}`

  const removeOldest = (of: ModelName, key: string, time: string) => {
    const [rows, at] = [table(of), column(of, time)]
    // By a limit of its own where there is one: MariaDB reads the whole table for a subquery.
    if (provider === 'mysql') return `DELETE FROM ${rows} WHERE ${at} <= ? ORDER BY ${at} LIMIT ?`
    const some = `SELECT ${column(of, key)} FROM ${rows} WHERE ${at} <= ${first} LIMIT ${placeholder(provider, 2)}`
    return `DELETE FROM ${rows} WHERE ${column(of, key)} IN (${some})`
  }

  return {
    findSessions: (count) =>
      `SELECT ${columns('s', 'session', 'sid', 'id', 'data', 'expiresAt')}, ${columns('l', 'userSession', 'userId')} ` +
      `FROM ${sessions} LEFT JOIN ${links} ON ${isLinked} WHERE s.${sid} IN (${placeholders(count)})`,
    findByUsers: (count) =>
      `SELECT ${columns('s', 'session', 'sid', 'id', 'expiresAt')}, ` +
      `${columns('l', 'userSession', 'userId', 'createdAt')} FROM ${links} JOIN ${sessions} ON ${isLinked} ` +
      `WHERE l.${column('userSession', 'userId')} IN (${placeholders(count)})`,
    lockSession:
      // A transaction of SQLite has to write before it reads; see below.
      provider === 'sqlite'
        ? `UPDATE ${table('session')} SET ${sid} = ${sid} WHERE ${sid} = ${first} RETURNING ${data} AS ${quote('data')}`
        : `SELECT ${data} AS ${quote('data')} FROM ${table('session')} WHERE ${sid} = ${first} FOR UPDATE`,
    removeExpired: removeOldest('session', 'sid', 'expiresAt'),
    removeEvents: removeOldest('sessionEvent', 'id', 'createdAt'),
    lockTakesIds: provider !== 'sqlite',
    lockUsers(count) {
      // SQLite has one writer. An update of no row makes this transaction the writer before it reads anything, which a
      // deferred transaction needs: one that reads first cannot become the writer after somebody else wrote.
      if (provider === 'sqlite') return `UPDATE ${users} SET ${id} = ${id} WHERE 1 = 0`
      // In the order of their ids, so that two of these never wait for each other in a circle. PostgreSQL's weaker lock
      // leaves rows that refer to the user, in tables that are not ours, free to be written.
      const lock = provider === 'postgresql' ? 'FOR NO KEY UPDATE' : 'FOR UPDATE'
      return `SELECT ${id} FROM ${users} WHERE ${id} IN (${placeholders(count)}) ORDER BY ${id} ${lock}`
    },
  }
}

const placeholder = (provider: Provider, index: number): string =>
  provider === 'postgresql' ? `$${String(index)}` : '?'

/** The table of a model, as SQL wants it. */
export const tableName = (model: DataModel, of: ModelName): string =>
  [model[of].schema, model[of].table]
    .filter((part) => part !== undefined)
    .map((part) => quoteName(model.provider, part))
    .join('.')

/** A name as SQL wants it. */
export function quoteName(provider: Provider, name: string): string {
  return provider === 'mysql' ? `\`${name.replaceAll('`', '``')}\`` : `"${name.replaceAll('"', '""')}"`
}
