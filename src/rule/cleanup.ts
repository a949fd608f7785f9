// Removes expired sessions, some at a time, and the timer that does so. They are dead anyway; this keeps their rows from
// piling up.
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { tellFailure } from '../faults/tell-failure.js'

/** How long a step should take, in milliseconds: nobody has to wait much longer for it. */
const stepMs = 10

/** The same while nobody else is at work in this process. */
const longStepMs = 100

/** Above this part of the time somebody else is at work. */
const idleBelow = 0.2

/** The fewest and the most that are removed at once. */
const [fewest, most] = [20, 5_000]

/**
 * Calls `removeSome` with as many as it can remove in a moment, and `checkpoint` after it, until there are none left; says
 * how many there were. `onProgress` hears how many there were so far. After each of the two the database, and on SQLite this process, belong to the others for twice as
 * long as it took, if there are any.
 */
export async function removeInSteps(
  removeSome: (limit: number) => Promise<number>,
  checkpoint: () => Promise<void>,
  onProgress?: (removed: number) => void,
): Promise<number> {
  let [limit, isIdle] = [200, false]
  for (let total = 0; ;) {
    const removal = await thenPause(removeSome(limit), isIdle)
    total += removal.result
    onProgress?.(total)
    if (removal.result < limit) return total
    const tidying = await thenPause(checkpoint(), removal.isIdle)
    isIdle = tidying.isIdle
    // Never more than twice as many at once: one that went well by chance would be followed by a long one.
    const factor = Math.min((isIdle ? longStepMs : stepMs) / (removal.tookMs + tidying.tookMs), 2)
    limit = Math.round(Math.min(Math.max(limit * factor, fewest), most))
  }
}

/** Waits for `work`, and then as long as the others need, if there were any before; says whether there are any now. */
async function thenPause<T>(
  work: Promise<T>,
  wasIdle: boolean,
): Promise<{ result: T; tookMs: number; isIdle: boolean }> {
  const startedAt = performance.now()
  const result = await work
  const tookMs = performance.now() - startedAt
  const before = performance.eventLoopUtilization()
  await sleep(wasIdle ? 1 : 2 * tookMs)
  const isIdle = performance.eventLoopUtilization(before).utilization < idleBelow
  return { result, tookMs, isIdle }
}

/**
 * Calls `removeExpired` every `intervalMs` milliseconds, for the first time somewhere within the first interval, so that
 * several processes that start together do not clean up together. Keeps no process alive; 0 switches it off.
 */
export function startCleanup(removeExpired: () => Promise<unknown>, intervalMs: number): void {
  if (intervalMs === 0) return
  const schedule = (delayMs: number): void => {
    setTimeout(run, delayMs).unref()
  }
  const run = (): void => {
    // A failure waits for the next time, but not in silence: a warning of Node's reaches the log of every app.
    removeExpired()
      .catch((error: unknown) => {
        tellFailure('SINGLE_SESSION_CLEANUP', 'Expired sessions could not be removed', error)
      })
      .finally(() => {
        schedule(intervalMs)
      })
  }
  schedule(Math.random() * intervalMs)
}
