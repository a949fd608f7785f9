// Why was I logged out? The login page tells it once, to the browser that holds the cookie of the ended session.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { closeApps, idOf, isLoggedIn, logIn, logOut, startApp, type TestApp } from './support/app.js'
import type { BrowserClient } from './support/browser-client.js'
import { noticeFor } from './support/login-notice.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('what it asks of a database is tested on all of them in port.test.ts, and in the promises')

afterEach(closeApps)

/** A browser, with what another one holds. */
function withCookiesOf(one: BrowserClient, other: BrowserClient): BrowserClient {
  for (const [name, value] of one.cookies) other.cookies.set(name, value)
  return other
}

const bulkPath = async ({ prisma }: TestApp, action: string, name: string) =>
  `/admin/api/resources/User/bulk/${action}?recordIds=${String(await idOf(prisma, name))}`

describe('the login page', () => {
  it('tells a browser that was replaced when, by which device and from where', async () => {
    const app = await startApp({ settings: { clock: () => new Date('2030-01-01T12:00:00Z') } })
    const first = await app.browserOf('foo')
    const headers = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox/120.0' }
    await app.browser().post('/admin/login', { email: 'foo@example.com', password: 'secret' }, { headers })
    assert.deepEqual(await noticeFor(first), {
      errorMessage: 'singleSessionEndedReplaced',
      message: 'singleSessionEndedReplaced',
      at: '2030-01-01T12:00:00.000Z',
      device: 'Firefox 120 · Windows',
      ipAddress: '127.0.0.1',
      by: 'elsewhere',
    })
  })

  it('of an ended tab, answered late, leaves the login alone that was made meanwhile in another tab', async () => {
    const app = await startApp()
    const browser = await app.browserOf('foo')
    await app.browserOf('foo')
    const late = await browser.copy().get('/admin/login')
    assert.match(late.text, /singleSessionEndedReplaced/)
    await logIn(browser, 'foo')
    // A browser would do what this answer says of its cookies, whatever they are by now.
    assert.deepEqual(late.headers.getSetCookie(), [])
    assert.equal(await isLoggedIn(browser), true)
  })

  const ways: [reason: string, title: string, end: (app: TestApp) => Promise<BrowserClient>][] = [
    [
      'Revoked',
      'by an administrator',
      async (app) => {
        const [foo, root] = [await app.browserOf('foo'), await app.browserOf('root')]
        await root.post(await bulkPath(app, 'logoutOnAllSessions', 'foo'))
        return foo
      },
    ],
    [
      'Revoked',
      'by the app',
      async (app) => {
        const foo = await app.browserOf('foo')
        await app.singleSession.endSessions(await idOf(app.prisma, 'foo'))
        return foo
      },
    ],
    [
      'ByYourself',
      'by themselves, with the bulk action',
      async (app) => {
        const root = await app.browserOf('root')
        await root.post(await bulkPath(app, 'logoutAllOnAllSessions', 'root'))
        return root
      },
    ],
    [
      'Elsewhere',
      'by a logout on another device',
      async (app) => {
        const [here, there] = [await app.browserOf('foo'), await app.browserOf('foo')]
        await logOut(there)
        return here
      },
    ],
    [
      'Logout',
      'by their own logout',
      async (app) => {
        const foo = await app.browserOf('foo')
        await logOut(foo)
        return foo
      },
    ],
  ]
  for (const [reason, title, end] of ways) {
    it(`says ${reason} to a user who was logged out ${title}`, async () => {
      const app = await startApp({ settings: { singleUserSession: 2 } })
      const notice = await noticeFor(await end(app))
      assert.equal(notice?.message, `singleSessionEnded${reason}`)
      // Where an administrator sits is not told.
      assert.equal(notice.ipAddress, reason === 'Elsewhere' ? '127.0.0.1' : null)
    })
  }

  it('tells that a session has expired, also when it was removed meanwhile', async () => {
    let now = Date.parse('2030-01-01')
    const app = await startApp({ settings: { idleTimeoutMs: 1000, touchAfterMs: 0, clock: () => new Date(now) } })
    const [foo, bar] = [await app.browserOf('foo'), await app.browserOf('bar')]
    now += 2000
    assert.equal((await noticeFor(foo))?.message, 'singleSessionEndedExpired')
    await app.singleSession.removeExpiredSessions()
    assert.equal((await noticeFor(bar))?.message, 'singleSessionEndedExpired')
  })

  it('tells nothing to a stranger: without the cookie, with a forged one, or with the key of the trail', async () => {
    const app = await startApp()
    const first = await app.browserOf('foo')
    await app.browserOf('foo')
    const [event] = await app.prisma.sessionEvent.findMany({ where: { event: 'replaced' } })
    const [, sid = ''] = /^s%3A(.*?)\./.exec(first.cookies.get('adminjs') ?? '') ?? []
    for (const cookie of ['', 'forged', `s%3A${sid}.forged`, `s%3A${event?.sessionKey ?? ''}.x`]) {
      const stranger = app.browser()
      if (cookie !== '') stranger.cookies.set('adminjs', cookie)
      assert.equal(await noticeFor(stranger), null, cookie)
    }
    assert.equal((await noticeFor(first))?.message, 'singleSessionEndedReplaced')
  })

  it('says nothing of what was before a later login in the same browser', async () => {
    const app = await startApp()
    const first = await app.browserOf('foo')
    await app.browserOf('foo')
    await logIn(first, 'bar')
    await logOut(first)
    assert.equal((await noticeFor(first))?.message, 'singleSessionEndedLogout')
    assert.equal(await noticeFor(first), null)
  })

  it('writes a notice that no user agent can break out of', async () => {
    const app = await startApp()
    const first = await app.browserOf('foo')
    const headers = { 'user-agent': `Mozilla/5.0 '</script><script>alert(1)</script> Firefox/1.0 \\' "` }
    await app.browser().post('/admin/login', { email: 'foo@example.com', password: 'secret' }, { headers })
    const { text } = await first.get('/admin/login')
    assert.ok(!text.includes('alert(1)'))
  })

  it('costs a browser without a session no statement, and one with an ended session two, and a write the first time', async () => {
    const app = await startApp()
    const first = await app.browserOf('foo')
    await app.browserOf('foo')
    app.database.takeStatements()
    await app.browser().get('/admin/login')
    assert.equal(app.database.takeStatements().length, 0)
    const old = first.copy()
    await first.get('/admin/login')
    const statements = app.database.takeStatements().filter((statement) => !/^(BEGIN|COMMIT)/.test(statement))
    assert.deepEqual(
      statements.map((statement) => statement.split(' ')[0]),
      ['SELECT', 'SELECT', 'UPDATE'],
    )
    await old.get('/admin/login')
    assert.equal(app.database.takeStatements().length, 2)
  })
})

/** What the login page has in it if it says why; the texts themselves are in each page. */
const told = '"errorMessage":"singleSessionEnded'

describe('the notice', () => {
  it('is told once, however often the cookie is replayed, at once and later, at any process', async () => {
    const app = await startApp()
    const other = await startApp({ database: app.database })
    for (const expires of [false, true]) {
      const first = await app.browserOf(expires ? 'bar' : 'foo')
      if (expires) await app.prisma.session.deleteMany()
      else await app.browserOf('foo')
      const replays = [app, other].flatMap((panel) =>
        Array.from({ length: 10 }, () => withCookiesOf(first, panel.browser())),
      )
      const notices = (await Promise.all(replays.map(noticeFor))).filter((notice) => notice !== null)
      assert.deepEqual([app.errors, other.errors], [[], []])
      assert.deepEqual(
        notices.map(({ message }) => message),
        [`singleSessionEnded${expires ? 'Expired' : 'Replaced'}`],
      )
      assert.equal(await noticeFor(withCookiesOf(first, app.browser())), null)
    }
  })

  it('is told for a week', async () => {
    const day = 24 * 60 * 60 * 1000
    let now = Date.parse('2030-01-01')
    const app = await startApp({ settings: { singleUserSession: 2, clock: () => new Date(now) } })
    const [early, late] = [await app.browserOf('foo'), await app.browserOf('foo')]
    await app.singleSession.endSessions(await idOf(app.prisma, 'foo'))
    now += 7 * day - 1000
    assert.equal((await noticeFor(early))?.message, 'singleSessionEndedRevoked')
    now += 1000
    assert.equal(await noticeFor(late), null)
  })

  it('waits for the tab that follows the redirect, and for somebody who reads it', async () => {
    const app = await startApp()
    const first = await app.browserOf('foo')
    await app.browserOf('foo')
    const unread: RequestInit[] = [
      { method: 'HEAD' },
      ...[{ purpose: 'prefetch' }, { 'sec-purpose': 'prefetch;prerender' }, { 'x-moz': 'prefetch' }].map((headers) => ({
        headers,
      })),
      ...['empty', 'image', 'script'].map((name) => ({ headers: { 'sec-fetch-dest': name } })),
    ]
    for (const init of unread) {
      const answer = await first.get('/admin/login', init)
      assert.equal(answer.status, 200)
      assert.ok(!answer.text.includes(told), JSON.stringify(init))
    }
    const asked = await first.get('/admin/resources/User', { headers: { 'sec-fetch-dest': 'document' } })
    assert.deepEqual([asked.status, asked.location], [302, '/admin/login?next=%2Fadmin%2Fresources%2FUser'])
    const { text } = await first.get('/admin/login', { headers: { 'sec-fetch-dest': 'document' } })
    assert.match(text, new RegExp(`${told}Replaced`))
  })

  it('is for the browser that logged in: another one with its cookie is told nothing, and does not use it up', async () => {
    const agentOf = (browser: string) => ({ headers: { 'user-agent': `Mozilla/5.0 ${browser}` } })
    const windows = '(Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox'
    const app = await startApp()
    const first = app.browser()
    await first.post('/admin/login', { email: 'foo@example.com', password: 'secret' }, agentOf(`${windows}/120.0`))
    await app.browserOf('foo')
    const others = ['(X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0', 'curl/8.0', '']
    for (const other of others) {
      const { status, text } = await first.copy().get('/admin/login', agentOf(other))
      assert.equal(status, 200)
      assert.ok(!text.includes(told), other)
    }
    // It has updated itself meanwhile.
    assert.match((await first.get('/admin/login', agentOf(`${windows}/121.0`))).text, new RegExp(`${told}Replaced`))
  })

  it('is told whatever the browser is if the options keep no user agents', async () => {
    const app = await startApp({ settings: { recordUserAgent: false } })
    const first = await app.browserOf('foo')
    await app.browserOf('foo')
    const { text } = await first.get('/admin/login', { headers: { 'user-agent': 'another' } })
    assert.match(text, new RegExp(`${told}Replaced`))
  })
})

describe('an open page', () => {
  const json = { headers: { accept: 'application/json, text/plain, */*' } }

  it('learns that its session is live, which does not count as a use of it', async () => {
    let now = Date.parse('2030-01-01')
    const settings = { idleTimeoutMs: 1000, touchAfterMs: 0, checkIntervalMs: 5000, clock: () => new Date(now) }
    const app = await startApp({ settings })
    const foo = await app.browserOf('foo')
    const user = String(await idOf(app.prisma, 'foo'))
    now += 600
    app.database.takeStatements()
    const answer = await foo.get('/admin/api/single-session', json)
    const live = { checkIntervalMs: 5000, remainingMs: 400, warningMs: 500, canStay: true, user }
    assert.deepEqual([answer.status, answer.json()], [200, live])
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    assert.equal(app.database.takeStatements().length, 1)
    now += 600
    assert.equal((await foo.get('/admin/api/single-session', json)).status, 401)
  })

  it('learns that its session has ended from every background request, and the notice is still there', async () => {
    const app = await startApp()
    const first = await app.browserOf('foo')
    await app.browserOf('foo')
    for (const path of ['single-session', 'resources/User/actions/list', 'dashboard', 'pages/mySessions']) {
      const answer = await first.get(`/admin/api/${path}`, json)
      assert.deepEqual([answer.status, answer.headers.get('single-session')], [401, 'ended'], path)
    }
    assert.equal((await first.post('/admin/api/resources/User/actions/new', {}, json)).status, 401)
    assert.equal((await noticeFor(first))?.message, 'singleSessionEndedReplaced')
  })

  it('that is no script is led to the login page, as AdminJS does', async () => {
    const app = await startApp()
    const answer = await app.browser().get('/admin/api/resources/User/actions/list')
    assert.deepEqual([answer.status, answer.location], [302, '/admin/login'])
  })
})
