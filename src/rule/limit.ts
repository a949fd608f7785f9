// How many sessions a user may have, which of them have to end before one more login, and which place that takes. The
// database holds the limit: two sessions of a user cannot have the same slot, and under a limit of n there are n slots.

import type { LinkedSession } from './session.js'

/** How many sessions a user may have: `true` one, `false` any number, `n` the newest n. */
export type SessionLimit = boolean | number

/**
 * What happens to a login for which there is no place: it ends the oldest session (`end-oldest`), it is refused (`refuse`), or
 * its user is asked which session is to end (`ask`). The last two are the same to the rule: the login does not happen.
 */
export type AtLimit = 'end-oldest' | 'refuse' | 'ask'

/** Whether there is no place for one more login beside these live sessions. */
export const isFull = (live: readonly LinkedSession[], limit: SessionLimit): boolean =>
  limit !== false && live.length >= Number(limit)

/** What a login does to the live sessions of its user. */
export interface Placement {
  /** Those that end: the oldest beyond the limit. */
  readonly ended: readonly LinkedSession[]
  /** Those that stay, but have no slot under this limit, with the slot that they get. */
  readonly moved: readonly { readonly session: LinkedSession; readonly slot: number }[]
  /** The slot of the new session, or null without a limit. */
  readonly slot: number | null
}

/**
 * Finds a place for one more login. It is always the lowest slot that is free then: of two logins that saw the same
 * sessions both want the same slot, so that one of them fails, tries again, and sees the other.
 */
export function placeLogin(live: readonly LinkedSession[], limit: SessionLimit): Placement {
  if (limit === false) return { ended: [], moved: [], slot: null }
  const most = Number(limit)
  const newestFirst = [...live].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
  const [kept, ended] = [newestFirst.slice(0, most - 1), newestFirst.slice(most - 1)]
  // From before there was a limit, or from a higher one.
  const isMisplaced = ({ slot }: LinkedSession): boolean => slot === null || slot >= most
  const free = freeSlots(kept.filter((session) => !isMisplaced(session)))
  const moved = kept.filter(isMisplaced).map((session) => ({ session, slot: free() }))
  return { ended, moved, slot: free() }
}

/** Returns what gives the lowest slot that is neither taken nor given yet. */
function freeSlots(sessions: readonly LinkedSession[]): () => number {
  const taken = new Set(sessions.map(({ slot }) => slot))
  let next = 0
  return () => {
    while (taken.has(next)) next += 1
    taken.add(next)
    return next
  }
}
