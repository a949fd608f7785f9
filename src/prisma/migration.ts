// Whether the database has the tables and columns of the Prisma schema. It has not where somebody forgot to migrate, or where
// the app is connected to another database than they think.
import { SingleSessionError } from '../errors.js'
import type { DataModel, Model } from './data-model.js'
import type { Dialect, TableName } from './dialects/dialect.js'
import { isMissing } from './prisma-errors.js'
import type { RawQueries } from './queries.js'
import { tableOf } from './table.js'

/** Looks for what is missing; resolves to undefined if nothing is. Rejects with the driver's error if the database fails. */
export type FindMissing = () => Promise<SingleSessionError | undefined>

/** A table, as SQL asks for it and as people know it. */
interface Probe {
  /** As in `shop.Session`. */
  readonly title: string
  /** Asks for nothing of these columns; fails if one of them, or the table, is not there. */
  readonly select: (columns: readonly string[]) => string
  /** The names of the columns, not quoted. */
  readonly columns: readonly string[]
}

/** Prepares the search, for the models of the package and the user model. Several at once share one search. */
export function findMissingIn(model: DataModel, dialect: Dialect, queries: RawQueries): FindMissing {
  const models: readonly Model[] = [model.session, model.userSession, model.sessionEvent, model.user]
  const probes = models.map((one) => probeOf(one, dialect))
  const everything = probes.map(({ select, columns }, index) => `(${select(columns)}) p${String(index)}`).join(', ')
  let running: Promise<SingleSessionError | undefined> | undefined

  /** Whether the database has what a statement asks for. */
  const answers = async (statement: string): Promise<boolean> => {
    try {
      await queries.$queryRawUnsafe(statement)
      return true
    } catch (error) {
      if (isMissing(error, dialect)) return false
      throw error
    }
  }

  /** What is missing of one table, in words. */
  const missingOf = async ({ title, select, columns }: Probe): Promise<string | undefined> => {
    if (await answers(select(columns))) return undefined
    if (!(await answers(select([])))) return `the table ${title}`
    const found = await Promise.all(columns.map((column) => answers(select([column]))))
    const missing = columns.filter((_, index) => found[index] === false)
    return `the column${missing.length === 1 ? '' : 's'} ${missing.join(', ')} of the table ${title}`
  }

  const search = async (): Promise<SingleSessionError | undefined> => {
    if (await answers(`SELECT 1 FROM ${everything}`)) return undefined
    const missing: string[] = []
    for (const probe of probes) {
      const words = await missingOf(probe)
      if (words !== undefined) missing.push(words)
    }
    return missing.length > 0 ? notMigrated(missing, await placeOf(dialect, queries)) : undefined
  }

  return () => (running ??= search().finally(() => (running = undefined)))
}

function probeOf(model: Model, dialect: Dialect): Probe {
  const fields = [...model.fields.values()].filter(({ kind }) => kind !== 'object')
  const table = tableOf<string>(model, dialect)
  return {
    title: titleOf(model),
    columns: fields.map(({ name, dbName }) => dbName ?? name),
    // Under an alias: SQLite takes a quoted name that is no column for a text.
    select: (columns) => {
      const list = columns.map((column) => `t.${dialect.quote(column)}`).join(', ') || '1'
      return `SELECT ${list} FROM ${table.name} t WHERE 1 = 0`
    },
  }
}

/**
 * Whether the table of the links lacks the unique index that holds the limit, as one that somebody migrated by hand may: no
 * statement fails for that. Where the catalogue does not tell, it is taken to be there.
 */
export async function findMissingIndex(
  { userSession: { schema, table, fields } }: DataModel,
  dialect: Dialect,
  queries: RawQueries,
): Promise<SingleSessionError | undefined> {
  const columnOf = (name: string): string => fields.get(name)?.dbName ?? name
  const columns = [columnOf('userId'), columnOf('slot')] as const
  const { sql, values } = dialect.uniqueIndexes({ schema, table }, columns)
  try {
    // One row, as the dialect says; a count may be a BigInt.
    const [row] = (await queries.$queryRawUnsafe(sql, ...values)) as Record<'tables' | 'indexes', number | bigint>[]
    if (Number(row?.tables) !== 1 || Number(row?.indexes) > 0) return undefined
  } catch {
    return undefined
  }
  const missing = `the unique index on ${columns.join(', ')} of the table ${titleOf({ schema, table })}`
  return notMigrated([missing], await placeOf(dialect, queries), withoutIndex)
}

const withoutIndex = ' Until then logins at the same moment may leave a user more sessions than the limit allows.'

const titleOf = ({ schema, table }: TableName): string => (schema === undefined ? table : `${schema}.${table}`)

/** The database that the app is connected to, in words. */
async function placeOf(dialect: Dialect, queries: RawQueries): Promise<string> {
  try {
    const rows = await queries.$queryRawUnsafe(`SELECT ${dialect.place} AS ${dialect.quote('place')}`)
    // One row with this one column, of a text or null.
    const [row] = rows as { place: string | null }[]
    return row?.place ? ` (${row.place})` : ''
  } catch {
    return ''
  }
}

function notMigrated(
  missing: readonly string[],
  place: string,
  until = ' The app goes on by itself then.',
): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_NOT_MIGRATED',
    `The database${place} lacks what the Prisma schema has: ${missing.join('; ')}. Run "npx prisma migrate dev" where you ` +
      'develop, or "npx prisma migrate deploy" in production, on this database.' +
      until,
  )
}
