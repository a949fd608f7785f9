// A database that fails, for real: its tables are away for a while. Nobody is taken for anonymous, nothing is reported
// as done that was not done, and afterwards all is as it was.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import type { PrismaClient } from '@prisma/client'
import { provider } from './support/database.js'
import { closeApps, countLive, idOf, isLoggedIn, logIn, logOut, startApp } from './support/app.js'

afterEach(closeApps)

/** Takes tables away while `work` runs. */
async function without(prisma: PrismaClient, tables: string[], work: () => Promise<void>): Promise<void> {
  const rename = (from: string, to: string) =>
    prisma.$executeRawUnsafe(`ALTER TABLE ${quoted(from)} RENAME TO ${quoted(to)}`)
  for (const table of tables) await rename(table, `${table}_away`)
  try {
    await work()
  } finally {
    for (const table of tables) await rename(`${table}_away`, table)
  }
}

/** Makes the database refuse to delete sessions while `work` runs; all else works. */
async function withoutDeletes(prisma: PrismaClient, work: () => Promise<void>): Promise<void> {
  const sessions = quoted('Session')
  if (provider === 'postgresql') {
    await prisma.$executeRawUnsafe(
      "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE 'no'; END $$ LANGUAGE plpgsql",
    )
  }
  await prisma.$executeRawUnsafe(
    {
      sqlite: `CREATE TRIGGER keep BEFORE DELETE ON ${sessions} BEGIN SELECT RAISE(ABORT, 'no'); END`,
      postgresql: `CREATE TRIGGER keep BEFORE DELETE ON ${sessions} FOR EACH ROW EXECUTE FUNCTION refuse()`,
      mysql: `CREATE TRIGGER keep BEFORE DELETE ON ${sessions} FOR EACH ROW SIGNAL SQLSTATE '45000'`,
    }[provider],
  )
  try {
    await work()
  } finally {
    await prisma.$executeRawUnsafe(`DROP TRIGGER keep${provider === 'postgresql' ? ` ON ${sessions}` : ''}`)
  }
}

const quoted = (name: string) => (provider === 'mysql' ? `\`${name}\`` : `"${name}"`)

const everything = ['UserSession', 'Session', 'User']

describe('while the database fails', () => {
  it('answers a request with 503, not with the login page, and goes on afterwards', async () => {
    const app = await startApp()
    const browser = await app.browserOf('foo')
    await without(app.prisma, everything, async () => {
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
    await withoutDeletes(app.prisma, async () => {
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
      await without(app.prisma, [table], async () => {
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
    await withoutDeletes(app.prisma, async () => {
      assert.equal((await root.post(path)).status, 503)
    })
    assert.equal(await isLoggedIn(foo), true)
  })

  it('keeps the message free of what was asked, and the cause for the operator', async () => {
    const app = await startApp()
    const browser = await app.browserOf('foo')
    await without(app.prisma, everything, async () => {
      await browser.get('/admin')
    })
    const [error] = app.errors as (Error & { code: string })[]
    assert.equal(error?.code, 'ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE')
    assert.ok(error.cause instanceof Error)
    const sid = (await app.prisma.session.findFirstOrThrow()).sid
    assert.doesNotMatch(`${error.message}${String(error.cause)}`, new RegExp(sid))
  })
})
