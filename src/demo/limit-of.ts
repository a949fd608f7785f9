// How many sessions a user of the demo may have.
import type { SingleSessionOptions } from '../index.js'

/** What the demo's environment sets of the options, and its first page and its samples look at. */
export type Settings = Pick<SingleSessionOptions, 'singleUserSession' | 'atLimit' | 'logoutAllSessions'>

/** The limit as a number, Infinity if there is none. */
export function limitOf({ singleUserSession = true }: Settings): number {
  // The demo gives no function: its limit comes from the environment.
  return singleUserSession === false ? Number.POSITIVE_INFINITY : Number(singleUserSession)
}
