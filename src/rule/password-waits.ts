// How long somebody has to wait after a wrong password. Whoever holds a stolen session may not guess at the speed of HTTP;
// its owner, who mistypes once or twice, does not notice.

/** The wait after the first wrong password, in milliseconds. Each further one doubles it. */
const shortestMs = 1_000

/** The longest wait: the owner, too, waits no longer than this when a thief guesses. */
const longestMs = 5 * 60_000

/**
 * How long a wrong password counts, in milliseconds. Ten of them take nine minutes at least, and after that each takes five
 * minutes: no user has more than 20 in any hour.
 */
export const countedForMs = 60 * 60_000

/** How long is left to wait at `now`, in milliseconds, after wrong passwords at these times; 0 if there is no need to. */
export function waitMsAfter(wrong: readonly Date[], now: Date): number {
  if (wrong.length === 0) return 0
  const pauseMs = Math.min(shortestMs * 2 ** (wrong.length - 1), longestMs)
  const last = Math.max(...wrong.map((time) => time.getTime()))
  // Never longer than the pause itself: the last one may come from a process whose clock is ahead.
  return Math.max(0, Math.min(pauseMs, last + pauseMs - now.getTime()))
}
