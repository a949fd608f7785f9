// How long sessions live: until nobody has used them for their idle time, and at most for their absolute time.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { createSingleSession } from '../src/index.js'
import {
  closeApps,
  idOf,
  isLoggedIn,
  secret,
  startApp,
  type Routes,
  type TestApp,
  type TestAppOptions,
} from './support/app.js'
import type { BrowserClient } from './support/browser-client.js'
import { connect } from './support/database.js'
import { noticeFor } from './support/login-notice.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('what it asks of a database is tested on all of them in port.test.ts, and in the promises')

afterEach(closeApps)

const minute = 60_000
const hour = 60 * minute
const start = Date.parse('2030-01-01T08:00:00Z')

/** A panel whose time goes on at our word. */
async function appInTime(settings: TestAppOptions['settings'], options: TestAppOptions = {}) {
  const time = { now: start }
  const app = await startApp({ ...options, settings: { clock: () => new Date(time.now), ...settings } })
  return { app, time }
}

/** The browser of somebody, at a panel on the same sessions that has other settings, at the same time. */
async function movedTo(
  settings: TestAppOptions['settings'],
  { database }: TestApp,
  time: { readonly now: number },
  browser: BrowserClient,
): Promise<BrowserClient> {
  const other = await startApp({ database, settings: { ...settings, clock: () => new Date(time.now) } })
  const moved = other.browser()
  for (const [name, value] of browser.cookies) moved.cookies.set(name, value)
  return moved
}

const whatChangesASession: Routes = (app) => {
  app.post('/write', (req, res) => {
    Object.assign(req.session, { at: Math.random() })
    res.send('written')
  })
  app.post('/rotate', (req, res, next) => {
    const { adminUser } = req.session
    req.session.regenerate((error: unknown) => {
      if (adminUser) req.session.adminUser = adminUser
      if (error) next(error)
      else res.send('rotated')
    })
  })
  app.post('/remember-me', (req, res) => {
    req.session.cookie.maxAge = 30 * 24 * hour
    res.send('for a month')
  })
}

const live = async ({ app, time }: { app: TestApp; time: { now: number } }, name: string) => {
  const userId = await idOf(app.prisma, name)
  return app.prisma.userSession.count({ where: { userId, session: { expiresAt: { gt: new Date(time.now) } } } })
}

describe('absoluteTimeoutMs', () => {
  const settings = { absoluteTimeoutMs: 12 * hour, idleTimeoutMs: 30 * minute }

  it('ends a session that long after its login, however much it is used', async () => {
    const { app, time } = await appInTime(settings)
    const foo = await app.browserOf('foo')
    for (; time.now < start + 12 * hour - minute; time.now += 20 * minute) assert.equal(await isLoggedIn(foo), true)
    time.now = start + 12 * hour - 1
    assert.equal(await isLoggedIn(foo), true)
    time.now += 1
    assert.equal(await isLoggedIn(foo), false)
  })

  const uses: [what: string, use: (browser: BrowserClient) => Promise<unknown>][] = [
    ['a page of the panel', (browser) => browser.get('/admin')],
    ['a request that writes into it', (browser) => browser.post('/write')],
    ['a new id', (browser) => browser.post('/rotate')],
    ['a cookie that lasts a month', (browser) => browser.post('/remember-me')],
    ['"Stay logged in"', (browser) => browser.post('/admin/api/single-session')],
  ]
  for (const [what, use] of uses) {
    it(`is made no longer by ${what}`, async () => {
      const inTime = await appInTime(settings, { routes: whatChangesASession })
      const { app, time } = inTime
      const foo = await app.browserOf('foo')
      while (time.now < start + 12 * hour - 30 * minute) {
        time.now += 25 * minute
        await use(foo)
        const { expiresAt } = await app.prisma.session.findFirstOrThrow()
        assert.ok(expiresAt.getTime() <= start + 12 * hour)
      }
      assert.deepEqual([await isLoggedIn(foo), await live(inTime, 'foo')], [true, 1])
      time.now = start + 12 * hour
      await use(foo)
      assert.deepEqual([await isLoggedIn(foo), await live(inTime, 'foo')], [false, 0])
      assert.equal(await app.singleSession.removeExpiredSessions(), 1)
    })
  }

  it('begins anew with each login', async () => {
    const { app, time } = await appInTime(settings)
    const foo = await app.browserOf('foo')
    time.now += 12 * hour
    assert.equal(await isLoggedIn(foo), false)
    const again = await app.browserOf('foo')
    time.now += 29 * minute
    assert.equal(await isLoggedIn(again), true)
  })

  it('holds for a session from before it was set, or was lowered', async () => {
    const { app, time } = await appInTime({ idleTimeoutMs: 7 * 24 * hour })
    const foo = await app.browserOf('foo')
    time.now += 13 * hour
    const settings = { clock: () => new Date(time.now), idleTimeoutMs: 7 * 24 * hour, absoluteTimeoutMs: 12 * hour }
    const stricter = await startApp({ database: app.database, settings })
    const moved = stricter.browser()
    for (const [name, value] of foo.cookies) moved.cookies.set(name, value)
    assert.equal(await isLoggedIn(foo), true)
    assert.equal(await isLoggedIn(moved), false)
    // It is none of the sessions that a login counts or ends, either.
    await stricter.browserOf('foo')
    assert.equal(await app.prisma.sessionEvent.count({ where: { event: 'replaced' } }), 0)
  })

  it('leaves a session that is nobody’s alone', async () => {
    const { app, time } = await appInTime({ absoluteTimeoutMs: hour, idleTimeoutMs: 3 * hour }, { routes: visits })
    const visitor = app.browser()
    await visitor.post('/visit')
    time.now += 2 * hour
    assert.equal((await visitor.get('/visit')).text, 'seen')
  })

  it('still notes when the session was seen last, once the end stands still', async () => {
    const { app, time } = await appInTime({ absoluteTimeoutMs: hour, idleTimeoutMs: 24 * hour, touchAfterMs: minute })
    const foo = await app.browserOf('foo')
    const seenAt = async () => (await app.prisma.userSession.findFirstOrThrow()).lastSeenAt.getTime()
    time.now += 10 * minute
    await foo.get('/admin')
    assert.equal(await seenAt(), time.now)
    app.database.takeStatements()
    time.now += 30_000
    await foo.get('/admin')
    assert.equal(app.database.takeStatements().length, 1)
    assert.equal(await seenAt(), time.now - 30_000)
  })

  it('costs no statement', async () => {
    const counts: number[] = []
    for (const settings of [{}, { absoluteTimeoutMs: hour }]) {
      const app = await startApp({ settings })
      app.database.takeStatements()
      const foo = await app.browserOf('foo')
      await foo.get('/admin')
      counts.push(app.database.takeStatements().length)
    }
    assert.equal(counts[1], counts[0])
  })
})

const visits: Routes = (app) => {
  app.post('/visit', (req, res) => {
    Object.assign(req.session, { seen: 'seen' })
    res.send()
  })
  app.get('/visit', (req, res) => {
    res.send((req.session as { seen?: string }).seen ?? 'never seen')
  })
}

describe('the login page', () => {
  const settings = { absoluteTimeoutMs: 2 * hour, idleTimeoutMs: hour, touchAfterMs: 0 }

  it('says of a session that was used to the end that it has reached its longest time', async () => {
    const { app, time } = await appInTime(settings)
    const foo = await app.browserOf('foo')
    time.now += 50 * minute
    await foo.get('/admin')
    time.now += 50 * minute
    await foo.get('/admin')
    time.now = start + 2 * hour
    assert.equal((await noticeFor(foo))?.message, 'singleSessionEndedLongest')
  })

  it('says so of one from before the option was set, too', async () => {
    const { app, time } = await appInTime({ idleTimeoutMs: 24 * hour })
    const foo = await app.browserOf('foo')
    time.now += 3 * hour
    const moved = await movedTo(settings, app, time, foo)
    assert.equal((await noticeFor(moved))?.message, 'singleSessionEndedLongest')
  })

  it('says of one that nobody used that it has expired, even when its longest time has passed meanwhile', async () => {
    const { app, time } = await appInTime(settings)
    const foo = await app.browserOf('foo')
    time.now += 3 * hour
    assert.equal((await noticeFor(foo))?.message, 'singleSessionEndedExpired')
  })

  it('says that it has expired when nobody can know any more which of the two it was', async () => {
    const { app, time } = await appInTime(settings)
    const foo = await app.browserOf('foo')
    time.now += 50 * minute
    await foo.get('/admin')
    time.now += 50 * minute
    await foo.get('/admin')
    time.now = start + 2 * hour
    await app.singleSession.removeExpiredSessions()
    assert.equal((await noticeFor(foo))?.message, 'singleSessionEndedExpired')
  })
})

describe('an open tab', () => {
  const json = { headers: { accept: 'application/json' } }
  const path = '/admin/api/single-session'
  const settings = { idleTimeoutMs: 30 * minute, absoluteTimeoutMs: 2 * hour, checkIntervalMs: 5000 }

  it('is told how long its session has left, and from when on to say so', async () => {
    const { app, time } = await appInTime(settings)
    const foo = await app.browserOf('foo')
    time.now += 10 * minute
    const user = String(await idOf(app.prisma, 'foo'))
    const live = { checkIntervalMs: 5000, remainingMs: 21 * minute, warningMs: minute, canStay: true, user }
    assert.deepEqual((await foo.get(path, json)).json(), live)
    time.now += 10 * minute
    // Asking is no use of it.
    assert.deepEqual((await foo.get(path, json)).json(), { ...live, remainingMs: 11 * minute })
  })

  it('stays logged in by a POST, which is a use of the session however lately the last one was noted', async () => {
    const { app, time } = await appInTime({ ...settings, touchAfterMs: 29 * minute })
    const foo = await app.browserOf('foo')
    time.now += 58 * minute + 30_000
    const before = (await foo.get(path, json)).json() as { remainingMs: number }
    assert.equal(before.remainingMs, 30_000)
    const answer = await foo.post(path, {}, json)
    assert.deepEqual([answer.status, answer.headers.get('cache-control')], [200, 'no-store'])
    assert.equal((answer.json() as { remainingMs: number }).remainingMs, 59 * minute)
    assert.equal((await app.prisma.userSession.findFirstOrThrow()).lastSeenAt.getTime(), time.now)
    time.now += 58 * minute
    assert.equal(await isLoggedIn(foo), true)
  })

  it('is not offered to stay when the session is about to reach its longest time', async () => {
    const { app, time } = await appInTime(settings)
    const foo = await app.browserOf('foo')
    while (time.now < start + 2 * hour - 20 * minute) {
      time.now += 20 * minute
      await foo.get('/admin')
    }
    time.now = start + 2 * hour - minute / 2
    const user = String(await idOf(app.prisma, 'foo'))
    const live = { checkIntervalMs: 5000, remainingMs: minute / 2, warningMs: minute, canStay: false, user }
    assert.deepEqual((await foo.get(path, json)).json(), live)
    assert.deepEqual((await foo.post(path, {}, json)).json(), live)
  })

  it('is told of the longest time of a session from before that was set', async () => {
    const { app, time } = await appInTime({ idleTimeoutMs: 24 * hour })
    const foo = await app.browserOf('foo')
    time.now += 1.5 * hour
    const moved = await movedTo(settings, app, time, foo)
    assert.equal(((await moved.get(path, json)).json() as { remainingMs: number }).remainingMs, hour / 2)
  })

  it('is warned in the second half of an idle time that is shorter than the warning, and at no other', async () => {
    const { app } = await appInTime(settings, {
      routes(express) {
        express.post('/briefly', (req, res) => {
          req.session.cookie.maxAge = 40_000
          res.send()
        })
      },
    })
    const foo = await app.browserOf('foo')
    await foo.post('/briefly')
    assert.equal(((await foo.get(path, json)).json() as { warningMs: number }).warningMs, 20_000)
  })

  it('of another site cannot stay in the name of its visitors', async () => {
    const { app, time } = await appInTime({ ...settings, touchAfterMs: 0 })
    const foo = await app.browserOf('foo')
    time.now += 10 * minute
    const answer = await foo.post(path, {}, { headers: { ...json.headers, 'sec-fetch-site': 'cross-site' } })
    assert.equal(answer.status, 403)
    assert.equal(((await foo.get(path, json)).json() as { remainingMs: number }).remainingMs, 20 * minute)
  })

  it('is not told that it stays when its session was ended, or when that cannot be noted', async () => {
    const { app } = await appInTime({ ...settings, touchAfterMs: 0 })
    const foo = await app.browserOf('foo')
    await app.browserOf('foo')
    const answer = await foo.post(path, {}, json)
    assert.deepEqual([answer.status, answer.headers.get('single-session')], [401, 'ended'])
    const bar = await app.browserOf('bar')
    // MySQL has its own quotes.
    const rename = (from: string, to: string) => {
      const sql = `ALTER TABLE "UserSession" RENAME COLUMN "${from}" TO "${to}"`
      const isMysql = process.env.TEST_DATABASE_URL?.startsWith('mysql')
      return app.prisma.$executeRawUnsafe(isMysql ? sql.replaceAll('"', '`') : sql)
    }
    await rename('lastSeenAt', 'seen')
    try {
      assert.equal((await bar.post(path, {}, json)).status, 503)
    } finally {
      await rename('seen', 'lastSeenAt')
    }
  })
})

describe('idleWarningMs', () => {
  const start = (settings: object) => createSingleSession({ prisma: connect('file:never.db'), secret, ...settings })

  it('has to be less than the times without a use', () => {
    for (const times of [{ idleTimeoutMs: 60_000 }, { cookie: { maxAge: 60_000 } }]) {
      assert.throws(
        () => start({ ...times, idleWarningMs: 60_000 }),
        /^SingleSessionError: idleWarningMs has to be less/,
      )
      start({ ...times, idleWarningMs: 59_999 })
      start({ ...times, idleWarningMs: 0 })
      start(times)
    }
  })
})
