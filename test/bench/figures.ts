// All figures of a run, and the few ratios among them that say how good they are.
import type { DatabaseFigures } from './measure.js'
import type { StartFigures } from './parts/start.js'

export const databases = ['sqlite', 'postgresql'] as const
export type DatabaseName = (typeof databases)[number]

export interface Figures {
  readonly sqlite: DatabaseFigures
  readonly postgresql: DatabaseFigures
  readonly start: StartFigures
}

/** The ratios of a run. Those of times are of medians; a statement count is the larger one of the two databases. */
export function ratiosOf(figures: Figures) {
  const both = (ratio: (of: DatabaseFigures) => number): Record<DatabaseName, number> => ({
    sqlite: ratio(figures.sqlite),
    postgresql: ratio(figures.postgresql),
  })
  const worst = (value: (of: DatabaseFigures) => number) => Math.max(...Object.values(both(value)))
  return {
    enforcedOverPlain: both(({ requests }) => requests.enforcedOverPlain.median),
    enforcedOverMemory: both(({ requests }) => requests.enforcedOverMemory.median),
    loginMillionOverThousand: both(({ logins }) => logins.largestOverSmallest),
    pruneSpeedup: Math.min(...Object.values(both(({ prune }) => prune.speedup.median))),
    statements: {
      steadyRequest: worst(({ statements }) => statements.enforced.steadyRequest),
      steadyWrites: worst(({ statements }) => statements.enforced.steadyWrites),
      anonymousRequest: worst(({ statements }) => statements.enforced.anonymousRequest),
      login: worst(({ statements }) => statements.enforced.login),
      bulkLogout500: worst(({ statements }) => statements.enforced.bulkLogout500),
    },
  }
}
