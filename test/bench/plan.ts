// How much is measured: the full run, and a short one that only shows that everything still works.

/** Sizes and times of one run. */
export interface Plan {
  /** Connections at a time, each of them another user's session. */
  readonly connections: number
  /** How often the candidates take turns under load, and how long each turn is. */
  readonly rounds: number
  readonly roundSeconds: number
  readonly warmUpSeconds: number
  /** How many sessions there are in the tables in which logins are timed, from the smallest to the largest. */
  readonly tableSizes: readonly [number, number, number]
  readonly logins: number
  /** How often the users of a bulk logout are logged out. */
  readonly bulkLogouts: number
  /** How many expired sessions the cleanup removes while requests are served. */
  readonly expiredSessions: number
  /** How many expired sessions both stores remove in turns, with nothing beside it. */
  readonly prunedSessions: number
  readonly pruneRounds: number
  /** How many sessions are used to see what they leave in memory. */
  readonly sessionsInMemory: number
  /** How often the servers of the panel are started. */
  readonly pageStarts: number
  /** How often the candidates take turns with each page and table after a start, and how long each turn is. */
  readonly pageRounds: number
  readonly pageSeconds: number
  readonly pageWarmUpSeconds: number
  /** How often each page is opened in a browser. */
  readonly openings: number
  /** How many processes are started to time the start. */
  readonly starts: number
}

/** The users of one bulk logout, and how many sessions each of them has. */
export const bulkUsers = 500
export const sessionsOfBulkUser = 2

export const fullPlan: Plan = {
  connections: 20,
  rounds: 7,
  roundSeconds: 3,
  warmUpSeconds: 3,
  tableSizes: [1_000, 100_000, 1_000_000],
  logins: 400,
  bulkLogouts: 11,
  expiredSessions: 1_000_000,
  prunedSessions: 10_000,
  pruneRounds: 3,
  sessionsInMemory: 10_000,
  pageStarts: 3,
  pageRounds: 3,
  pageSeconds: 1,
  pageWarmUpSeconds: 2,
  openings: 15,
  starts: 7,
}

export const shortPlan: Plan = {
  connections: 20,
  rounds: 1,
  roundSeconds: 0.5,
  warmUpSeconds: 0.2,
  tableSizes: [1_000, 2_000, 3_000],
  logins: 5,
  bulkLogouts: 1,
  expiredSessions: 3_000,
  prunedSessions: 100,
  pruneRounds: 1,
  sessionsInMemory: 500,
  pageStarts: 1,
  pageRounds: 1,
  pageSeconds: 0.1,
  pageWarmUpSeconds: 0.05,
  openings: 1,
  starts: 1,
}
