// Makes the tables on a database server, where the Prisma CLI cannot: with the driver, and the SQL that
// prisma/generate.ts writes beside the client.
import { PrismaMariaDb } from '@prisma/adapter-mariadb'
import { PrismaPg } from '@prisma/adapter-pg'
import { readFileSync } from 'node:fs'
import { exampleOf, type ServerDatabase } from './database-url.js'
import { StartError } from './start-error.js'

const tables = "'User', 'Session', 'UserSession', 'SessionEvent'"

/** How to let one process in at a time, and how to count the tables that are there. */
const dialects = {
  postgresql: {
    lock: "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('adminjs-single-session demo'))) AS lock",
    count: `SELECT COUNT(*) FROM information_schema.tables
            WHERE table_schema = current_schema() AND table_name IN (${tables})`,
  },
  mysql: {
    // The names of locks are the server's. It goes with the connection.
    lock: "SELECT GET_LOCK(MD5(CONCAT('adminjs-single-session demo ', DATABASE())), 60)",
    // This catalogue takes "user" for "User", which are two tables unless the server ignores case.
    count: `SELECT COUNT(*) FROM information_schema.tables
            WHERE table_schema = DATABASE() AND table_name IN (${tables})
            AND (@@lower_case_table_names <> 0 OR CAST(table_name AS BINARY) IN (${tables}))`,
  },
}

/**
 * Makes the tables if they are not there.
 *
 * @throws StartError if the database cannot be reached, or does not take them.
 */
export async function createTables({ provider, url }: ServerDatabase): Promise<void> {
  const { lock, count } = dialects[provider]
  try {
    const database = await connectOnce(provider, url)
    try {
      const transaction = await database.startTransaction()
      const execute = (sql: string) => transaction.executeRaw({ sql, args: [], argTypes: [] })
      const numberFrom = async (sql: string) =>
        Number((await transaction.queryRaw({ sql, args: [], argTypes: [] })).rows[0]?.[0])
      try {
        if ((await numberFrom(lock)) !== 1) throw new Error('another process makes its tables, and does not end')
        const existing = await numberFrom(count)
        if (existing !== 0 && existing !== 4) throw new Error(`it has some of the tables ${tables}, but not all`)
        if (existing === 0) for (const statement of statementsFor(provider)) await execute(statement)
        await execute('COMMIT')
      } finally {
        // Gives the connection back, no more: what was not committed ends with it.
        await transaction.rollback()
      }
    } finally {
      await database.dispose()
    }
  } catch (error) {
    throw new StartError(
      `DATABASE_URL names a database that cannot be used: ${withoutPassword(reasonOf(error), url)}. ` +
        `Write DATABASE_URL=${exampleOf(provider)}, of a database that exists.`,
    )
  }
}

/** One connection, and the reason if there is none. The pools of the app keep trying for longer. */
async function connectOnce(provider: ServerDatabase['provider'], url: string) {
  if (provider === 'postgresql') {
    return new PrismaPg({ connectionString: url, max: 1, connectionTimeoutMillis: 5000 }).connect()
  }
  const impatient = new URL(url.replace(/^mysql:/, 'mariadb:'))
  const settings = { connectionLimit: '1', initializationTimeout: '2000', acquireTimeout: '2500' }
  for (const [name, value] of Object.entries(settings)) impatient.searchParams.set(name, value)
  const database = await new PrismaMariaDb(impatient.href).connect()
  try {
    // Asked through the adapter, the pool would only say that it took too long.
    await (await database.underlyingDriver().getConnection()).release()
  } catch (error) {
    await database.dispose()
    throw (error as Error).cause ?? error
  }
  return database
}

function statementsFor(provider: ServerDatabase['provider']): string[] {
  const sql = readFileSync(new URL(`../node_modules/.prisma/${provider}/tables.sql`, import.meta.url), 'utf8')
  return sql.split(/;$/m).filter((statement) => statement.trim() !== '')
}

/** What the driver said, in one line. */
function reasonOf(error: unknown): string {
  const { cause, code, message } = error as { cause?: Record<string, unknown>; code?: unknown; message: string }
  if (cause?.kind === 'DatabaseNotReachable' || code === 'ECONNREFUSED') return 'the server does not answer'
  const text = typeof cause?.originalMessage === 'string' ? cause.originalMessage : message
  // MariaDB's driver counts its connections before the message, and after it.
  return text
    .replaceAll(/^\(conn:[^)]*\)|\(pool connections:[^)]*\)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** No driver is known to tell it; should one do, it is not told here. */
function withoutPassword(text: string, url: string): string {
  const { password } = new URL(url)
  if (password === '') return text
  return text.replaceAll(password, '***').replaceAll(decodeURIComponent(password), '***')
}
