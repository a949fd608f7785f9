// PostgreSQL: locks rows, and numbers its parameters.
import type { Dialect } from './dialect.js'

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

const placeholders = (count: number): string =>
  Array.from({ length: count }, (_, index) => `$${String(index + 1)}`).join(', ')

/** How PostgreSQL is spoken to. */
export const postgresql: Dialect = {
  quote,
  placeholders,

  // Not now(), which is the time at which the transaction began: it may have waited for a lock since.
  now: '(extract(epoch FROM clock_timestamp()) * 1000)::float8',

  selectLocked: (columns, table, key) => `SELECT ${columns} FROM ${table} WHERE ${key} = $1 FOR UPDATE`,

  // In the order of their keys, so that two of these never wait for each other in a circle. The weaker of the locks leaves
  // rows that refer to these, in tables that are not ours, free to be written.
  lockRows: (table, key, keys) => ({
    sql: `SELECT ${key} FROM ${table} WHERE ${key} IN (${placeholders(keys.length)}) ORDER BY ${key} FOR NO KEY UPDATE`,
    values: keys,
  }),

  // A union of many queries takes PostgreSQL longer to plan than to run.
  ofEach: (rows, { table, alias, key }, places) =>
    `SELECT few.* FROM ${table} ${alias} CROSS JOIN LATERAL (${rows(key)}) few WHERE ${key} IN (${places.join(', ')})`,

  removeOldest: (table, key, time) =>
    `DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE ${time} <= $1 LIMIT $2)`,

  // By the names of the columns, which give each value the type of its column.
  insertRows({ table, columns, rows, timeColumn, time }) {
    const names = [...columns, timeColumn].map(quote).join(', ')
    const objects = rows.map((row) => {
      const texts = columns.map((name, index) => [name, row[index]] as const)
      return Object.fromEntries<string | null | undefined>([...texts, [timeColumn, time.toISOString()]])
    })
    return {
      sql: `INSERT INTO ${table} (${names}) SELECT ${names} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
      values: [JSON.stringify(objects)],
    }
  },

  checkpoint: null,
  afterFailedWrite: () => Promise.resolve(),

  isolationLevel: 'ReadCommitted',
  // https://www.postgresql.org/docs/current/errcodes-appendix.html: serialization failure, deadlock.
  transientCodes: new Set(['40001', '40P01']),
  transientMessage: /could not serialize|deadlock/i,
  // Undefined table, column, and type of a row.
  missingCodes: new Set(['42P01', '42703', '42704']),
  missingMessage: /^(relation|column|type) .* does not exist$/,
  // An index that was being built when something failed is not valid: there may be rows that it does not hold for.
  uniqueIndexes: ({ schema, table }, columns) => ({
    sql: `SELECT (SELECT count(*)::int FROM pg_catalog.pg_class WHERE oid = to_regclass($1::text) AND relkind IN ('r', 'p')) AS tables,
      (SELECT count(*)::int FROM pg_catalog.pg_index i WHERE i.indrelid = to_regclass($1::text)
        AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL AND i.indnkeyatts = 2
        AND (SELECT count(*) FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.indrelid
          AND a.attnum IN (i.indkey[0], i.indkey[1]) AND a.attname::text IN ($2, $3)) = 2) AS indexes`,
    values: [
      [schema, table]
        .flatMap((name) => name ?? [])
        .map(quote)
        .join('.'),
      ...columns,
    ],
  }),
  place: "current_database() || ', schema ' || coalesce(current_schema(), 'none')",
  // With a NUL in a text (SQLSTATE 22021).
  badTextMessage: /invalid byte sequence/,
}
