// Which of a user's sessions an action ends, and how many that were.
import { keyOf } from './session-key.js'
import type { LinkedSession } from './session.js'

/** How many people were logged out, and on how many sessions. */
export interface EndedSessions {
  readonly users: number
  readonly sessions: number
}

/** Which of the sessions are meant; all of them without any of these. */
export interface Selection {
  /** The one whose `sessionId` has this key. */
  readonly only?: string
  /** Those whose `sessionId` has one of these keys. */
  readonly among?: ReadonlySet<string>
  /** Not the one with this `sessionId`. */
  readonly except?: string
  /** None, if the session with this `sessionId`, in which this was asked for, has ended: then its holder has no say. */
  readonly asking?: string
}

/** The sessions that are meant. */
export function selected(all: readonly LinkedSession[], { only, among, except, asking }: Selection): LinkedSession[] {
  if (asking !== undefined && !all.some(({ sessionId }) => sessionId === asking)) return []
  const isMeant = (key: string): boolean => (only === undefined || key === only) && (among?.has(key) ?? true)
  return all.filter(({ sessionId }) => sessionId !== except && isMeant(keyOf(sessionId)))
}
