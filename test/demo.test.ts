// The demo, started with `npm start` as the README says.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect as connectSocket } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { parseDatabaseUrl } from '../prisma/database-url.js'
import { readEnvironment } from '../src/demo/environment.js'
import { isLoggedIn, logOut } from './support/app.js'
import type { BrowserClient } from './support/browser-client.js'
import { connect } from './support/database.js'
import {
  emptyDatabase,
  execute,
  logInAs,
  runDemo,
  startDemo,
  stopDemos,
  temporaryFolder,
  type Demo,
} from './support/demo.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('the demo makes databases of its own here, on each of the servers too')

/** Saves the demo from making the bundle of its components, which no browser asks for in most of these tests. */
const noBundle = { ADMIN_JS_SKIP_BUNDLE: 'true' }

let folder: string
let remove: () => Promise<void>
before(async () => {
  ;({ folder, remove } = await temporaryFolder())
})
after(async () => {
  await stopDemos()
  await remove()
})

const databaseUrl = (name: string) => `file:${join(folder, name)}`

describe('npm start', () => {
  it('serves the panel, says where and for whom, and stops cleanly', async () => {
    const demo = await startDemo({ DATABASE_URL: databaseUrl('fresh.db') })
    const { status, text } = await demo.browser().get('/admin/login')
    assert.deepEqual([status, text.includes('LoginApplication')], [200, true])
    for (const asset of ['components.bundle.js', 'app.bundle.js', 'design-system.bundle.js']) {
      assert.equal((await demo.browser().get(`/admin/frontend/assets/${asset}`)).status, 200, asset)
    }
    assert.equal(await demo.process.stop(), 0)
    const output = demo.process.output()
    assert.equal(output.match(/http:\/\/localhost:\d+\/admin/g)?.length, 1)
    for (const name of ['root', 'carol', 'dave', 'alice', 'bob']) assert.ok(output.includes(`${name}@example.com`))
    assert.match(output, /password "demo"/)
    // What npm says of the machine's own settings is not the demo's.
    assert.doesNotMatch(output.replaceAll(/^npm warn .*$/gm, ''), /warn|deprecat|error|MemoryStore/i)
  })

  const right = { DATABASE_URL: 'file:./demo.db', SESSION_SECRET: 'x'.repeat(32) }
  const refused: [env: Record<string, string>, message: RegExp][] = [
    [{ HOST: 'not a host' }, /^HOST has to be .*; it is "not a host"\. Write HOST=127\.0\.0\.1\.$/m],
    [
      { SINGLE_USER_SESSION: 'yes' },
      /^SINGLE_USER_SESSION has to be .*; it is "yes"\. Write SINGLE_USER_SESSION=true\.$/m,
    ],
    [
      { AT_LIMIT: 'never' },
      /^AT_LIMIT has to be end-oldest, refuse or ask; it is "never"\. Write AT_LIMIT=end-oldest\.$/m,
    ],
    [
      { LOGOUT_ALL_SESSIONS: '1' },
      /^LOGOUT_ALL_SESSIONS has to be true or false; it is "1"\. Write LOGOUT_ALL_SESSIONS=true\.$/m,
    ],
    [{ SAMPLE_DATA: 'no' }, /^SAMPLE_DATA has to be true or false; it is "no"\. Write SAMPLE_DATA=true\.$/m],
    [{ SESSION_SECRET: 'short' }, /^SESSION_SECRET has to be a text of at least 32 characters; it has 5\./m],
  ]
  const refusedUrls: [url: string, message: RegExp][] = [
    ['postgresql://localhost', /^DATABASE_URL has to name a server and a database on it/m],
    ['postgresql://localhost/demo?schema=x', /^DATABASE_URL must not have a schema/m],
  ]
  it('knows what a setting may be, and says what to write', () => {
    assert.equal(readEnvironment(right).port, 3000)
    for (const [env, message] of refused) assert.throws(() => readEnvironment({ ...right, ...env }), { message })
    for (const [url, message] of refusedUrls) assert.throws(() => parseDatabaseUrl(url), { message })
  })

  const wrong: [env: NodeJS.ProcessEnv, message: RegExp][] = [
    [{ PORT: 'http' }, /^PORT has to be .*; it is "http"\. Write PORT=3000\.$/m],
    [{ DATABASE_URL: 'mongodb://localhost/demo' }, /^DATABASE_URL has to be .*; it begins with mongodb:\./m],
    [{ DATABASE_URL: 'postgresql://me:hush@127.0.0.1:1/demo' }, /^DATABASE_URL .*: the server does not answer\./m],
    [{ DATABASE_URL: 'mysql://me:hush@127.0.0.1:1/demo' }, /^DATABASE_URL .*: the server does not answer\./m],
    [{ DATABASE_URL: 'file:/no/such/folder/demo.db' }, /^DATABASE_URL has to name a file that can be written/m],
  ]
  for (const [env, message] of wrong) {
    it(`stops with a clear message for ${JSON.stringify(env)}`, async () => {
      const process = runDemo({ ...noBundle, DATABASE_URL: databaseUrl('wrong.db'), ...env })
      assert.notEqual(await process.ended, 0)
      assert.match(process.output(), message)
      assert.doesNotMatch(process.output(), /^ {4}at |hush/m)
    })
  }

  it('stops with a clear message when the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const port = String((server.address() as AddressInfo).port)
    const process = runDemo({ ...noBundle, DATABASE_URL: databaseUrl('taken.db'), PORT: port })
    assert.notEqual(await process.ended, 0)
    assert.match(process.output(), new RegExp(`^PORT ${port} is taken\\.`, 'm'))
    server.close()
  })
})

describe('the settings in the environment', () => {
  type Step = [who: 'alice' | 'bob' | 'logout', where: 'A' | 'B' | 'C', loggedIn: string]
  const scenarios: [env: NodeJS.ProcessEnv, steps: Step[]][] = [
    [
      {},
      [
        ['alice', 'A', 'A'],
        ['alice', 'B', 'B'],
        ['bob', 'C', 'BC'],
        ['alice', 'A', 'AC'],
        ['logout', 'A', 'C'],
        ['logout', 'C', ''],
      ],
    ],
    [
      { SINGLE_USER_SESSION: 'false' },
      [
        ['alice', 'A', 'A'],
        ['alice', 'B', 'AB'],
        ['bob', 'C', 'ABC'],
        ['alice', 'A', 'ABC'],
        ['logout', 'A', 'C'],
        ['logout', 'C', ''],
      ],
    ],
    [
      { SINGLE_USER_SESSION: 'false', LOGOUT_ALL_SESSIONS: 'false' },
      [
        ['alice', 'A', 'A'],
        ['alice', 'B', 'AB'],
        ['bob', 'C', 'ABC'],
        ['alice', 'A', 'ABC'],
        ['logout', 'A', 'BC'],
        ['logout', 'C', 'B'],
      ],
    ],
    [
      { SINGLE_USER_SESSION: '2' },
      [
        ['alice', 'A', 'A'],
        ['alice', 'B', 'AB'],
        ['alice', 'C', 'BC'],
        ['logout', 'A', 'BC'],
        ['logout', 'B', ''],
      ],
    ],
  ]
  for (const [env, steps] of scenarios) {
    it(`count: ${JSON.stringify(env)}`, async () => {
      const demo = await startDemo({
        ...noBundle,
        DATABASE_URL: databaseUrl(`scenario-${String(JSON.stringify(env).length)}.db`),
        ...env,
      })
      const browsers: Record<string, BrowserClient> = { A: demo.browser(), B: demo.browser(), C: demo.browser() }
      for (const [who, where, loggedIn] of steps) {
        const browser = browsers[where] ?? demo.browser()
        await (who === 'logout' ? logOut(browser) : logInAs(browser, who))
        let inside = ''
        for (const [name, one] of Object.entries(browsers)) if (await isLoggedIn(one)) inside += name
        assert.equal(inside, loggedIn, `${who} on ${where}`)
      }
    })
  }
})

describe('two processes on one SQLite file', () => {
  it('start together, and leave exactly one of 40 parallel logins live', async () => {
    const env = { ...noBundle, DATABASE_URL: databaseUrl('shared.db') }
    const demos = await Promise.all([startDemo(env), startDemo(env)])
    const browsers = Array.from({ length: 40 }, (_, index) => demos[index % 2]?.browser()).filter(
      (browser) => browser !== undefined,
    )
    const answers = await Promise.all(browsers.map((browser) => logInAs(browser, 'alice')))
    assert.deepEqual(
      [...new Set(answers.map(({ status, location }) => `${String(status)} ${String(location)}`))],
      ['302 /admin'],
    )
    const prisma = connect(env.DATABASE_URL)
    assert.deepEqual([await prisma.userSession.count(), await prisma.session.count()], [1, 1])
    await prisma.$disconnect()
    const inside: boolean[] = []
    for (const browser of browsers) inside.push(await isLoggedIn(browser))
    assert.equal(inside.filter(Boolean).length, 1)
    for (const demo of demos) assert.equal(await demo.process.stop(), 0)
  })
})

for (const [title, server] of [
  ['PostgreSQL', process.env.TEST_POSTGRES_URL],
  ['MySQL or MariaDB', process.env.TEST_MYSQL_URL],
]) {
  describe(`npm start on ${String(title)}`, { skip: server === undefined }, () => {
    let url: string
    let drop: () => Promise<void>
    before(async () => {
      ;({ url, remove: drop } = await emptyDatabase(server ?? ''))
      // Somebody else's table does no harm, not even this one.
      await execute(url, `CREATE TABLE ${url.startsWith('mysql') ? 'user' : '"user"'} (name INTEGER)`)
    })
    after(async () => {
      await stopDemos()
      await drop()
    })

    it('makes its tables once for two processes, and limits and ends sessions over both', async () => {
      const [demo, other] = await Promise.all([
        startDemo({ ...noBundle, DATABASE_URL: url }),
        startDemo({ ...noBundle, DATABASE_URL: url }),
      ])
      const [first, second, root] = [demo.browser(), other.browser(), demo.browser()]
      await logInAs(first, 'alice')
      await logInAs(second, 'alice')
      await logInAs(root, 'root')
      assert.deepEqual([await isLoggedIn(first), await isLoggedIn(second)], [false, true])

      const list = (await root.get('/admin/api/resources/User/actions/list')).json() as {
        records: { id: string; params: { email: string } }[]
      }
      assert.equal(list.records.length, 5)
      const alice = list.records.find(({ params }) => params.email === 'alice@example.com')?.id ?? ''
      const { status, text } = await root.post(`/admin/api/resources/User/bulk/logoutOnAllSessions?recordIds=${alice}`)
      assert.deepEqual([status, await isLoggedIn(second), await isLoggedIn(root)], [200, false, true], text)
      for (const one of [demo, other]) assert.equal(await one.process.stop(), 0)
    })

    it('finds its accounts again after a restart', async () => {
      const prisma = connect(url)
      await prisma.user.update({ where: { email: 'bob@example.com' }, data: { permissions: 'single_session.logout' } })
      const demo = await startDemo({ ...noBundle, DATABASE_URL: url })
      const bob = await prisma.user.findUnique({ where: { email: 'bob@example.com' } })
      assert.deepEqual([await prisma.user.count(), bob?.permissions], [5, 'single_session.logout'])
      await prisma.$disconnect()
      const browser = demo.browser()
      await logInAs(browser, 'bob')
      assert.equal(await isLoggedIn(browser), true)
      assert.equal(await demo.process.stop(), 0)
    })

    const wrong: [title: string, change: (url: URL) => void, message: RegExp][] = [
      ['a database that does not exist', (url) => (url.pathname = '/none'), /^DATABASE_URL .*: .*database.*none/im],
      ['a wrong user', (url) => ([url.username, url.password] = ['nobody', 'hush']), /^DATABASE_URL .*: .*nobody/m],
    ]
    for (const [title, change, message] of wrong) {
      it(`stops with a clear message for ${title}`, async () => {
        const wrongUrl = new URL(url)
        change(wrongUrl)
        const process = runDemo({ ...noBundle, DATABASE_URL: wrongUrl.href })
        assert.equal(await process.ended, 1)
        assert.match(process.output(), message)
        assert.doesNotMatch(process.output(), /^ {4}at |hush/m)
      })
    }
  })
}

describe('bad input', () => {
  let demo: Demo
  let root: BrowserClient
  let alice: BrowserClient
  before(async () => {
    demo = await startDemo({ ...noBundle, DATABASE_URL: databaseUrl('input.db') })
    root = demo.browser()
    alice = demo.browser()
    await logInAs(root, 'root')
    await logInAs(alice, 'alice')
  })

  const bulk = '/admin/api/resources/User/bulk/logoutOnAllSessions'
  const json = (body: string) => ({ method: 'POST', body, headers: { 'content-type': 'application/json' } })
  const requests: [title: string, path: string, init?: RequestInit][] = [
    ['no record ids', bulk, { method: 'POST' }],
    ['an empty list', `${bulk}?recordIds=`, { method: 'POST' }],
    ['a list of commas', `${bulk}?recordIds=,,,`, { method: 'POST' }],
    ['two lists', `${bulk}?recordIds=1&recordIds=2`, { method: 'POST' }],
    ['a nested list', `${bulk}?recordIds[a]=1`, { method: 'POST' }],
    ['an id that is none', `${bulk}?recordIds=abc`, { method: 'POST' }],
    ['a fraction', `${bulk}?recordIds=1.5`, { method: 'POST' }],
    ['an id that is too large', `${bulk}?recordIds=99999999999999999999`, { method: 'POST' }],
    ['an unknown id', `${bulk}?recordIds=123456`, { method: 'POST' }],
    ['an endless list', `${bulk}?recordIds=${'1234567,'.repeat(1500)}9999999`, { method: 'POST' }],
    ['an endless URL', `${bulk}?recordIds=${'1,'.repeat(20_000)}1`, { method: 'POST' }],
    ['SQL', `${bulk}?recordIds=${encodeURIComponent('1) OR (1=1')}`, { method: 'POST' }],
    ['a malformed escape', `${bulk}?recordIds=%`, { method: 'POST' }],
    ['a malformed path', '/admin/api/resources/%E0%A4%A/bulk/logoutOnAllSessions?recordIds=1'],
    ['an unknown resource', '/admin/api/resources/Nothing/bulk/logoutOnAllSessions?recordIds=1'],
    ['an unknown action', '/admin/api/resources/User/bulk/nothing?recordIds=1'],
    ['malformed JSON', `${bulk}?recordIds=1`, json('{')],
    [
      'another content type',
      `${bulk}?recordIds=1`,
      { method: 'POST', body: 'text', headers: { 'content-type': 'text/plain' } },
    ],
    [
      'multipart without a boundary',
      `${bulk}?recordIds=1`,
      { method: 'POST', body: 'x', headers: { 'content-type': 'multipart/form-data' } },
    ],
    ['DELETE', `${bulk}?recordIds=1`, { method: 'DELETE' }],
    ['PUT', `${bulk}?recordIds=1`, { method: 'PUT' }],
    ['an unknown page', '/nothing'],
    ['an unknown record', '/admin/api/resources/User/records/abc/show'],
  ]
  for (const [title, path, init] of requests) {
    it(`is answered with 4xx, and logs nobody out: ${title}`, async () => {
      const answer = await root.request(path, init ?? {})
      const notice = answer.status === 200 ? (answer.json() as { notice?: { type: string } }).notice : undefined
      assert.ok(
        (answer.status >= 400 && answer.status < 500) || notice?.type === 'error',
        `${String(answer.status)} ${answer.text.slice(0, 200)}`,
      )
      assert.deepEqual([await isLoggedIn(root), await isLoggedIn(alice)], [true, true])
    })
  }

  it('has no effect as an upload that breaks off, which is for the own parser of AdminJS', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const { status } = await root.request(`${bulk}?recordIds=1`, { method: 'POST', body: '--x', headers })
    assert.ok(status >= 400, String(status))
    assert.deepEqual([await isLoggedIn(root), await isLoggedIn(alice)], [true, true])
  })

  it('has no effect as a cookie', async () => {
    for (const cookie of [
      'adminjs=',
      'adminjs=%',
      'adminjs=s%3A%00.x',
      'adminjs=s:x.y',
      `adminjs=${'x'.repeat(7000)}`,
      ';;=;',
      'adminjs=a; adminjs=b',
    ]) {
      const { status, location } = await demo.browser().get('/admin', { headers: { cookie } })
      assert.deepEqual([status, location], [302, '/admin/login'], cookie.slice(0, 40))
    }
  })

  it('has no effect as a login', async () => {
    const fields: Record<string, string>[] = [
      {},
      { email: '' },
      { email: 'alice@example.com' },
      { email: 'alice@example.com', password: 'x'.repeat(100_000) },
      { email: "' OR 1=1 --", password: 'demo' },
    ]
    for (const form of fields) {
      const { status } = await demo.browser().post('/admin/login', form)
      assert.ok(status < 500, String(status))
    }
    for (const body of ['{', '[]', 'null', '{"email":{"a":1},"password":["demo"]}']) {
      const { status } = await demo.browser().request('/admin/login', json(body))
      assert.ok(status < 500, `${body}: ${String(status)}`)
    }
    assert.equal(await isLoggedIn(alice), true)
  })

  it('that is no HTTP is answered too', async () => {
    const { hostname, port } = new URL(demo.origin)
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connectSocket(Number(port), hostname, () => socket.end('NONSENSE\r\n\r\n'))
      socket.once('error', reject).once('data', (data) => {
        resolve(String(data))
      })
    })
    assert.match(answer, /^HTTP\/1\.1 400/)
  })

  it('is a new password of one’s own without the old one', async () => {
    const bob = demo.browser()
    await logInAs(bob, 'bob')
    const list = (await bob.get('/admin/api/resources/User/actions/list')).json()
    const { records } = list as { records: { params: { id: number; email: string } }[] }
    const id = records.find(({ params }) => params.email === 'bob@example.com')?.params.id
    const path = `/admin/api/resources/User/records/${String(id)}/edit`
    const change = async (fields: Record<string, string>) =>
      ((await bob.post(path, { newPassword: 'better', ...fields })).json() as { record: { errors: object } }).record
        .errors
    const refused = { oldPassword: { message: 'This is not your old password.' } }
    for (const wrong of [{}, { oldPassword: '' }, { oldPassword: 'better' }])
      assert.deepEqual(await change(wrong), refused)
    // The old one is still right.
    assert.deepEqual(await change({ oldPassword: 'demo' }), {})
    assert.equal((await logInAs(demo.browser(), 'bob')).status, 200)
  })

  it('never shows a password hash', async () => {
    for (const path of [
      'actions/list',
      'records/1/show',
      'actions/search/root',
      'bulk/logoutOnAllSessions?recordIds=1',
    ]) {
      assert.doesNotMatch((await root.get(`/admin/api/resources/User/${path}`)).text, /passwordHash|scrypt/)
    }
    assert.doesNotMatch((await root.get('/admin')).text, /passwordHash|scrypt/)
  })
})
