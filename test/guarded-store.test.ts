// What the store costs and what it saves, seen through express-session and counted at the database.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { PrismaSessionStore } from '@quixo3/prisma-session-store'
import { countLive, isLoggedIn, logIn, closeApps, startApp, type Routes } from './support/app.js'
import { sidOf } from './support/sessions.js'

afterEach(closeApps)

const routes: Routes = (app) => {
  app.get('/nothing', (_req, res) => {
    res.send('nothing')
  })
  app.post('/change', (req, res) => {
    Object.assign(req.session, { changed: req.query.to })
    res.send('changed')
  })
  app.get('/session', (req, res) => {
    res.json(req.session)
  })
  app.post('/destroy', (req, res, next) => {
    req.session.destroy((error: unknown) => {
      if (error) next(error)
      else res.send('destroyed')
    })
  })
}

describe('what a request costs', () => {
  it('is one statement and no write for a steady request of a logged-in user', async () => {
    const app = await startApp({ routes })
    const browser = await app.browserOf('foo')
    app.database.takeStatements()
    await browser.get('/nothing')
    const statements = app.database.takeStatements()
    assert.equal(statements.length, 1)
    assert.match(statements[0] ?? '', /^SELECT .* LEFT JOIN /)
  })

  it('is nothing without a cookie, or with one that is not ours', async () => {
    const app = await startApp({ routes })
    app.database.takeStatements()
    const stranger = app.browser()
    await stranger.get('/nothing')
    await stranger.get('/admin/logout')
    for (const cookie of [
      'adminjs=abc',
      'adminjs=s%3Aabc.forged',
      'adminjs=s%3A.',
      'adminjs=%',
      'adminjs',
      '=',
      ';;;',
      `adminjs=s%3A${'x'.repeat(8000)}.y`,
    ]) {
      assert.equal((await stranger.get('/nothing', { headers: { cookie } })).status, 200)
    }
    assert.deepEqual(app.database.takeStatements(), [])
  })

  it("is nothing for AdminJS's own files, with or without a cookie", async () => {
    const app = await startApp()
    const browser = await app.browserOf('foo')
    app.database.takeStatements()
    for (const visitor of [browser, app.browser()]) {
      for (const file of ['app.bundle.js', 'logo.svg', 'components.bundle.js']) {
        const answer = await visitor.get(`/admin/frontend/assets/${file}`)
        assert.equal(answer.status, 200)
        assert.equal(answer.headers.get('set-cookie'), null)
      }
    }
    assert.deepEqual(app.database.takeStatements(), [])
    assert.equal(await isLoggedIn(browser), true)
  })

  it('is one statement for all requests that come at the same time', async () => {
    const app = await startApp({ routes })
    const names = ['foo', 'bar', 'carol', 'dave', 'root']
    const browsers = await Promise.all(names.map((name) => app.browserOf(name)))
    const { store } = app.singleSession.sessionOptions
    const sids = (await app.prisma.session.findMany()).map(({ sid }) => sid)
    app.database.takeStatements()
    const sessions = await Promise.all([...sids, ...sids, 'unknown'].map((sid) => store.get(sid)))
    assert.equal(app.database.takeStatements().length, 1)
    assert.deepEqual(
      sessions.map((session) => (session?.adminUser as { email: string } | undefined)?.email.split('@')[0]),
      [...(await Promise.all(sids.map(nameOf))), ...(await Promise.all(sids.map(nameOf))), undefined],
    )
    assert.deepEqual(
      await Promise.all(browsers.map(isLoggedIn)),
      names.map(() => true),
    )

    async function nameOf(sid: string): Promise<string | undefined> {
      const link = await app.prisma.userSession.findUniqueOrThrow({ where: { sid }, include: { user: true } })
      return link.user.email.split('@')[0]
    }
  })

  it('grows by a touch only after touchAfterMs', async () => {
    let now = Date.now()
    const app = await startApp({ routes, settings: { clock: () => new Date(now), touchAfterMs: 60_000 } })
    const browser = await app.browserOf('foo')
    const before = await app.prisma.userSession.findFirstOrThrow()
    now += 59_000
    app.database.takeStatements()
    await browser.get('/nothing')
    assert.equal(app.database.takeStatements().length, 1)
    now += 1_000
    await browser.get('/nothing')
    const writes = app.database.takeStatements().filter((statement) => statement.startsWith('UPDATE'))
    assert.equal(writes.length, 2)
    const { lastSeenAt, session } = await app.prisma.userSession.findFirstOrThrow({ include: { session: true } })
    assert.equal(lastSeenAt.getTime() - before.lastSeenAt.getTime(), 60_000)
    assert.equal(session.expiresAt.getTime(), now + 86_400_000 + 60_000)
  })

  it('is the same for a login however many sessions others have', async () => {
    const app = await startApp()
    const costOfLogin = async () => {
      app.database.takeStatements()
      await app.browserOf('foo')
      const statements = app.database.takeStatements().filter((statement) => statement !== 'COMMIT')
      // AdminJS saves the session after our login did: nothing changed, so nothing is written.
      assert.equal(statements.filter((statement) => /^UPDATE .*Session/.test(statement)).length, 0)
      return statements.length
    }
    await costOfLogin()
    const before = await costOfLogin()
    // authenticate; and seven: permissions, lock, sessions and their ends, end of the earlier one, session, link, event
    assert.ok(before <= 8, `${String(before)} statements`)
    for (let i = 0; i < 20; i++) await app.browserOf('bar')
    assert.equal(await costOfLogin(), before)
  })
})

describe('what is saved', () => {
  it('is what a request changed, and it survives a touch', async () => {
    let now = Date.now()
    const app = await startApp({ routes, settings: { clock: () => new Date(now) } })
    const browser = await app.browserOf('foo')
    await browser.post('/change?to=blue')
    now += 120_000
    await browser.get('/nothing')
    assert.match((await browser.get('/session')).text, /"changed":"blue"/)
    assert.equal(await isLoggedIn(browser), true)
  })

  it('is an anonymous session, once it holds something', async () => {
    const app = await startApp({ routes })
    const browser = app.browser()
    await browser.get('/session')
    assert.equal(await app.prisma.session.count(), 0)
    await browser.post('/change?to=blue')
    await browser.post('/change?to=red')
    assert.match((await browser.get('/session')).text, /"changed":"red"/)
    assert.deepEqual([await app.prisma.session.count(), await countLive(app.prisma)], [1, 0])
  })

  it('ends with req.session.destroy(), for this session alone', async () => {
    const app = await startApp({ routes, settings: { singleUserSession: false } })
    const [first, second] = [await app.browserOf('foo'), await app.browserOf('foo')]
    await first.post('/destroy')
    assert.deepEqual([await isLoggedIn(first), await isLoggedIn(second)], [false, true])
    assert.equal(await app.prisma.session.count(), 1)
  })

  it('keeps the lifetime of a cookie that has one', async () => {
    let now = Date.now()
    const app = await startApp({
      routes,
      settings: { clock: () => new Date(now), touchAfterMs: 0, cookie: { maxAge: 60_000 } },
    })
    const browser = await app.browserOf('foo')
    now += 59_000
    assert.equal(await isLoggedIn(browser), true)
    now += 59_000
    assert.equal(await isLoggedIn(browser), true)
    const { cookie } = (await browser.get('/session')).json() as { cookie: { originalMaxAge: number } }
    assert.equal(cookie.originalMaxAge, 60_000)
    now += 61_000
    assert.equal(await isLoggedIn(browser), false)
  })

  it('is the lifetime that the app gives to one cookie, too', async () => {
    const app = await startApp({
      routes(express) {
        express.post('/remember-me', (req, res) => {
          req.session.cookie.maxAge = 30 * 86_400_000
          res.send('for a month')
        })
      },
    })
    const browser = await app.browserOf('foo')
    await browser.post('/remember-me')
    const { data, expiresAt } = await app.prisma.session.findFirstOrThrow()
    assert.match(data, /"originalMaxAge":2592000000/)
    assert.ok(expiresAt.getTime() > Date.now() + 29 * 86_400_000)
    assert.equal(await isLoggedIn(browser), true)
  })

  it('accepts a cookie that was signed with an older secret, and signs with the newest', async () => {
    const app = await startApp({ settings: { secret: ['n'.repeat(32), 'o'.repeat(32)] } })
    const old = await startApp({ database: app.database, settings: { secret: 'o'.repeat(32) } })
    const browser = await old.browserOf('foo')
    const moved = app.browser()
    for (const [name, value] of browser.cookies) moved.cookies.set(name, value)
    assert.equal(await isLoggedIn(moved), true)
    await logIn(moved, 'foo')
    browser.cookies.clear()
    for (const [name, value] of moved.cookies) browser.cookies.set(name, value)
    assert.equal(await isLoggedIn(browser), false)
  })
})

describe('the store that apps reach as sessionOptions.store', () => {
  it('has an own form of every operation that PrismaSessionStore has on the table', async () => {
    const app = await startApp()
    const touched: string[] = []
    // Notes who reaches for the table, and lets nothing happen.
    const table = new Proxy({}, { get: (_target, name) => () => Promise.resolve(touched.push(String(name))) })
    const connection = { $connect: () => Promise.resolve(), $disconnect: () => Promise.resolve() }
    const plain = new PrismaSessionStore({ session: table, ...connection } as never, { logger: false })
    const operations = Object.entries(plain).filter(
      ([name, operation]) => typeof operation === 'function' && name !== 'dbRecordIdFunction',
    )
    assert.ok(operations.length >= 9)
    const own = Object.fromEntries(Object.entries(app.singleSession.sessionOptions.store))
    const inherited = operations.filter(([name, operation]) => String(own[name]) === String(operation))
    assert.deepEqual(
      inherited.map(([name]) => name),
      [],
    )
  })

  it('ends everyone by clear(), and the audit trail tells of it', async () => {
    const app = await startApp({ settings: { singleUserSession: false } })
    const browsers = [await app.browserOf('foo'), await app.browserOf('foo'), await app.browserOf('bar')]
    const { store } = app.singleSession.sessionOptions
    assert.equal(await store.length(), 3)
    await store.clear()
    assert.equal(await store.length(), 0)
    assert.deepEqual(await Promise.all(browsers.map(isLoggedIn)), [false, false, false])
    const events = await app.prisma.sessionEvent.findMany({ where: { event: { not: 'login' } } })
    assert.deepEqual(
      events.map(({ event }) => event),
      ['revoked', 'revoked', 'revoked'],
    )
  })

  it('ends one session by destroy(), and the audit trail tells of it', async () => {
    const app = await startApp({ settings: { singleUserSession: false } })
    const [first, second] = [await app.browserOf('foo'), await app.browserOf('foo')]
    await app.singleSession.sessionOptions.store.destroy(sidOf(first))
    await app.singleSession.sessionOptions.store.destroy('unknown')
    assert.deepEqual([await isLoggedIn(first), await isLoggedIn(second)], [false, true])
    assert.equal(await app.prisma.sessionEvent.count({ where: { event: 'revoked' } }), 1)
  })

  it('removes what has expired by prune(), and nothing else', async () => {
    const app = await startApp()
    const browser = await app.browserOf('foo')
    await app.prisma.session.create({ data: { id: 'old', sid: 'old', data: '{}', expiresAt: new Date(0) } })
    await app.singleSession.sessionOptions.store.prune()
    assert.equal(await app.prisma.session.count(), 1)
    assert.equal(await isLoggedIn(browser), true)
  })

  it('hands out neither the sessions nor their ids', async () => {
    const app = await startApp()
    await app.browserOf('foo')
    const { store } = app.singleSession.sessionOptions
    await assert.rejects(store.all(), { code: 'ERR_SINGLE_SESSION_NOT_LISTED' })
    await assert.rejects(store.ids(), { code: 'ERR_SINGLE_SESSION_NOT_LISTED' })
    await new Promise<void>((resolve) => {
      void store.all((error, sessions) => {
        assert.match(String(error), /lists neither sessions nor their ids/)
        assert.equal(sessions, undefined)
        resolve()
      })
    })
  })
})
