// The app's database, as the parts of the port use it: what its schema says, and how to ask it within a bounded time.
import type { PrismaClientLike } from '../options/prisma-client.js'
import { readDataModel, type DataModel } from './data-model.js'
import type { Dialect } from './dialects/dialect.js'
import { dialects } from './dialects/dialects.js'
import { isTransient } from './prisma-errors.js'
import { queriesOf, type PrismaQueries } from './queries.js'
import { withRetry } from './retry.js'
import { tablesOf, type Tables } from './table.js'
import { runEmptyTransaction, transactionsOf, type InTransaction } from './transaction.js'

/** A database. What it is asked rejects with ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE when that fails, or takes too long. */
export interface Database {
  readonly model: DataModel
  readonly dialect: Dialect
  readonly tables: Tables
  /** Runs queries outside of a transaction. */
  readonly ask: <T>(work: (queries: PrismaQueries) => PromiseLike<T>) => Promise<T>
  readonly inTransaction: InTransaction
  /** Puts the connection in order after a write outside of a transaction failed. Never rejects. */
  readonly afterFailedWrite: () => Promise<void>
}

/**
 * The database behind a client, whose schema is checked. Does not connect.
 *
 * @param queryTimeoutMs how long each piece of work may take, in milliseconds.
 * @throws what `readDataModel` throws.
 */
export function databaseOf(given: PrismaClientLike, queryTimeoutMs: number): Database {
  const model = readDataModel(given)
  const prisma = primaryOf(given)
  const dialect: Dialect = dialects[model.provider]
  const retry = { timeoutMs: queryTimeoutMs, isTransient: (error: unknown) => isTransient(error, dialect) }
  const bind = (client: object): PrismaQueries => queriesOf(client, model.user.name)
  const queries = bind(prisma)
  return {
    model,
    dialect,
    tables: tablesOf(model, dialect),
    ask: (work) => withRetry(retry, () => work(queries)),
    inTransaction: transactionsOf(prisma, bind, retry, dialect.isolationLevel),
    afterFailedWrite: () => dialect.afterFailedWrite(() => runEmptyTransaction(prisma)),
  }
}

/**
 * The client that reads what was written. @prisma/extension-read-replicas sends reads outside of transactions to replicas,
 * which may lag: there a permission that was taken away would still count.
 */
function primaryOf(prisma: PrismaClientLike): PrismaClientLike {
  // The method is the extension's; other clients are without.
  const { $primary } = prisma as { $primary?: () => PrismaClientLike }
  return typeof $primary === 'function' ? $primary.call(prisma) : prisma
}
