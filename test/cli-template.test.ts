// The diff that "init" prints for an app made by AdminJS's command line tool: the app as it was and as it becomes, run for
// real. The app reaches its database by a driver adapter, which is all that differs from the diff.
import assert from 'node:assert/strict'
import { mkdir, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { templateDiff } from '../src/cli/init/programs.js'
import { isLoggedIn, secret, seedUsers } from './support/app.js'
import { BrowserClient } from './support/browser-client.js'
import { appFolder, type AppFolder } from './support/cli.js'
import { createDatabase, type TestDatabase } from './support/database.js'
import { freePort } from './support/free-port.js'
import { run, type RunningProcess } from './support/process.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'
import { diffIn } from './support/template-diff.js'

runsOnSqliteAlone('the programs in the template are run on the SQLite file of a newcomer')

const root = fileURLToPath(new URL('..', import.meta.url))

/** What the template has beside the files of the diff. */
const others = {
  'package.json': '{ "type": "module" }',
  'src/admin/component-loader.ts':
    "import { ComponentLoader } from 'adminjs';\nexport default new ComponentLoader();\n",
  'src/admin/constants.ts': "export const DEFAULT_ADMIN = { email: 'foo@example.com', password: 'password' };\n",
}

describe('the diff for the template of AdminJS', () => {
  let database: TestDatabase
  const folders: AppFolder[] = []
  const programs: RunningProcess[] = []

  before(async () => {
    database = await createDatabase()
    await seedUsers(database.prisma)
  })
  after(async () => {
    await Promise.all(programs.map((program) => program.stop('SIGKILL')))
    await Promise.all(folders.map((folder) => folder.remove()))
    await database.close()
  })

  /** Starts the app and logs foo in by two browsers; says whether each is still in. */
  async function twoLogins(side: '-' | '+'): Promise<boolean[]> {
    const files = Object.fromEntries([...diffIn(templateDiff, side)].map(([name, text]) => [name, withAdapter(text)]))
    const folder = await appFolder({ ...others, ...files }, true)
    folders.push(folder)
    await installSource(folder)
    const port = await freePort()
    const env = { DATABASE_URL: database.url, COOKIE_SECRET: secret, PORT: String(port) }
    const program = run(process.execPath, ['--import', 'tsx', 'src/app.ts'], { cwd: folder.path, env })
    programs.push(program)
    await program.match(/AdminJS available at/)
    const browsers = [1, 2].map(() => new BrowserClient(`http://127.0.0.1:${String(port)}`))
    for (const browser of browsers) {
      const answer = await browser.post('/admin/login', { email: 'foo@example.com', password: 'password' })
      assert.equal(answer.status, 302, answer.text.slice(0, 500))
    }
    return Promise.all(browsers.map(isLoggedIn))
  }

  it('starts from an app in which both logins stay', async () => {
    assert.deepEqual(await twoLogins('-'), [true, true])
  })

  it('leads to one in which the second login ends the first', async () => {
    assert.deepEqual(await twoLogins('+'), [false, true])
  })
})

const withAdapter = (text: string): string =>
  text.replace(
    'new PrismaClient()',
    "new PrismaClient({ adapter: new (await import('@prisma/adapter-libsql')).PrismaLibSQL({ url: process.env.DATABASE_URL ?? '' }) })",
  )

/** This package from its source, beside all others. */
async function installSource(folder: AppFolder): Promise<void> {
  const installed = join(folder.path, 'node_modules')
  await mkdir(installed)
  for (const name of await readdir(join(root, 'node_modules'))) {
    await symlink(join(root, 'node_modules', name), join(installed, name))
  }
  await folder.write(
    'node_modules/adminjs-single-session/package.json',
    '{ "name": "adminjs-single-session", "type": "module", "exports": "./index.ts" }',
  )
  await folder.write(
    'node_modules/adminjs-single-session/index.ts',
    `export * from ${JSON.stringify(join(root, 'src/index.ts'))}\n`,
  )
}
