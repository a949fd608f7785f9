// Makes the connection pools of PostgreSQL and of MySQL survive what happens to their servers.
import type { EventEmitter } from 'node:events'

/** What we use of the connection of PostgreSQL's driver: https://node-postgres.com/apis/pool. */
interface PgConnection {
  on(event: 'error', listener: () => void): unknown
  query(...given: unknown[]): Promise<unknown> | undefined
  /** Gives it back to the pool, or throws it away. */
  release(away?: boolean): void
}

/** What we use of `PrismaPg` of `@prisma/adapter-pg`, of Prisma 6 and 7. */
export interface PgAdapterFactory {
  readonly provider: 'postgres'
  connect(): Promise<{ underlyingDriver(): EventEmitter }>
}

/** What we use of `PrismaPg` of Prisma 5.22, which the app gives its pool. */
export interface PgAdapterOnPool {
  readonly provider: 'postgres'
  /** The pool. Its type is private there, so nothing but the provider is known to the types. */
  readonly connect?: undefined
}

/** What we use of a transaction of MariaDB's driver adapter. */
interface MariaDbTransaction {
  executeRaw(query: { readonly sql: string }): Promise<unknown>
  /** Gives the connection back to the pool, which ends what is still open on it. It says nothing to the server itself. */
  rollback(): Promise<void>
}

/** What we use of MariaDB's driver adapter. */
interface MariaDbAdapter {
  startTransaction(...given: readonly unknown[]): Promise<MariaDbTransaction>
}

/** What we use of `PrismaMariaDb` of `@prisma/adapter-mariadb`, of Prisma 6 and 7. */
export interface MariaDbAdapterFactory {
  readonly provider: 'mysql'
  connect(): Promise<MariaDbAdapter>
}

/**
 * Returns a driver adapter that does what the given one does, and never loses a connection of its pool. Prisma keeps one
 * away from the pool for good if its transaction could not be ended: because the server is gone or does not answer, or
 * because the COMMIT was refused, as a Galera cluster refuses it if another node was faster. Such a connection goes away
 * (PostgreSQL) or back (MySQL and MariaDB). Errors of connections that nobody uses no longer end the process.
 *
 * @param factory `new PrismaPg()` or `new PrismaMariaDb()`, of Prisma 6 or 7; of Prisma 5.22 `new PrismaPg(pool)`.
 *
 * @example
 * const adapter = resilientPool(new PrismaPg({ connectionString, connectionTimeoutMillis: 5000, query_timeout: 5000 }))
 * const prisma = new PrismaClient({ adapter })
 */
export function resilientPool<Factory extends PgAdapterFactory | PgAdapterOnPool | MariaDbAdapterFactory>(
  factory: Factory,
): Factory {
  if (!factory.connect) return watchPoolOf(factory)
  const connect = connectorOf(factory)
  // Everything but this method is the factory's own; the type of Object.create() says nothing.
  return Object.create(factory, { connect: { value: connect } }) as Factory
}

/** Watches the pool of an adapter of Prisma 5.22. An error of a connection that nobody uses would end the process. */
function watchPoolOf<Adapter extends object>(adapter: Adapter): Adapter {
  // Every version of it keeps the pool there.
  const { client: pool } = adapter as { client?: EventEmitter }
  pool?.on('connect', watch).on('error', () => undefined)
  return adapter
}

function connectorOf(factory: PgAdapterFactory | MariaDbAdapterFactory): () => Promise<unknown> {
  if (factory.provider === 'mysql') return async () => withTransactionsThatEnd(await factory.connect())
  const watched = new WeakSet<EventEmitter>()
  return async () => {
    const adapter = await factory.connect()
    const pool = adapter.underlyingDriver()
    // A pool that the app made itself comes again at each connect.
    if (!watched.has(pool)) pool.on('connect', watch)
    watched.add(pool)
    return adapter
  }
}

const endsTransaction = (sql: unknown): boolean => sql === 'COMMIT' || sql === 'ROLLBACK'

/** Throws a connection of PostgreSQL away whose transaction could not be ended. */
function watch(connection: PgConnection): void {
  // One that is thrown away may still hear from its server, that it shuts down say: an error that nobody caught would end
  // the process. Whoever uses the connection hears of it by their query.
  connection.on('error', () => undefined)
  const query = connection.query.bind(connection)
  connection.query = (...given) => {
    const answer = query(...given)
    // The driver adapter sends a text, or an object with it.
    const text = (given[0] as { text?: unknown } | undefined)?.text
    if (endsTransaction(text)) {
      answer?.catch(() => {
        connection.release(true)
        // Should Prisma give it back after all: the pool no longer has it, and would throw.
        connection.release = () => undefined
      })
    }
    return answer
  }
}

/** Gives a connection of MySQL or MariaDB back whose transaction could not be ended. */
function withTransactionsThatEnd(adapter: MariaDbAdapter): MariaDbAdapter {
  const start = adapter.startTransaction.bind(adapter)
  adapter.startTransaction = async (...given) => {
    const transaction = await start(...given)
    const execute = transaction.executeRaw.bind(transaction)
    transaction.executeRaw = async (query) => {
      try {
        return await execute(query)
      } catch (error) {
        // Prisma does nothing more with this transaction. The pool rolls back before somebody else gets the connection, and
        // throws it away if that fails; nobody waits for that.
        if (endsTransaction(query.sql)) void transaction.rollback().catch(() => undefined)
        throw error
      }
    }
    return transaction
  }
  return adapter
}
