// What time it is. The database says so, because its clock is the one that all processes share: a process whose own clock is
// wrong ends nobody's session early, and keeps nobody's alive.

/** A clock that may have to be asked for the time before it can tell it. */
export interface Clock {
  /** The time now, as far as it is known. */
  now(): Date
  /** Resolves once the time is known. Asks for it if nobody has done so yet. */
  ready(): Promise<void>
  /** Asks for the time anew. */
  ask(): Promise<void>
}

/** A clock that always knows the time, as tests have one. */
export const clockOf = (now: () => Date): Clock => ({
  now,
  ready: () => Promise.resolve(),
  ask: () => Promise.resolve(),
})
