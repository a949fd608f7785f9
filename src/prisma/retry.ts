// Repeats what the database asks to repeat, waits for an answer for a bounded time, and turns every other fault into one
// error that says "the database is unavailable" and nothing about the request.
import { setTimeout as sleep } from 'node:timers/promises'
import { SingleSessionError } from '../errors.js'

/** The longest pause between two tries, in milliseconds. */
const longestPauseMs = 250

/**
 * Prisma's codes for "somebody else was faster, try again": P1008 a timeout at the lock, P2034 a write conflict or a
 * deadlock, P2028 no connection free to begin a transaction in time.
 */
const transientCodes = new Set(['P1008', 'P2034', 'P2028'])

/** What databases say of it themselves when it comes through a raw query (P2010) or straight from a driver. */
const transientMessage = /SQLITE_BUSY|database is locked|could not serialize|deadlock|lock wait timeout/i

/** Throws once the time of an operation is up: whoever has not committed by then must not do so any more. */
export type RequireTime = () => void

/**
 * Runs an operation on the database; repeats it, with growing random pauses, while the database asks for that.
 *
 * @param timeoutMs how long all of it may take, in milliseconds. A database that is frozen never answers at all.
 * @throws ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE when that time is over, or at once for any other fault.
 */
export async function withRetry<T>(
  timeoutMs: number,
  operation: (requireTime: RequireTime) => PromiseLike<T>,
): Promise<T> {
  const endsAt = performance.now() + timeoutMs
  const timeout = () => new Error(`The database did not answer within ${String(timeoutMs)} ms`)
  // Two clocks that differ by a little: as soon as either says so, the answer is that it failed, and that has to stay true.
  let isOver = false
  const requireTime: RequireTime = () => {
    isOver ||= performance.now() >= endsAt
    if (isOver) throw timeout()
  }
  for (let pauseMs = 8; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await inTime(operation(requireTime), endsAt - performance.now(), () => {
        isOver = true
        return timeout()
      })
    } catch (error) {
      if (error instanceof SingleSessionError) throw error
      const thisPauseMs = Math.random() * pauseMs
      if (!isTransient(error) || performance.now() + thisPauseMs >= endsAt) throw unavailable(error)
      await sleep(thisPauseMs)
    }
  }
}

/** The answer, if it comes in time. One that comes later, or a failure, is of no use to anyone. */
function inTime<T>(answer: PromiseLike<T>, timeLeftMs: number, timeout: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(timeout())
    }, timeLeftMs)
    answer.then(resolve, reject).then(() => {
      clearTimeout(timer)
    }, reject)
  })
}

function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = (error as { code?: unknown }).code
  return (typeof code === 'string' && transientCodes.has(code)) || transientMessage.test(wordsOf(error))
}

/** What the database said: Prisma puts the code that asked in front of it, where any word may occur. */
function wordsOf({ name, message }: Error): string {
  return name.startsWith('PrismaClient') ? (message.trim().split('\n').at(-1) ?? '') : message
}

/** The error for a database that did not do what it was asked. The original one stays reachable as its cause. */
export function unavailable(cause: unknown): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE',
    'The database is unavailable at the moment. Please try again.',
    { cause },
  )
}

/** Whether an error comes from Prisma or its driver: the app's own queries fail like ours when the database is away. */
export function isPrismaError(error: unknown): boolean {
  // What a driver says of a lost connection Prisma passes on as it is, but for its own version on it.
  return error instanceof Error && (/^(PrismaClient|DriverAdapterError)/.test(error.name) || 'clientVersion' in error)
}
