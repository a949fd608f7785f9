// MySQL and MariaDB: lock rows, and the gaps between them.
import type { Dialect } from './dialect.js'

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``

const placeholders = (count: number): string => Array.from({ length: count }, () => '?').join(', ')

/** How MySQL and MariaDB are spoken to. */
export const mysql: Dialect = {
  quote,
  placeholders,

  // In UTC: there is no hour that comes twice.
  now: "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) / 1000e0",

  selectLocked: (columns, table, key) => `SELECT ${columns} FROM ${table} WHERE ${key} = ? FOR UPDATE`,

  // In the order of their keys, so that two of these never wait for each other in a circle.
  lockRows: (table, key, keys) => ({
    sql: `SELECT ${key} FROM ${table} WHERE ${key} IN (${placeholders(keys.length)}) ORDER BY ${key} FOR UPDATE`,
    values: keys,
  }),

  // MariaDB has no LATERAL.
  ofEach: (rows, _, places) => places.map((place) => `SELECT few.* FROM (${rows(place)}) few`).join(' UNION ALL '),

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
  // also what the node says at COMMIT when another node was faster, and 1047 what it says until it is a part of the cluster
  // again. Whoever else gets 1047, an unknown command, gets it for each try, and that too ends in time.
  transientCodes: new Set(['1020', '1047', '1205', '1213']),
  transientMessage: /deadlock|lock wait timeout/i,
  // No such table, unknown column.
  missingCodes: new Set(['1146', '1054']),
  missingMessage: /Table '.*' doesn't exist|Unknown column '/,
  uniqueIndexes({ schema, table }, columns) {
    const of = `table_schema = ${schema === undefined ? 'DATABASE()' : '?'} AND table_name = ?`
    const names = schema === undefined ? [table] : [schema, table]
    return {
      sql: `SELECT (SELECT COUNT(*) FROM information_schema.tables WHERE ${of} AND table_type = 'BASE TABLE') AS tables,
        (SELECT COUNT(*) FROM (SELECT index_name FROM information_schema.statistics WHERE ${of} AND non_unique = 0
          GROUP BY index_name HAVING COUNT(*) = 2 AND SUM(column_name IN (?, ?)) = 2) found) AS indexes`,
      values: [...names, ...names, ...columns],
    }
  },
  place: 'DATABASE()',
  badTextMessage: null,
}
