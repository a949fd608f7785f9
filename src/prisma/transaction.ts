// Runs work in a transaction of the app's Prisma client.
import type { PrismaClientLike } from '../options/prisma-client.js'
import type { Dialect } from './dialects/dialect.js'
import type { PrismaQueries } from './queries.js'
import { withRetry, type RequireTime, type RetryOptions } from './retry.js'

/** The longest time that a timer of Node can have, in milliseconds. */
const longestTimerMs = 2 ** 31 - 1

/**
 * Runs `work` in one transaction, on queries that are bound to it. Too late, nothing of it happens. Single writes are in one
 * too: a statement alone that waits for the database cannot be called off.
 */
export type InTransaction = <T>(
  work: (queries: PrismaQueries, requireTime: RequireTime) => PromiseLike<T>,
) => Promise<T>

/** Binds it to a client. `queriesOf` makes the queries of the client of a transaction. */
export function transactionsOf(
  prisma: PrismaClientLike,
  queriesOf: (client: object) => PrismaQueries,
  retry: RetryOptions,
  isolationLevel: Dialect['isolationLevel'],
): InTransaction {
  return <T>(work: (queries: PrismaQueries, requireTime: RequireTime) => PromiseLike<T>): Promise<T> =>
    withRetry(retry, (requireTime) => {
      const guarded = async (client: object): Promise<T> => {
        // It may have waited for a connection until nobody waited for it any more.
        requireTime()
        const result = await work(queriesOf(client), requireTime)
        requireTime()
        return result
      }
      // The time is ours to watch. Prisma would end the transaction from a timer, and if the connection is lost by then
      // nobody is there to catch its error: an unhandled rejection, which ends the process.
      const limits = { maxWait: retry.timeoutMs, timeout: longestTimerMs, ...(isolationLevel && { isolationLevel }) }
      // The client's own types know these arguments, and that the result is that of the function; ours only know that
      // there is such a method.
      return prisma.$transaction(guarded as never, limits as never) as Promise<T>
    })
}

/** Runs a transaction in which nothing is done. */
export const runEmptyTransaction = (prisma: PrismaClientLike): Promise<unknown> =>
  // The client's own types know this argument; ours only know that there is such a method.
  prisma.$transaction((() => Promise.resolve()) as never)
