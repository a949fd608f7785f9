// The table at the end of the tests: for each promise and each database, how many trials there were, and how many
// violations.
import { readFile } from 'node:fs/promises'
import { promises, type Tally } from './guarantee.js'

const databases: Readonly<Record<string, string>> = {
  sqlite: 'SQLite',
  postgresql: 'PostgreSQL',
  mysql: 'MySQL/MariaDB',
}

/** Prints what the files of tests have reported, one line of JSON each. `columns` are those that there are, in their order. */
export async function printReport(path: string, columns: readonly string[] = Object.keys(databases)): Promise<void> {
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n').filter(Boolean)
  const tallies = lines.map((line) => JSON.parse(line) as Tally)
  const cells = promises
    .filter(
      (promise) => columns.some((column) => column in databases) || tallies.some((one) => one.promise === promise),
    )
    .map((promise) => [promise, ...columns.map((column) => cellOf(tallies, promise, column))])
  const rows = [['Guarantees: violations / trials', ...columns.map((column) => databases[column] ?? column)], ...cells]
  const text = rows.map((row) => row.map((cell, index) => (index === 0 ? cell.padEnd(46) : cell.padStart(18))).join(''))
  process.stdout.write(`\n${text.join('\n')}\n`)
}

function cellOf(tallies: readonly Tally[], promise: string, column: string): string {
  const own = tallies.filter((tally) => tally.promise === promise && tally.on === column)
  const sum = (key: 'trials' | 'violations') => own.reduce((total, tally) => total + tally[key], 0)
  return own.length === 0 ? '-' : `${String(sum('violations'))} / ${sum('trials').toLocaleString('en')}`
}
