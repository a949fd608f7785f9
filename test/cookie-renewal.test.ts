// A cookie with a lifetime lives as long as its session: it is renewed while the session is used, and only then.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { closeApps, isLoggedIn, logIn, startApp, type Routes, type TestAppOptions } from './support/app.js'
import { BrowserClient, type Answer } from './support/browser-client.js'
import { Errands, type Errand } from './support/errands.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('when an answer carries a cookie is the same on every database')

afterEach(closeApps)

const minute = 60_000
const hour = 60 * minute

/** A panel and a browser whose clocks go on at our word. */
async function inTime(settings: TestAppOptions['settings'], routes?: Routes) {
  const time = { now: Date.parse('2030-01-01T08:00:00Z') }
  const app = await startApp({
    settings: { clock: () => new Date(time.now), cookie: { maxAge: hour }, ...settings },
    ...(routes ? { routes } : {}),
  })
  const browser = new BrowserClient(app.origin, () => time.now)
  await logIn(browser, 'foo')
  return { app, browser, time }
}

const cookieOf = ({ headers }: Answer) => headers.getSetCookie().find((cookie) => cookie.startsWith('adminjs='))
const maxAgeOf = (answer: Answer) => Number(/Max-Age=(\d+)/i.exec(cookieOf(answer) ?? '')?.[1])

const routesOfTheApp: Routes = (app) => {
  app.get('/cached', (_req, res) => {
    res.set('Cache-Control', 'public, max-age=60').send('the same for everybody')
  })
  app.get('/streamed', (_req, res) => {
    res.write('one')
    res.end('two')
  })
  app.get('/with-a-cookie', (_req, res) => {
    res.cookie('theme', 'dark').send('dark')
  })
  app.post('/remember-me', (req, res) => {
    req.session.cookie.maxAge = 30 * 24 * hour
    res.send('for a month')
  })
  app.post('/stay-a-little', (req, res) => {
    req.session.cookie.maxAge = 90_200
    res.send('for a minute and a half')
  })
}

describe('a cookie with a lifetime', () => {
  it('keeps people logged in who work all day, and nobody who does not', async () => {
    const { browser, time } = await inTime({})
    for (let hours = 0; hours < 10; hours += 0.5) {
      time.now += hour / 2
      assert.equal(await isLoggedIn(browser), true, `after ${String(hours)} hours`)
    }
    time.now += hour + 2 * minute
    assert.equal(await isLoggedIn(browser), false)
    assert.equal(browser.cookies.size, 0)
  })

  it('never ends before its session', async () => {
    const { browser, time } = await inTime({ touchAfterMs: 10 * minute })
    time.now += 9 * minute
    // Not noted, as the login was noted a moment ago.
    assert.equal(cookieOf(await browser.get('/admin')), undefined)
    time.now += hour
    assert.equal(await isLoggedIn(browser), true)
  })

  it('is not sent again by a steady request, which reads once and writes nothing', async () => {
    const { app, browser, time } = await inTime({})
    time.now += 2 * minute
    assert.equal(maxAgeOf(await browser.get('/admin')), 3660)
    app.database.takeStatements()
    time.now += minute / 2
    const answer = await browser.get('/admin')
    assert.deepEqual([answer.headers.getSetCookie(), app.database.takeStatements().length], [[], 1])
  })

  it('is renewed by the write that notes the use of its session, and by no other', async () => {
    const { app, browser, time } = await inTime({ touchAfterMs: 0 })
    const plain = await startApp({ settings: { touchAfterMs: 0, clock: () => new Date(time.now) } })
    const other = await plain.browserOf('foo')
    const counts: number[] = []
    for (const [database, client] of [[app.database, browser] as const, [plain.database, other] as const]) {
      database.takeStatements()
      await client.get('/admin')
      counts.push(database.takeStatements().length)
    }
    assert.equal(counts[0], counts[1])
  })

  it('is not renewed by an open tab that asks whether its session is live', async () => {
    const { browser, time } = await inTime({ touchAfterMs: 0 })
    time.now += 30 * minute
    const answer = await browser.get('/admin/api/single-session', { headers: { accept: 'application/json' } })
    assert.deepEqual([answer.status, answer.headers.getSetCookie()], [200, []])
  })

  it('is not renewed by a file of the panel, nor for somebody without a session', async () => {
    const { app, browser, time } = await inTime({ touchAfterMs: 0 })
    time.now += 30 * minute
    const asset = await browser.get('/admin/frontend/assets/logo-mini.svg')
    const stranger = await app.browser().get('/admin/login')
    assert.deepEqual([asset, stranger].map(cookieOf), [undefined, undefined])
  })

  it('is in no answer that a cache may give to other people', async () => {
    const { browser, time } = await inTime({ touchAfterMs: 0 }, routesOfTheApp)
    time.now += 30 * minute
    const answer = await browser.get('/cached')
    assert.deepEqual([answer.text, answer.headers.getSetCookie()], ['the same for everybody', []])
  })

  it('is in no answer that began before its session was found, and the session is noted to be in use', async () => {
    const { app, browser, time } = await inTime({ touchAfterMs: 0 }, routesOfTheApp)
    time.now += 30 * minute
    const answer = await browser.get('/streamed')
    assert.deepEqual([answer.text, cookieOf(answer)], ['onetwo', undefined])
    assert.equal((await app.prisma.userSession.findFirstOrThrow()).lastSeenAt.getTime(), time.now)
  })

  it('leaves the other cookies of an answer alone', async () => {
    const { browser, time } = await inTime({}, routesOfTheApp)
    time.now += 30 * minute
    const answer = await browser.get('/with-a-cookie')
    assert.deepEqual(
      answer.headers.getSetCookie().map((cookie) => cookie.slice(0, cookie.indexOf('='))),
      ['theme', 'adminjs'],
    )
  })

  it('that the app gives to one session reaches the browser, and lasts as long as it said', async () => {
    const { browser, time } = await inTime({ cookie: {} }, routesOfTheApp)
    assert.equal(maxAgeOf(await browser.post('/remember-me')), 30 * 24 * 3600 + 60)
    time.now += 29 * 24 * hour
    assert.equal(await isLoggedIn(browser), true)
    time.now += 29 * 24 * hour
    assert.equal(await isLoggedIn(browser), true)
  })

  it('has the attributes of the one from the login, and the newest signature', async () => {
    const cookie = { maxAge: hour, sameSite: 'strict', domain: '127.0.0.1', path: '/' } as const
    const { app, browser, time } = await inTime({ cookie, secret: 'o'.repeat(32) })
    const secret = ['n'.repeat(32), 'o'.repeat(32)]
    const next = await startApp({
      database: app.database,
      settings: { cookie, secret, clock: () => new Date(time.now) },
    })
    const moved = new BrowserClient(next.origin, () => time.now)
    for (const [name, value] of browser.cookies) moved.cookies.set(name, value)
    time.now += 30 * minute
    const renewed = cookieOf(await moved.get('/admin')) ?? ''
    assert.match(
      renewed,
      /^adminjs=s%3A.+; Max-Age=3660; Domain=127\.0\.0\.1; Path=\/; Expires=.+; HttpOnly; SameSite=Strict$/,
    )
    const newest = await startApp({
      database: app.database,
      settings: { secret: 'n'.repeat(32), clock: () => new Date(time.now) },
    })
    const last = newest.browser()
    for (const [name, value] of moved.cookies) last.cookies.set(name, value)
    assert.equal(await isLoggedIn(last), true)
  })

  it('has a second more rather than one less, where its session does not end with a whole second', async () => {
    const { browser } = await inTime({ cookie: {} }, routesOfTheApp)
    assert.equal(maxAgeOf(await browser.post('/stay-a-little')), 91 + 60)
  })

  it('lasts by the clock of the browser, whatever that of the process says', async () => {
    const app = await startApp({ settings: { cookie: { maxAge: hour } } })
    let now = Date.now() + 24 * hour
    const ahead = new BrowserClient(app.origin, () => now)
    await logIn(ahead, 'foo')
    assert.equal(await isLoggedIn(ahead), true)
    now += hour + 2 * minute
    assert.equal(await isLoggedIn(ahead), false)
  })

  it('that is secure is renewed over HTTPS alone', async () => {
    const { app, browser, time } = await inTime(
      { touchAfterMs: 0, cookie: { name: 'adminjs', maxAge: hour, secure: true } },
      (express) => express.set('trust proxy', 1),
    )
    const overHttps = { headers: { 'x-forwarded-proto': 'https' } }
    await browser.post('/admin/login', { email: 'foo@example.com', password: 'secret' }, overHttps)
    time.now += 30 * minute
    assert.equal(cookieOf(await browser.get('/admin')), undefined)
    assert.match(cookieOf(await browser.get('/admin', overHttps)) ?? '', /; Secure;/)
    assert.equal(await app.prisma.session.count(), 1)
  })
})

describe('a cookie without a lifetime', () => {
  it('is sent once, at the login', async () => {
    const { browser, time } = await inTime({ cookie: {}, touchAfterMs: 0 })
    const value = browser.cookies.get('adminjs')
    time.now += 30 * minute
    assert.deepEqual((await browser.get('/admin')).headers.getSetCookie(), [])
    assert.equal(browser.cookies.get('adminjs'), value)
  })
})

describe('the cookie of a session that ends while a request is under way', () => {
  const late: Errand[] = [{ do: 'look' }, { do: 'write', path: 'late', value: 1 }, { do: 'save' }]
  for (const errand of late) {
    it(`is not in the late answer to "${errand.do}", which would take the next login from the browser`, async () => {
      const errands = new Errands()
      const { app, browser, time } = await inTime({ touchAfterMs: 0 }, errands.routes)
      time.now += minute
      const request = await errands.begin(browser.copy(), errand)
      await logIn(browser, 'foo')
      const answer = await request.finish()
      assert.deepEqual([answer.status, answer.headers.getSetCookie()], [200, []])
      assert.equal(await isLoggedIn(browser), true)
      assert.equal(await app.prisma.session.count(), 1)
    })
  }
})
