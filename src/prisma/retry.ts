// Repeats what the database asks to repeat, for a bounded time, and turns every other fault into one error that says
// "the database is unavailable" and nothing about the request.
import { setTimeout as sleep } from 'node:timers/promises'
import { SingleSessionError } from '../errors.js'

/** The longest time that an operation is repeated, in milliseconds. */
const giveUpAfterMs = 8_000

/** The longest pause between two tries, in milliseconds. */
const longestPauseMs = 250

/**
 * Prisma's codes for "somebody else was faster, try again": P1008 a timeout at the lock, P2034 a write conflict or a
 * deadlock, P2028 no connection free to begin a transaction in time.
 */
const transientCodes = new Set(['P1008', 'P2034', 'P2028'])

/** What databases say of it themselves when it comes through a raw query (P2010) or straight from a driver. */
const transientMessage = /SQLITE_BUSY|database is locked|could not serialize|deadlock|lock wait timeout/i

/**
 * Runs an operation on the database; repeats it, with growing random pauses, while the database asks for that.
 *
 * @throws ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE after eight seconds of that, or at once for any other fault.
 */
export async function withRetry<T>(operation: () => PromiseLike<T>): Promise<T> {
  const deadline = Date.now() + giveUpAfterMs
  for (let pauseMs = 8; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await operation()
    } catch (error) {
      if (error instanceof SingleSessionError) throw error
      if (!isTransient(error) || Date.now() > deadline) throw unavailable(error)
      await sleep(Math.random() * pauseMs)
    }
  }
}

function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = (error as { code?: unknown }).code
  return (typeof code === 'string' && transientCodes.has(code)) || transientMessage.test(error.message)
}

/** The error for a database that did not do what it was asked. The original one stays reachable as its cause. */
export function unavailable(cause: unknown): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE',
    'The database is unavailable at the moment. Nothing was changed; please try again.',
    { cause },
  )
}

/** Whether an error comes from Prisma or its driver: the app's own queries fail like ours when the database is away. */
export function isPrismaError(error: unknown): boolean {
  return error instanceof Error && /^(PrismaClient|DriverAdapterError)/.test(error.name)
}
