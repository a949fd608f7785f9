// The operators' commands, each in a process of its own, against a panel in which people are logged in.
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { closeApps, idOf, isLoggedIn, secret, startApp, type TestApp } from './support/app.js'
import { appFolder, type AppFolder } from './support/cli.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('its commands open the SQLite file of the panel as a second process')

const index = fileURLToPath(new URL('../src/index.ts', import.meta.url))

/** A module as an app has it, which prints something when it is loaded, and whose database client holds a connection. */
const config = (exported: string) => `import { PrismaLibSQL } from '@prisma/adapter-libsql'
import { PrismaClient } from '@prisma/client'
import { createSingleSession } from ${JSON.stringify(index)}

console.log('loading the app')
const url: string = process.env.DATABASE_URL ?? ''
const prisma = new PrismaClient({ adapter: new PrismaLibSQL({ url, timeout: 5000 }) })
await prisma.$connect()
setInterval(() => undefined, 1000)
${exported}createSingleSession({ prisma, secret: '${secret}' })
`

let folder: AppFolder
before(async () => {
  folder = await appFolder({
    'package.json': '{ "type": "module" }\n',
    'named.ts': config('export const singleSession = '),
    'default.ts': config('export default '),
    'other.ts': 'export const other = 1\n',
    'broken.ts': "throw new Error('no way to postgresql://me:hunter2@db/panel', { cause: new Error('it is away') })\n",
    'plain.unknown': 'export const singleSession = 1\n',
  })
})
after(() => folder.remove())
afterEach(closeApps)

const named = ['--config', 'named.ts']
const on = (app: TestApp) => ({ DATABASE_URL: app.database.url })

describe('the command "sessions"', () => {
  it('lists who is logged in, and the sessions of one, without a session id', async () => {
    const app = await startApp({ settings: { singleUserSession: 2 } })
    for (const name of ['foo', 'foo', 'bar']) await app.browserOf(name)
    const foo = await idOf(app.prisma, 'foo')
    const all = await folder.spawn(['sessions', ...named, '--json'], on(app))
    assert.equal(all.code, 0, all.err)
    assert.deepEqual(JSON.parse(all.out), {
      users: [
        { userId: foo, sessions: 2 },
        { userId: await idOf(app.prisma, 'bar'), sessions: 1 },
      ],
      total: { users: 2, sessions: 3 },
    })
    assert.match(all.err, /loading the app/)
    const one = await folder.spawn(['sessions', String(foo), '--config', 'default.ts', '--json'], on(app))
    const listed = JSON.parse(one.out) as { key: string; ipAddress: string }[]
    assert.equal(listed.length, 2)
    const events = await app.prisma.sessionEvent.findMany({ where: { userId: foo } })
    assert.deepEqual(listed.map(({ key }) => key).sort(), events.map(({ sessionKey }) => sessionKey).sort())
    for (const { id, sid } of await app.prisma.session.findMany()) {
      assert.ok(!one.out.includes(id) && !one.out.includes(sid))
    }
    const table = await folder.spawn(['sessions', String(foo), ...named], on(app))
    assert.match(table.out, /^since +last seen +address +device +key\n.*\n.*\n\n2 sessions\n$/)
  })

  it('shows no control character that somebody logged in with', async () => {
    const app = await startApp()
    await app.browserOf('foo')
    await app.prisma.userSession.updateMany({ data: { ipAddress: '1.2.3.4\u001b[2J\u009b2J\n' } })
    const { out } = await folder.spawn(['sessions', String(await idOf(app.prisma, 'foo')), ...named], on(app))
    assert.match(out, /1\.2\.3\.4\uFFFD\[2J\uFFFD2J\uFFFD/)
  })
})

describe('the command "logout"', () => {
  it('asks for --yes where nobody can answer, and logs out with it', async () => {
    const app = await startApp()
    const [foo, bar] = [await app.browserOf('foo'), await app.browserOf('bar')]
    const id = String(await idOf(app.prisma, 'foo'))
    const refused = await folder.spawn(['logout', id, ...named], on(app))
    assert.deepEqual([refused.code, refused.err.includes('Write --yes'), await isLoggedIn(foo)], [2, true, true])
    const done = await folder.spawn(['logout', id, ...named, '--yes', '--json'], on(app))
    assert.deepEqual([done.code, JSON.parse(done.out)], [0, { users: 1, sessions: 1 }])
    assert.deepEqual([await isLoggedIn(foo), await isLoggedIn(bar)], [false, true])
  })

  it('asks at a terminal, and does nothing unless the answer is yes', async () => {
    const app = await startApp()
    const foo = await app.browserOf('foo')
    const args = ['logout', String(await idOf(app.prisma, 'foo')), ...named]
    const no = await folder.runAtTerminal(args, 'n\n', on(app))
    assert.match(no.out, /on 1 session\? \[y\/N\][^]*Nothing was done/)
    assert.deepEqual([no.code, await isLoggedIn(foo)], [1, true])
    const yes = await folder.runAtTerminal(args, 'y\n', on(app))
    assert.match(yes.out, /Logged out 1 user on 1 session\./)
    assert.deepEqual([yes.code, await isLoggedIn(foo)], [0, false])
  })

  it('fails for an id that the user model cannot have', async () => {
    const app = await startApp()
    const { code, err } = await folder.spawn(['logout', 'foo@example.com', ...named, '--yes'], on(app))
    assert.deepEqual([code, err.includes('ERR_SINGLE_SESSION_INVALID_OPTION')], [1, true], err)
  })
})

describe('the command "logout-everyone"', () => {
  it('logs out everyone but those who stay, and shows how far it is at a terminal', async () => {
    const app = await startApp()
    const browsers = [await app.browserOf('foo'), await app.browserOf('bar'), await app.browserOf('root')]
    const root = String(await idOf(app.prisma, 'root'))
    const { code, out } = await folder.runAtTerminal(['logout-everyone', '--except', root, ...named], 'yes\n', on(app))
    assert.match(out, /Now 3 users on 3 sessions are logged in/)
    assert.match(out, /\[#{16}\.{8}\] 2 of 3 users/)
    assert.match(out, /Logged out 2 users on 2 sessions\./)
    assert.deepEqual([code, await Promise.all(browsers.map(isLoggedIn))], [0, [false, false, true]])
  })
})

describe('the command "cleanup"', () => {
  it('removes expired sessions without a question', async () => {
    const app = await startApp()
    const foo = await app.browserOf('foo')
    const expiresAt = new Date(0)
    await app.prisma.session.create({ data: { id: 'old', sid: 'old', data: '{}', expiresAt } })
    const { code, out } = await folder.spawn(['cleanup', ...named, '--json'], on(app))
    assert.deepEqual([code, JSON.parse(out)], [0, { sessions: 1 }])
    assert.equal(await isLoggedIn(foo), true)
  })
})

describe('the command line', () => {
  const misused: readonly [args: readonly string[], says: RegExp][] = [
    [[], /npx adminjs-single-session init/],
    [['log-out'], /no command "log-out"/],
    [['toString'], /no command "toString"/],
    [['logout', ...named], /id of a user/],
    [['cleanup', 'now', ...named], /does not take "now"/],
    [['init', '--yes'], /no option --yes/],
    [['sessions', '--jsn'], /--jsn/],
    [['sessions'], /Write --config/],
    [['sessions', '--config', 'none.ts'], /no file .*none\.ts/],
  ]
  for (const [args, says] of misused) {
    it(`answers "${args.join(' ')}" with 2`, async () => {
      const { code, out, err } = await folder.run(args)
      assert.deepEqual([code, out], [2, ''])
      assert.match(err, says)
    })
  }

  it('shows its help and its version', async () => {
    const help = await folder.run(['--help'])
    assert.deepEqual([help.code, help.err], [0, ''])
    for (const name of ['init', 'sessions', 'logout', 'logout-everyone', 'cleanup']) {
      assert.match(help.out, new RegExp(`npx adminjs-single-session ${name} `))
    }
    assert.match((await folder.run(['--version'])).out, /^\d+\.\d+\.\d+\n$/)
  })

  it('says what is wrong with a module, and shows no password', async () => {
    const other = await folder.spawn(['sessions', '--config', 'other.ts'])
    assert.deepEqual([other.code, other.err.includes('exports no single session')], [1, true])
    const broken = await folder.spawn(['sessions', '--config', 'broken.ts'])
    assert.equal(broken.code, 1)
    assert.match(broken.err, /postgresql:\/\/\*\*\*@db\/panel\nThe cause: it is away/)
    const unknown = await folder.spawn(['sessions', '--config', 'plain.unknown'])
    assert.match(unknown.err, /--import tsx/)
  })
})
