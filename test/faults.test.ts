// A database that fails, for real: its tables are away for a while. Nobody is taken for anonymous, nothing is reported
// as done that was not done, and afterwards all is as it was.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import type { PrismaClient } from '@prisma/client'
import type { ErrorRequestHandler, Request } from 'express'
import { provider } from './support/database.js'
import { closeApps, countLive, idOf, isLoggedIn, logIn, logOut, startApp, type Routes } from './support/app.js'

declare module 'express-session' {
  interface SessionData {
    note?: string
  }
}

afterEach(closeApps)

/** Takes tables away while `work` runs. */
async function withoutTables(prisma: PrismaClient, tables: string[], work: () => Promise<void>): Promise<void> {
  const rename = (from: string, to: string) =>
    prisma.$executeRawUnsafe(`ALTER TABLE ${quoted(from)} RENAME TO ${quoted(to)}`)
  for (const table of tables) await rename(table, `${table}_away`)
  try {
    await work()
  } finally {
    for (const table of tables) await rename(`${table}_away`, table)
  }
}

/** Makes the database refuse to delete or to change sessions while `work` runs; all else works. */
async function without(action: 'DELETE' | 'UPDATE', prisma: PrismaClient, work: () => Promise<void>): Promise<void> {
  const sessions = quoted('Session')
  if (provider === 'postgresql') {
    await prisma.$executeRawUnsafe(
      "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE 'no'; END $$ LANGUAGE plpgsql",
    )
  }
  await prisma.$executeRawUnsafe(
    {
      sqlite: `CREATE TRIGGER keep BEFORE ${action} ON ${sessions} BEGIN SELECT RAISE(ABORT, 'no'); END`,
      postgresql: `CREATE TRIGGER keep BEFORE ${action} ON ${sessions} FOR EACH ROW EXECUTE FUNCTION refuse()`,
      mysql: `CREATE TRIGGER keep BEFORE ${action} ON ${sessions} FOR EACH ROW SIGNAL SQLSTATE '45000'`,
    }[provider],
  )
  try {
    await work()
  } finally {
    await prisma.$executeRawUnsafe(`DROP TRIGGER keep${provider === 'postgresql' ? ` ON ${sessions}` : ''}`)
    if (provider === 'postgresql') await prisma.$executeRawUnsafe('DROP FUNCTION refuse')
  }
}

const quoted = (name: string) => (provider === 'mysql' ? `\`${name}\`` : `"${name}"`)

const everything = ['UserSession', 'Session', 'User']

describe('while the database fails', () => {
  it('answers a request with 503, not with the login page, and goes on afterwards', async () => {
    const app = await startApp()
    const browser = await app.browserOf('foo')
    await withoutTables(app.prisma, everything, async () => {
      const answer = await browser.get('/admin')
      assert.equal(answer.status, 503)
      assert.equal(answer.headers.get('retry-after'), '5')
      assert.equal(answer.headers.get('set-cookie'), null)
    })
    assert.equal(await isLoggedIn(browser), true)
  })

  it('does not report a logout that did not happen', async () => {
    const app = await startApp()
    const browser = await app.browserOf('foo')
    await without('DELETE', app.prisma, async () => {
      const answer = await logOut(browser)
      assert.equal(answer.status, 503)
      assert.equal(await isLoggedIn(browser), true)
    })
    assert.equal((await logOut(browser)).status, 302)
    assert.equal(await isLoggedIn(browser), false)
  })

  for (const table of everything) {
    it(`refuses a login without the table ${table}, and leaves the earlier session`, async () => {
      const app = await startApp()
      const earlier = await app.browserOf('foo')
      const browser = app.browser()
      await withoutTables(app.prisma, [table], async () => {
        const answer = await logIn(browser, 'foo')
        assert.equal(answer.status, 503)
        assert.equal(answer.headers.get('set-cookie'), null)
      })
      assert.equal(await isLoggedIn(earlier), true)
      assert.equal(await countLive(app.prisma), 1)
      assert.equal(await app.prisma.session.count(), 1)
      assert.equal((await logIn(browser, 'foo')).status, 302)
    })
  }

  it('fails a bulk action instead of reporting it', async () => {
    const app = await startApp()
    const [root, foo] = [await app.browserOf('root'), await app.browserOf('foo')]
    const path = `/admin/api/resources/User/bulk/logoutOnAllSessions?recordIds=${String(await idOf(app.prisma, 'foo'))}`
    await without('DELETE', app.prisma, async () => {
      assert.equal((await root.post(path)).status, 503)
    })
    assert.equal(await isLoggedIn(foo), true)
  })

  it('keeps the message free of what was asked, and the cause for the operator', async () => {
    const app = await startApp()
    const browser = await app.browserOf('foo')
    await without('DELETE', app.prisma, async () => {
      await logOut(browser)
    })
    const [error] = app.errors as (Error & { code: string })[]
    assert.equal(error?.code, 'ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE')
    assert.ok(error.cause instanceof Error)
    const sid = (await app.prisma.session.findFirstOrThrow()).sid
    assert.doesNotMatch(`${error.message}${String(error.cause)}`, new RegExp(sid))
  })
})

/** Ways to answer a request that changed its session. */
const routes: Routes = (app, singleSession) => {
  app.use('/change', (req, _res, next) => {
    req.session.note = 'changed'
    next()
  })
  app.all('/change/text', (_req, res) => {
    res.set('Cache-Control', 'public').send('done')
  })
  app.get('/change/redirect', (_req, res) => {
    res.redirect('/done')
  })
  app.get('/change/twice', (_req, res) => {
    res.end('done')
    res.end('done')
  })
  app.get('/change/two-answers', (_req, res) => {
    res.status(201).set('X-First', 'yes').send('done')
    res.status(404).set('X-Second', 'yes').send('there is nothing here')
  })
  app.get('/change/pieces', (_req, res) => {
    res.write('do')
    setImmediate(() => res.end('ne'))
  })
  app.get('/change/status', (_req, res) => {
    res.status(201).send('done')
  })
  // A handler that, like many, forgets the status.
  app.use('/change/status', ((_error, _req, res, _next) => {
    res.send('sorry')
  }) satisfies ErrorRequestHandler)
  app.get('/number', (req, res) => {
    Object.assign(req.session, { number: 1n })
    res.send('done')
  })
  app.post('/log-in/:id', async (req: Request<{ id: string }>, res) => {
    await singleSession.login(req, { id: Number(req.params.id) })
    req.session.note = 'changed'
    res.send('done')
  })
}

describe('a session that is saved', () => {
  it('goes with the first of two answers, whose status and headers stay as they are while it is saved', async () => {
    const app = await startApp({ routes })
    const { status, headers, text } = await (await app.browserOf('foo')).get('/change/two-answers')
    assert.deepEqual([status, text], [201, 'done'])
    assert.deepEqual([headers.get('X-First'), headers.get('X-Second')], ['yes', null])
  })
})

describe('a session that cannot be saved', () => {
  for (const [way, path, method] of [
    ['a text', '/change/text', 'GET'],
    ['a HEAD', '/change/text', 'HEAD'],
    ['a redirect', '/change/redirect', 'GET'],
    ['an answer that is given twice', '/change/twice', 'GET'],
  ] as const) {
    it(`is never answered as saved: ${way}`, async () => {
      const app = await startApp({ routes })
      const browser = await app.browserOf('foo')
      await without('UPDATE', app.prisma, async () => {
        const { status, headers, text } = await browser.request(path, { method })
        const names = ['retry-after', 'location', 'cache-control', 'set-cookie']
        assert.deepEqual([status, ...names.map((name) => headers.get(name))], [503, '5', null, null, null])
        assert.doesNotMatch(text, /done/)
      })
      assert.equal(await isLoggedIn(browser), true)
      assert.equal((await browser.request(path, { method })).status, way === 'a redirect' ? 302 : 200)
    })
  }

  it('breaks an answer off that has begun', async () => {
    const app = await startApp({ routes })
    const browser = await app.browserOf('foo')
    await without('UPDATE', app.prisma, async () => {
      await assert.rejects(browser.get('/change/pieces'))
    })
    assert.equal((await browser.get('/change/pieces')).text, 'done')
  })

  it('is no success even if the error handler forgets the status', async () => {
    const app = await startApp({ routes })
    const browser = await app.browserOf('foo')
    await without('UPDATE', app.prisma, async () => {
      const { status, text } = await browser.get('/change/status')
      assert.deepEqual({ status, text }, { status: 500, text: 'sorry' })
    })
  })

  it('fails for what JSON cannot hold, and the app goes on', async () => {
    const app = await startApp({ routes })
    const browser = await app.browserOf('foo')
    assert.equal((await browser.get('/number')).status, 500)
    assert.equal(await isLoggedIn(browser), true)
  })

  it('leaves the browser with the session of a login that did happen', async () => {
    const app = await startApp({ routes })
    const [earlier, browser] = [await app.browserOf('foo'), app.browser()]
    const id = await idOf(app.prisma, 'foo')
    await without('UPDATE', app.prisma, async () => {
      assert.equal((await browser.post(`/log-in/${String(id)}`)).status, 503)
    })
    assert.deepEqual([await isLoggedIn(earlier), await isLoggedIn(browser)], [false, true])
  })
})
