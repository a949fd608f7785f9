// The one file that knows how to open the database of the demo, and what it takes to get it ready.
import { PrismaLibSQL } from '@prisma/adapter-libsql'
import { PrismaMariaDb } from '@prisma/adapter-mariadb'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '@prisma/client'
import type { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTables } from './create-tables.js'
import type { DatabaseLocation } from './database-url.js'
import { loadServerClient } from './load-server-client.js'
import { migrate } from './migrate.js'

/** The Prisma client of the demo. */
export type Database = Awaited<ReturnType<typeof openDatabase>>

/**
 * How long the drivers wait for a connection, and for the answer to a query, in milliseconds: with both, what the panel
 * itself asks takes no longer than what adminjs-single-session does.
 */
const patienceMs = 5000

/** How long SQLite waits for another process to finish its write, in milliseconds. Nothing else happens meanwhile. */
const busyTimeoutMs = 1000

/** Opens the database. Does not connect yet. */
export async function openDatabase(location: DatabaseLocation) {
  const Client = location.provider === 'sqlite' ? PrismaClient : await loadServerClient(location.provider)
  return new Client({
    adapter: adapterOf(location),
    // Without it an error quotes pages of the code that asked.
    errorFormat: 'minimal',
    // No query returns it by itself, AdminJS's neither: it cannot reach the browser.
    omit: { user: { passwordHash: true } },
  })
}

/** The driver for a database, set up to give up in time. What the URL says itself comes first. */
export function adapterOf({ provider, url }: Pick<DatabaseLocation, 'provider' | 'url'>, waitMs = patienceMs) {
  if (provider === 'sqlite') return new PrismaLibSQL({ url, timeout: Math.min(waitMs, busyTimeoutMs) })
  if (provider === 'mysql') return new PrismaMariaDb(withDefaults(url.replace(/^mysql:/, 'mariadb:'), mariaDb(waitMs)))
  return new ThriftyPg({ connectionString: withDefaults(url, postgres(waitMs)), connectionTimeoutMillis: waitMs })
}

/**
 * See https://node-postgres.com/apis/client. The second one is the server's: it ends a transaction whose client is gone
 * without a word, and with it the locks.
 */
const postgres = (waitMs: number) => ({ query_timeout: waitMs, idle_in_transaction_session_timeout: 2 * waitMs })

/** See https://github.com/mariadb-corporation/mariadb-connector-nodejs/blob/main/documentation/promise-api.md. */
const mariaDb = (waitMs: number) => ({
  acquireTimeout: waitMs,
  socketTimeout: waitMs,
  // That ends connections which nobody uses, too: not ten new ones each time.
  minimumIdle: 1,
  // Said in the handshake, it needs no statement. One that breaks off there ends the process: nobody catches its error.
  collation: 'utf8mb4_unicode_ci',
})

/** Written behind what is there, which stays as it is: the drivers do not decode alike. */
function withDefaults(url: string, defaults: Readonly<Record<string, number | string>>): string {
  const given = new URL(url).searchParams
  const missing = Object.entries(defaults).filter(([name]) => !given.has(name))
  const added = missing.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return [url, ...added].reduce((all, one) => `${all}${all.includes('?') ? '&' : '?'}${one}`)
}

/**
 * Prisma 6 forgets a connection whose transaction cannot be ended, because it is lost or does not answer: it stays away
 * from the pool, and a server that comes back keeps its locks. This one is thrown away.
 */
class ThriftyPg extends PrismaPg {
  override async connect() {
    const adapter = await super.connect()
    const pool = adapter.underlyingDriver() as unknown as EventEmitter
    pool.on('connect', (client: PoolClient) => {
      const query = client.query.bind(client)
      client.query = (...given) => {
        const answer = query(...given)
        const text = (given[0] as { text?: unknown } | undefined)?.text
        if (text === 'COMMIT' || text === 'ROLLBACK') {
          answer?.catch(() => {
            client.release(true)
          })
        }
        return answer
      }
    })
    return adapter
  }
}

/** What we use of the driver's client: https://node-postgres.com/apis/pool. */
interface PoolClient {
  query(...given: unknown[]): Promise<unknown> | undefined
  /** Gives it back to the pool, or away. */
  release(away: boolean): void
}

/**
 * Makes the tables that the demo needs.
 *
 * @throws StartError if the database cannot be reached or changed.
 */
export async function prepareDatabase(prisma: Database, location: DatabaseLocation): Promise<void> {
  if (location.provider !== 'sqlite') {
    await createTables(location)
    return
  }
  await migrate(location)
  await useWriteAheadLog(prisma)
}

/** Switches the SQLite file to write-ahead logging, once: then readers and a writer do not wait for each other. */
async function useWriteAheadLog(prisma: Database): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const [now] = await prisma.$queryRawUnsafe<{ journal_mode: string }[]>('PRAGMA journal_mode')
      if (now?.journal_mode !== 'wal') await prisma.$queryRawUnsafe('PRAGMA journal_mode = WAL')
      return
    } catch (error) {
      // The switch needs the file for itself for a moment, and does not wait for it.
      if (attempt === 20 || !/SQLITE_BUSY|database is locked|P1008/i.test(String(error))) throw error
      await sleep(100)
    }
  }
}
