// The app's database, as the parts of the port use it: what its schema says, and how to ask it within a bounded time.
import type { SingleSessionError } from '../errors.js'
import { tellFault } from '../faults/tell-fault.js'
import type { ChosenModels } from '../options/chosen-models.js'
import type { PrismaClientLike } from '../options/prisma-client.js'
import { readDataModel, type DataModel } from './data-model.js'
import { DatabaseClock, type TimedRow } from './database-clock.js'
import type { Dialect } from './dialects/dialect.js'
import { dialects } from './dialects/dialects.js'
import { findMissingIn, type FindMissing } from './migration.js'
import { isMissing, isTransient, unavailable } from './prisma-errors.js'
import { queriesOf, type PrismaQueries } from './queries.js'
import { withRetry } from './retry.js'
import { selectRows } from './select-rows.js'
import { tablesOf, type Tables } from './table.js'
import { runEmptyTransaction, transactionsOf, type InTransaction } from './transaction.js'

/**
 * A database. What it is asked rejects with ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE when that fails, or takes too long, and with
 * ERR_SINGLE_SESSION_NOT_MIGRATED if a table or a column is not there. Both are in the log of the process by then.
 */
export interface Database {
  readonly model: DataModel
  readonly dialect: Dialect
  readonly tables: Tables
  /** Runs queries outside of a transaction. */
  readonly ask: <T>(work: (queries: PrismaQueries) => PromiseLike<T>) => Promise<T>
  readonly inTransaction: InTransaction
  readonly clock: DatabaseClock
  /** The fault that an error of a query stands for; it is told to the log. */
  readonly faultOf: (error: unknown) => Promise<SingleSessionError>
  readonly findMissing: FindMissing
  /** Puts the connection in order after a write outside of a transaction failed. Never rejects. */
  readonly afterFailedWrite: () => Promise<void>
}

/**
 * The database behind a client, whose schema is checked. Does not connect.
 *
 * @param queryTimeoutMs how long each piece of work may take, in milliseconds.
 * @param chosen the option `models`.
 * @throws what `readDataModel` throws.
 */
export function databaseOf(given: PrismaClientLike, queryTimeoutMs: number, chosen?: ChosenModels): Database {
  const model = readDataModel(given, chosen)
  const prisma = primaryOf(given)
  const dialect: Dialect = dialects[model.provider]
  const bind = (client: object): PrismaQueries => queriesOf(client, model)
  const queries = bind(prisma)
  const findMissing = findMissingIn(model, dialect, queries)
  const faultOf = async (error: unknown): Promise<SingleSessionError> => {
    const found = isMissing(error, dialect) ? await findMissing().catch(() => undefined) : undefined
    return tellFault(found ?? unavailable(error))
  }
  const retry = { timeoutMs: queryTimeoutMs, isTransient: (error: unknown) => isTransient(error, dialect), faultOf }
  const ask: Database['ask'] = (work) => withRetry(retry, () => work(queries))
  const selectTime = selectRows<TimedRow>(dialect, { now: dialect.now }, (columns) => `SELECT ${columns}`)
  return {
    model,
    dialect,
    tables: tablesOf(model, dialect),
    ask,
    faultOf,
    findMissing,
    clock: new DatabaseClock((clock) => ask((some) => clock.observe(() => selectTime(some)))),
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
