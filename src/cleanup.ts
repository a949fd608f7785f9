// Removes expired sessions, some at a time, and the timer that does so. They are dead anyway; this keeps their rows from
// piling up.
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long the removal of some should take, in milliseconds: nobody has to wait much longer for it. */
const stepMs = 10

/** The same while nobody else is at work in this process. */
const longStepMs = 100

/** Above this part of the time somebody else is at work. */
const idleBelow = 0.2

/** The fewest and the most that are removed at once. */
const [fewest, most] = [50, 5_000]

/**
 * Calls `removeSome` with as many as it can remove in a moment, until there are none left, and says how many there were.
 * After each moment the database, and on SQLite this process, belong to the others for as long, if there are any.
 */
export async function removeInSteps(removeSome: (limit: number) => Promise<number>): Promise<number> {
  let limit = 200
  let isIdle = false
  for (let total = 0; ;) {
    const startedAt = performance.now()
    const count = await removeSome(limit)
    const tookMs = performance.now() - startedAt
    total += count
    if (count < limit) return total
    const before = performance.eventLoopUtilization()
    await sleep(isIdle ? 1 : tookMs)
    isIdle = performance.eventLoopUtilization(before).utilization < idleBelow
    // Never more than twice as many at once: one that went well by chance would be followed by a long one.
    const factor = Math.min((isIdle ? longStepMs : stepMs) / tookMs, 2)
    limit = Math.round(Math.min(Math.max(limit * factor, fewest), most))
  }
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
        const message = `Expired sessions could not be removed: ${String(error)}`
        process.emitWarning(message, { code: 'SINGLE_SESSION_CLEANUP' })
      })
      .finally(() => {
        schedule(intervalMs)
      })
  }
  schedule(Math.random() * intervalMs)
}
