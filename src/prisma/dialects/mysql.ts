// MySQL and MariaDB: lock rows, and the gaps between them.
import type { Dialect } from './dialect.js'

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``

const placeholders = (count: number): string => Array.from({ length: count }, () => '?').join(', ')

/** How MySQL and MariaDB are spoken to. */
export const mysql: Dialect = {
  quote,
  placeholders,

  selectLocked: (columns, table, key) => `SELECT ${columns} FROM ${table} WHERE ${key} = ? FOR UPDATE`,

  // In the order of their keys, so that two of these never wait for each other in a circle.
  lockRows: (table, key, keys) => ({
    sql: `SELECT ${key} FROM ${table} WHERE ${key} IN (${placeholders(keys.length)}) ORDER BY ${key} FOR UPDATE`,
    values: keys,
  }),

  // By a limit of its own: MariaDB reads the whole table for a subquery.
  removeOldest: (table, _, time) => `DELETE FROM ${table} WHERE ${time} <= ? ORDER BY ${time} LIMIT ?`,

  insertRows({ table, columns, rows, timeColumn, time }) {
    const names = [...columns, timeColumn].map(quote)
    const values = names.map((name, index) => `${name} VARCHAR(191) PATH '$[${String(index)}]'`).join(', ')
    // Its times have no letters in them; Prisma keeps them in UTC.
    const timeText = time.toISOString().replace('T', ' ').replace('Z', '')
    return {
      sql: `INSERT INTO ${table} (${names.join(', ')}) SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (${values})) events`,
      values: [JSON.stringify(rows.map((row) => [...row, timeText]))],
    }
  },

  checkpoint: null,
  afterFailedWrite: () => Promise.resolve(),

  isolationLevel: 'ReadCommitted',
  // The record has changed since the snapshot (MariaDB), lock wait timeout, deadlock; on a Galera cluster the last one is
  // also what the node says at COMMIT when another node was faster.
  transientCodes: new Set(['1020', '1205', '1213']),
  transientMessage: /deadlock|lock wait timeout/i,
  badTextMessage: null,
}
