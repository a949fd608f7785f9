// The drivers of Prisma, set up so that a database which is away or does not answer is noticed in time, and forgotten as
// soon as it is back.
import { PrismaLibSQL } from '@prisma/adapter-libsql'
import { PrismaMariaDb } from '@prisma/adapter-mariadb'
import { PrismaPg } from '@prisma/adapter-pg'
import type { EventEmitter } from 'node:events'
import type { DatabaseLocation } from './database-url.js'

/**
 * How long the drivers wait for a connection, and for the answer to a query, in milliseconds: with both, what the panel
 * itself asks takes no longer than what adminjs-single-session does.
 */
const patienceMs = 5000

/** How long SQLite waits for another process to finish its write, in milliseconds. Nothing else happens meanwhile. */
const busyTimeoutMs = 1000

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
      // One that is thrown away may still hear from its server, that it shuts down say: an error that nobody caught would
      // end the process. Whoever uses the connection hears of it by their query.
      client.on('error', () => undefined)
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
  on(event: 'error', listener: () => void): void
  query(...given: unknown[]): Promise<unknown> | undefined
  /** Gives it back to the pool, or away. */
  release(away: boolean): void
}
