// `npm run test:clusters`: the promises on clusters and poolers as people run them, started from Debian's packages on free
// ports of this machine, with folders of their own; the system's servers stay as they are. A topology whose packages are
// missing is skipped, and named at the end. With TEST_GUARANTEES=long there are 10,000 parallel logins on each.
import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isLongRun } from '../support/guarantee.js'
import { printReport } from '../support/guarantee-report.js'
import { processesNaming, signalTree } from '../support/process-tree.js'
import { missing, type Package } from './support/programs.js'

interface Run {
  readonly file: string
  /** Its column in the report. */
  readonly title: string
  readonly provider: 'postgresql' | 'mysql'
  readonly packages: readonly Package[]
}

const runs: readonly Run[] = [
  {
    file: 'galera',
    title: 'Galera',
    provider: 'mysql',
    packages: ['mariadb-server', 'galera-4', 'galera-arbitrator-4', 'rsync'],
  },
  { file: 'standby', title: 'PG standby', provider: 'postgresql', packages: ['postgresql'] },
  { file: 'pgbouncer', title: 'PgBouncer', provider: 'postgresql', packages: ['postgresql', 'pgbouncer'] },
  { file: 'snapshot-isolation', title: 'MariaDB snapshot', provider: 'mysql', packages: ['mariadb-server'] },
  { file: 'postgres-defaults', title: 'PG isolation', provider: 'postgresql', packages: ['postgresql'] },
]

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'single-session-clusters-'))
// The servers' own users have to get in there.
await chmod(folder, 0o755)
const report = join(folder, 'guarantees')

/** Ends what a test has left behind, if it was killed itself, and removes all data. */
async function tidyUp(): Promise<void> {
  for (const pid of processesNaming(folder)) signalTree(pid, 'SIGKILL')
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void tidyUp().finally(() => process.exit(1))
  })
}

/** Runs the tests of a topology; says whether they passed. What they write comes at their end, in one piece. */
async function runTests({ file, title, provider }: Run): Promise<boolean> {
  const begun = performance.now()
  const reporter = ['--test-reporter=spec', '--test-reporter-destination=stdout']
  const args = ['--import', 'tsx', '--test', ...reporter, ...(isLongRun ? [] : ['--test-timeout=300000'])]
  const child = spawn(process.execPath, [...args, `test/clusters/${file}.test.ts`], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      // Of this kind; the tests know the server themselves.
      TEST_DATABASE_URL: `${provider}:`,
      TEST_TOPOLOGY: title,
      TEST_GUARANTEES_REPORT: report,
      TEST_CLUSTERS_FOLDER: folder,
    },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const code = await new Promise((resolve) => child.once('close', resolve))
  const seconds = Math.round((performance.now() - begun) / 1000)
  process.stdout.write(`\n# ${title}, ${String(seconds)} s\n${output}`)
  return code === 0
}

const wanted = process.argv.slice(2)
const asked = runs.filter(({ file }) => wanted.length === 0 || wanted.includes(file))
const lacking = new Map(asked.map((one) => [one, missing(one.packages)]))
const possible = asked.filter((one) => lacking.get(one)?.length === 0)
// Two at once: most of their time they wait for a disk, or for a node. Where speed is counted, one.
const waiting = [...possible]
const results: boolean[] = []
const inTurn = async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await runTests(next))
}
try {
  await Promise.all(Array.from({ length: isLongRun ? 1 : 2 }, inTurn))
  if (possible.length > 0) {
    await printReport(
      report,
      possible.map(({ title }) => title),
    )
  }
} finally {
  await tidyUp()
}
for (const [{ title }, packages] of lacking) {
  if (packages.length === 0) continue
  process.stdout.write(`\nSKIPPED: ${title}. Install Debian's ${packages.join(', ')}.\n`)
}
process.exit(results.length === possible.length && results.every(Boolean) ? 0 : 1)
