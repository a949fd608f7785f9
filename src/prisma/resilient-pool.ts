// Makes PostgreSQL's connection pool survive what happens to its server.
import type { EventEmitter } from 'node:events'

/** What we use of the driver's connection: https://node-postgres.com/apis/pool. */
interface PoolClient {
  on(event: 'error', listener: () => void): unknown
  query(...given: unknown[]): Promise<unknown> | undefined
  /** Gives it back to the pool, or throws it away. */
  release(away?: boolean): void
}

/** What we use of `PrismaPg` of `@prisma/adapter-pg`, of Prisma 6 and 7. */
export interface PgAdapterFactory {
  connect(): Promise<{ underlyingDriver(): EventEmitter }>
}

/**
 * Returns a driver adapter for PostgreSQL that does what the given one does, and forgets a connection whose transaction
 * cannot be ended because the server is gone or does not answer. Prisma keeps such a connection away from the pool for
 * good, and a server that comes back keeps its locks. Errors of connections that nobody uses no longer end the process.
 *
 * @example
 * const adapter = resilientPool(new PrismaPg({ connectionString, connectionTimeoutMillis: 5000, query_timeout: 5000 }))
 * const prisma = new PrismaClient({ adapter })
 */
export function resilientPool<Factory extends PgAdapterFactory>(factory: Factory): Factory {
  const watched = new WeakSet<EventEmitter>()
  const connect = async () => {
    const adapter = await factory.connect()
    const pool = adapter.underlyingDriver()
    // A pool that the app made itself comes again at each connect.
    if (!watched.has(pool)) pool.on('connect', watch)
    watched.add(pool)
    return adapter
  }
  // Everything but this method is the factory's own; the type of Object.create() says nothing.
  return Object.create(factory, { connect: { value: connect } }) as Factory
}

function watch(client: PoolClient): void {
  // One that is thrown away may still hear from its server, that it shuts down say: an error that nobody caught would end
  // the process. Whoever uses the connection hears of it by their query.
  client.on('error', () => undefined)
  const query = client.query.bind(client)
  client.query = (...given) => {
    const answer = query(...given)
    // The driver adapter sends a text, or an object with it.
    const text = (given[0] as { text?: unknown } | undefined)?.text
    if (text === 'COMMIT' || text === 'ROLLBACK') {
      answer?.catch(() => {
        client.release(true)
      })
    }
    return answer
  }
}
