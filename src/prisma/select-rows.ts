// Runs a SELECT that Prisma's API cannot say. Its list of columns is made of the shape of the rows, so that a field without
// a column fails the type check.
import type { Dialect } from './dialects/dialect.js'
import type { RawQueries } from './queries.js'

/** The column that fills each field of a row, as SQL. */
export type ColumnsOf<Row> = { readonly [Field in keyof Row]-?: string }

/** Runs the SELECT with these parameters. */
export type SelectRows<Row> = (queries: RawQueries, ...values: unknown[]) => Promise<Row[]>

/**
 * Prepares a SELECT, once, at the start.
 *
 * @param statement makes it of the list of its columns, and of the number of its parameters.
 */
export function selectRows<Row>(
  dialect: Dialect,
  columns: ColumnsOf<Row>,
  statement: (list: string, count: number) => string,
): SelectRows<Row> {
  const list = Object.entries<string>(columns).map(([field, column]) => `${column} AS ${dialect.quote(field)}`)
  return async (queries, ...values) => {
    const rows = await queries.$queryRawUnsafe(statement(list.join(', '), values.length), ...values)
    // The list names each field of a row and nothing else, and the checked data model says of which type its column is.
    return rows as Row[]
  }
}
