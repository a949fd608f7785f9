// SQLite: one file with one writer at a time.
import type { Dialect } from './dialect.js'

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** How SQLite is spoken to. */
export const sqlite: Dialect = {
  quote,

  // In days since noon of a day long ago; 1970 began 2,440,587.5 days later.
  now: "(julianday('now') - 2440587.5) * 86400000.0",

  placeholders: (count) => Array.from({ length: count }, () => '?').join(', '),

  // An update, because a transaction has to write before it reads: SQLite's transactions are deferred, and one that reads
  // first cannot become the writer after somebody else wrote.
  selectLocked: (columns, table, key) => `UPDATE ${table} SET ${key} = ${key} WHERE ${key} = ? RETURNING ${columns}`,

  // An update of no row makes this transaction the one writer, which locks everybody's rows.
  lockRows: (table, key) => ({ sql: `UPDATE ${table} SET ${key} = ${key} WHERE 1 = 0`, values: [] }),

  // SQLite has no LATERAL.
  ofEach: (rows, _, places) => places.map((place) => `SELECT few.* FROM (${rows(place)}) few`).join(' UNION ALL '),

  removeOldest: (table, key, time) =>
    `DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE ${time} <= ? LIMIT ?)`,

  insertRows({ table, columns, rows, timeColumn, time }) {
    const names = [...columns, timeColumn].map(quote).join(', ')
    const values = columns.map((_, index) => `json_extract(value, '$[${String(index)}]')`).join(', ')
    return {
      sql: `INSERT INTO ${table} (${names}) SELECT ${values}, ? FROM json_each(?)`,
      // The time by itself: the adapter knows how the app wants times to be stored.
      values: [time, JSON.stringify(rows)],
    }
  },

  // SQLite moves a thousand pages from its log to its file at once, in the thread of the requests if the driver has no
  // other. Without a log there is nothing to move.
  checkpoint: 'PRAGMA wal_checkpoint(PASSIVE)',

  // A file that was too busy leaves the connection within a transaction that nobody commits, where the next try would seem
  // to succeed. A transaction of Prisma's, though it fails too, takes that connection away with it.
  async afterFailedWrite(runEmptyTransaction) {
    await runEmptyTransaction().catch(() => undefined)
  },

  isolationLevel: null,
  transientCodes: new Set(['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_LOCKED']),
  transientMessage: /SQLITE_BUSY|database is locked/i,
  missingCodes: new Set(),
  missingMessage: /no such (table|column): |has no column named /,
  // By any letters: SQLite takes "userid" for the column userId.
  uniqueIndexes: ({ table }, columns) => ({
    sql: `SELECT (SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = ? COLLATE NOCASE) AS tables,
      (SELECT COUNT(*) FROM pragma_index_list(?) list WHERE list."unique" = 1 AND list.partial = 0
        AND (SELECT COUNT(*) FROM pragma_index_info(list.name)) = 2
        AND (SELECT COUNT(*) FROM pragma_index_info(list.name) WHERE name COLLATE NOCASE IN (?, ?)) = 2) AS indexes`,
    values: [table, table, ...columns],
  }),
  place: "(SELECT file FROM pragma_database_list WHERE name = 'main')",
  badTextMessage: null,
}
