// All figures of a run, and the few ratios among them that say how good they are.
import type { DatabaseFigures } from './measure.js'
import { paintedPages } from './parts/first-paint.js'
import type { PageFigures } from './parts/pages.js'
import type { StartFigures } from './parts/start.js'
import type { StatementFigures } from './parts/statements.js'
import { pageNames } from './pages.js'

export const databases = ['sqlite', 'postgresql'] as const
export type DatabaseName = (typeof databases)[number]

/** What was measured: all of it, or one part. */
export interface Figures {
  readonly sqlite: Partial<DatabaseFigures>
  readonly postgresql: Partial<DatabaseFigures>
  readonly start?: StartFigures
}

/**
 * The ratios of a run. Those of times are of medians; a statement count is the larger one of the two databases. What was not
 * measured is left out.
 */
export function ratiosOf(figures: Figures) {
  const both = <T>(ratio: (of: Partial<DatabaseFigures>) => T): Record<DatabaseName, T> => ({
    sqlite: ratio(figures.sqlite),
    postgresql: ratio(figures.postgresql),
  })
  const all = (value: (of: Partial<DatabaseFigures>) => number | undefined) =>
    Object.values(both(value)).filter((one) => one !== undefined)
  const worst = (value: (of: StatementFigures['enforced']) => number) =>
    Math.max(...all(({ statements }) => statements && value(statements.enforced)))
  const ofPages = (ratio: (of: PageFigures) => number | undefined) =>
    both(({ pages }) => pages && Object.fromEntries(pageNames.map((name) => [name, ratio(pages[name])])))
  const { sqlite } = figures
  return {
    ...(sqlite.requests && {
      enforcedOverPlain: both(({ requests }) => requests?.enforcedOverPlain.median),
      enforcedOverMemory: both(({ requests }) => requests?.enforcedOverMemory.median),
      pruneSpeedup: Math.min(...all(({ prune }) => prune?.speedup.median)),
    }),
    ...(sqlite.logins && { loginMillionOverThousand: both(({ logins }) => logins?.largestOverSmallest) }),
    ...(sqlite.pages && {
      // The time of a page with us, in times that of AdminJS alone; how many times as many pages a second as with the plain
      // store; the size of the answer, in times that of AdminJS alone; the time with the most sessions, in times the least.
      pageOverAdminJs: ofPages(({ overAdminJs }) => overAdminJs?.median),
      pageOverPlain: ofPages(({ overPlain }) => overPlain?.median),
      payloadOverAdminJs: ofPages(({ payloadOverAdminJs }) => payloadOverAdminJs),
      pageAtMillionOverThousand: ofPages(({ millionOverThousand }) => millionOverThousand.median),
    }),
    ...(sqlite.firstPaint && {
      firstPaintOverAdminJs: Object.fromEntries(
        paintedPages.map((page) => [page, sqlite.firstPaint?.pages[page].firstPaintOverAdminJs.median]),
      ),
    }),
    ...(sqlite.statements && {
      statements: {
        steadyRequest: worst(({ steadyRequest }) => steadyRequest),
        steadyWrites: worst(({ steadyWrites }) => steadyWrites),
        anonymousRequest: worst(({ anonymousRequest }) => anonymousRequest),
        login: worst(({ login }) => login),
        bulkLogout500: worst(({ bulkLogout500 }) => bulkLogout500),
      },
    }),
  }
}
