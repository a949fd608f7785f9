// The timer that removes expired sessions. They are dead anyway; this keeps their rows from piling up.

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
