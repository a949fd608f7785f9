// The table at the end of the matrix.
import type { Row } from '../row.js'

/** How a row went. */
export interface Result {
  readonly row: Row
  readonly isPassed: boolean
  readonly seconds: number
}

/** The results in the order of the rows. */
export function table(results: readonly Result[], rows: readonly Row[]): string {
  const sorted = [...results].sort((a, b) => rows.indexOf(a.row) - rows.indexOf(b.row))
  const lines = [
    ['row', 'what it is', 'result', 'seconds'],
    ...sorted.map(({ row, isPassed, seconds }) => [
      row.name,
      row.title,
      isPassed ? 'passed' : 'FAILED',
      String(seconds),
    ]),
  ]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return `\n${text.join('\n')}\n`
}
