// `npm test`: all tests on SQLite, then those that touch the database on PostgreSQL, and on MySQL or MariaDB if there
// is one. TEST_POSTGRES_URL and TEST_MYSQL_URL name servers to use; PostgreSQL comes with the tests otherwise.
import { spawn } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { startPostgres } from './support/postgres-server.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const onEveryDatabase = [
  'authentication',
  'behaviours',
  'cleanup',
  'faults',
  'guarded-store',
  'log-out-actions',
  'parallel-logins',
]

/** Runs tests on one database; says whether they passed. */
async function runTests(title: string, files: readonly string[], url: string): Promise<boolean> {
  process.stdout.write(`\n# ${title}\n`)
  const args = ['--import', 'tsx', '--test', '--test-concurrency=2', '--test-timeout=600000', ...files]
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TEST_DATABASE_URL: url },
  })
  return (await new Promise((resolve) => child.once('close', resolve))) === 0
}

const all = (await readdir(`${root}test`)).filter((name) => name.endsWith('.test.ts')).map((name) => `test/${name}`)
const files = all.filter((path) => onEveryDatabase.some((name) => path === `test/${name}.test.ts`))
const results = [await runTests('SQLite, and all that needs no other database', all, 'sqlite:')]

const ownServer = process.env.TEST_POSTGRES_URL ? undefined : await startPostgres()
try {
  results.push(await runTests('PostgreSQL', files, process.env.TEST_POSTGRES_URL ?? ownServer?.url ?? ''))
} finally {
  await ownServer?.stop()
}

if (process.env.TEST_MYSQL_URL) results.push(await runTests('MySQL or MariaDB', files, process.env.TEST_MYSQL_URL))
else
  process.stdout.write(
    '\nSKIPPED: MySQL and MariaDB. Set TEST_MYSQL_URL to a server, as in mysql://root@127.0.0.1:3306/test\n',
  )

process.exitCode = results.every(Boolean) ? 0 : 1
