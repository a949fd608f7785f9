// The figures as a table to read.
import { candidates, titles, type Candidate } from './candidates.js'
import { databases, ratiosOf, type Figures } from './figures.js'
import type { DatabaseFigures } from './measure.js'
import type { Load } from './load.js'
import { paintedPages, titleOf, type PaintFigures } from './parts/first-paint.js'
import { pageNames, pageOf } from './pages.js'
import type { Spread } from './statistics.js'

/** A value is missing where it was not measured; a row without any is left out. */
type Row = readonly [what: string, value: (of: Partial<DatabaseFigures>) => string | undefined]

/** The table, one column for each database. Behind a median stands where the middle half of the values lies. */
export function tableOf(figures: Figures): string {
  const { start } = figures
  const rows = [...rowsOfRequests(figures), ...rowsOfPages(), ...rowsOfPaint(), ...rowsOfLogins(figures)].map(
    ([what, value]) => [what, ...databases.map((database) => value(figures[database]))],
  )
  return [
    ...aligned([
      ['', 'SQLite', 'PostgreSQL'],
      ...rows.filter(([, ...values]) => values.some((one) => one !== undefined)),
    ]),
    '',
    ...(start
      ? [
          `Start: the package's calls take ${spread(start.callsMs) ?? ''} ms, its import ${spread(start.importMs) ?? ''} ms through tsx.`,
        ]
      : []),
    `Ratios: ${JSON.stringify(ratiosOf(figures), (_, value: unknown) => (typeof value === 'number' ? rounded(value) : value))}`,
    '',
  ].join('\n')
}

function rowsOfRequests({ sqlite: { prune, memory } }: Figures): Row[] {
  const requests = (title: string, of: 'perSecond' | 'p50Ms' | 'p99Ms', candidate: Candidate): Row => [
    `${title}, ${titles[candidate]}`,
    (database) => spread(database.requests?.[of][candidate]),
  ]
  return [
    ...candidates.map((candidate) => requests('requests per second', 'perSecond', candidate)),
    ['ours to PrismaSessionStore, times', (of) => spread(of.requests?.enforcedOverPlain)],
    ['ours to MemoryStore, times', (of) => spread(of.requests?.enforcedOverMemory)],
    ...candidates.map((candidate) => requests('p50 in ms', 'p50Ms', candidate)),
    ...candidates.map((candidate) => requests('p99 in ms', 'p99Ms', candidate)),
    [
      'statements of a request, and writes',
      ({ statements }) => list(statements?.enforced.steadyRequest, statements?.enforced.steadyWrites),
    ],
    [
      '  the same of PrismaSessionStore',
      ({ statements }) => list(statements?.plain.steadyRequest, statements?.plain.steadyWrites),
    ],
    ['statements of an anonymous request', (of) => number(of.statements?.enforced.anonymousRequest)],
    ['statements of a login', (of) => number(of.statements?.enforced.login)],
    ['statements of a bulk logout', (of) => number(of.statements?.enforced.bulkLogout500)],
    ['bulk logout in ms, 500 users, 1,000 sessions', (of) => spread(of.bulkLogout?.ms)],
    [`cleanup of ${number(prune?.sessions) ?? ''}, sessions per second`, (of) => spread(of.prune?.enforcedPerSecond)],
    ['  the same by prune() of PrismaSessionStore', (of) => spread(of.prune?.plainPerSecond)],
    [`heap in MB per 10,000 of ${number(memory?.sessions) ?? ''} sessions used`, (of) => number(of.memory?.enforcedMb)],
    ['  the same of MemoryStore', (of) => number(of.memory?.memoryMb)],
  ]
}

function rowsOfPages(): Row[] {
  return pageNames.flatMap((name): Row[] => {
    const { title } = pageOf(name)
    const median = (candidate: Candidate, of: Partial<DatabaseFigures>) =>
      of.pages?.[name].perSecond.map(({ by }) => by[candidate]?.median)
    return [
      ...candidates.map((candidate): Row => [
        `${title} per second, few and many sessions, ${titles[candidate]}`,
        (of) => list(...(median(candidate, of) ?? [])),
      ]),
      ['  time, ours to AdminJS on MemoryStore, times', (of) => spread(of.pages?.[name].overAdminJs)],
      ['  per second, ours to PrismaSessionStore, times', (of) => spread(of.pages?.[name].overPlain)],
      ['  size, ours to AdminJS alone, times', (of) => number(of.pages?.[name].payloadOverAdminJs)],
      ['  time, many to few sessions, times', (of) => spread(of.pages?.[name].millionOverThousand)],
    ]
  })
}

function rowsOfPaint(): Row[] {
  return [
    ...paintedPages.flatMap((page): Row[] => {
      const of =
        (value: (figures: PaintFigures) => Spread): Row[1] =>
        (database) =>
          spread(database.firstPaint && value(database.firstPaint.pages[page]))
      return [
        [`${titleOf(page)}, first paint in ms`, of(({ firstPaintMs }) => firstPaintMs.enforced)],
        ['  of AdminJS alone', of(({ firstPaintMs }) => firstPaintMs.memory)],
        ['  ours to AdminJS alone, times', of(({ firstPaintOverAdminJs }) => firstPaintOverAdminJs)],
        [`${titleOf(page)}, ready in ms`, of(({ readyMs }) => readyMs.enforced)],
        ['  of AdminJS alone', of(({ readyMs }) => readyMs.memory)],
        ['  ours to AdminJS alone, times', of(({ readyOverAdminJs }) => readyOverAdminJs)],
      ]
    }),
    [
      'script of the components in bytes, by gzip',
      ({ firstPaint: of }) => list(of?.bundleBytes.enforced, of?.bundleGzipBytes.enforced),
    ],
    ['  of AdminJS alone', ({ firstPaint: of }) => list(of?.bundleBytes.memory, of?.bundleGzipBytes.memory)],
  ]
}

function rowsOfLogins({ sqlite: { logins, cleanup } }: Figures): Row[] {
  return [
    ...(logins?.tables ?? []).map(({ size }, index): Row => [
      `login in ms, ${number(size) ?? ''} sessions in the table`,
      (of) => spread(of.logins?.tables[index]?.ms),
    ]),
    ['  largest to smallest table, times', (of) => number(of.logins?.largestOverSmallest)],
    [`cleanup in s, ${number(cleanup?.sessions) ?? ''} sessions`, (of) => number(of.cleanup?.seconds)],
    ['  growth of memory in MB', (of) => number(of.cleanup?.memoryGrowthMb)],
    ['  requests without it: per second, p50, p99', (of) => load(of.cleanup?.without)],
    ['  requests beside it: per second, p50, p99', (of) => load(of.cleanup?.beside)],
  ]
}

function aligned(rows: readonly (readonly (string | undefined)[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell = '', column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('   '),
  )
}

const spread = (of: Spread | undefined): string | undefined =>
  of && `${list(of.median) ?? ''} (${list(of.from) ?? ''} to ${list(of.to) ?? ''})`
const load = (of: Load | undefined): string | undefined => list(of?.perSecond, of?.p50Ms, of?.p99Ms)
const number = (value: number | undefined): string | undefined => list(value)

/** Numbers, of which all were measured, or none. */
function list(...values: (number | undefined)[]): string | undefined {
  const measured = values.filter((value) => value !== undefined)
  return measured.length > 0 ? measured.map((value) => rounded(value).toLocaleString('en')).join(', ') : undefined
}

/** Three digits, but none of a whole number is lost. */
export const rounded = (value: number): number =>
  Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
