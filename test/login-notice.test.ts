// Why was I logged out? The login page tells it once, to the browser that holds the cookie of the ended session.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import type { EndedNotice } from '../src/adminjs/login/wire.js'
import { closeApps, idOf, logIn, logOut, startApp, type TestApp } from './support/app.js'
import type { BrowserClient } from './support/browser-client.js'

afterEach(closeApps)

/** What the login page of this browser is given to say. */
async function noticeFor(browser: BrowserClient): Promise<(EndedNotice & { errorMessage: string }) | null> {
  const { status, text } = await browser.get('/admin/login')
  assert.equal(status, 200)
  const [, json = '{}'] = /JSON\.parse\('(.*)'\)/.exec(text) ?? []
  const { errorMessage = '', singleSession } = JSON.parse(json) as { errorMessage?: string; singleSession?: string }
  if (singleSession === undefined) return null
  return { errorMessage, ...(JSON.parse(Buffer.from(singleSession, 'base64').toString()) as EndedNotice) }
}

const bulkPath = async ({ prisma }: TestApp, action: string, name: string) =>
  `/admin/api/resources/User/bulk/${action}?recordIds=${String(await idOf(prisma, name))}`

describe('the login page', () => {
  it('tells a browser that was replaced when, by which device and from where, and once', async () => {
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
    })
    assert.equal(first.cookies.has('adminjs'), false)
    assert.equal(await noticeFor(first), null)
  })

  const ways: [reason: string | null, title: string, end: (app: TestApp) => Promise<BrowserClient>][] = [
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
      null,
      'by their own logout',
      async (app) => {
        const foo = await app.browserOf('foo')
        await logOut(foo)
        return foo
      },
    ],
  ]
  for (const [reason, title, end] of ways) {
    it(`says ${reason ?? 'nothing'} to a user who was logged out ${title}`, async () => {
      const app = await startApp({ settings: { singleUserSession: 2 } })
      const notice = await noticeFor(await end(app))
      assert.equal(notice?.message ?? null, reason && `singleSessionEnded${reason}`)
      // Where an administrator sits is not told.
      assert.equal(notice?.ipAddress ?? null, reason === 'Elsewhere' ? '127.0.0.1' : null)
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

  it('says nothing after a later login in the same browser', async () => {
    const app = await startApp()
    const first = await app.browserOf('foo')
    await app.browserOf('foo')
    await logIn(first, 'bar')
    await logOut(first)
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

  it('costs a browser without a session no statement, and one with an ended session two', async () => {
    const app = await startApp()
    const first = await app.browserOf('foo')
    await app.browserOf('foo')
    app.database.takeStatements()
    await app.browser().get('/admin/login')
    assert.equal(app.database.takeStatements().length, 0)
    await first.get('/admin/login')
    assert.equal(app.database.takeStatements().length, 2)
  })
})

describe('an open page', () => {
  const json = { headers: { accept: 'application/json, text/plain, */*' } }

  it('learns that its session is live, which does not count as a use of it', async () => {
    let now = Date.parse('2030-01-01')
    const settings = { idleTimeoutMs: 1000, touchAfterMs: 0, checkIntervalMs: 5000, clock: () => new Date(now) }
    const app = await startApp({ settings })
    const foo = await app.browserOf('foo')
    now += 600
    app.database.takeStatements()
    const answer = await foo.get('/admin/api/single-session', json)
    assert.deepEqual([answer.status, answer.json()], [200, { checkIntervalMs: 5000 }])
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
