// Repeats what the database asks to repeat, waits for an answer for a bounded time, and turns every other fault into an
// error that says nothing about the request.
import { setTimeout as sleep } from 'node:timers/promises'
import { SingleSessionError } from '../errors.js'

/** The longest pause between two tries, in milliseconds. */
const longestPauseMs = 250

/** How long to try, and for what. */
export interface RetryOptions {
  /** How long all of it may take, in milliseconds. A database that is frozen never answers at all. */
  readonly timeoutMs: number
  /** Whether an error says that the database asks to try again. */
  readonly isTransient: (error: unknown) => boolean
  /** The fault that any other error stands for. */
  readonly faultOf: (error: unknown) => Promise<SingleSessionError>
}

/** Throws once the time of an operation is up: whoever has not committed by then must not do so any more. */
export type RequireTime = () => void

/**
 * Runs an operation on the database; repeats it, with growing random pauses, while the database asks for that.
 *
 * @throws the fault when its time is over, or at once if the error is of another kind.
 */
export async function withRetry<T>(
  { timeoutMs, isTransient, faultOf }: RetryOptions,
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
      if (!isTransient(error) || performance.now() + thisPauseMs >= endsAt) throw await faultOf(error)
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
