// How many sessions a user may have, and which of them have to end before one more login.
import type { LinkedSession } from './session.js'

/** How many sessions a user may have: `true` one, `false` any number, `n` the newest n. */
export type SessionLimit = boolean | number

/** The live sessions that have to end before one more login: the oldest beyond the limit. */
export function surplus(live: readonly LinkedSession[], limit: SessionLimit): LinkedSession[] {
  if (limit === false) return []
  const newestFirst = [...live].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
  return newestFirst.slice(Number(limit) - 1)
}
