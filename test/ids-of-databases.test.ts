// The ids of users are the database's: it takes letters for the same that JavaScript does not, such as capitals in a uuid.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, afterEach, describe, it } from 'node:test'
import { getModelByName } from '@adminjs/prisma'
import type { ResourceWithOptions } from 'adminjs'
import { clientModuleOf } from '../src/index.js'
import { closeApps, isLoggedIn, startApp, type TestApp } from './support/app.js'
import { provider, type TestDatabase } from './support/database.js'
import { createHouse, type House } from './support/house.js'
import { loginOf, ruleOf } from './support/rule.js'

afterEach(closeApps)

/** The schema with ids of users that are texts, or of this native type of texts. */
const withTextIds =
  (native = '') =>
  (schema: string) =>
    schema
      .replace('id           Int           @id @default(autoincrement())', `id String @id ${native}`)
      .replaceAll(/ (userId|byUserId)( +)Int(\??)/g, ` $1$2String$3 ${native}`)

/** Adds a user, past the types of the demo's client. */
const addUser = ({ prisma }: House, id: string) =>
  prisma.user.create({ data: { id: id as never, email: `${id}@example.com`, passwordHash: 'secret' } })

/** An app on this house, in which anybody logs in under the id that they give as their email. */
async function startHouse({ prisma }: House): Promise<TestApp> {
  const database: TestDatabase = { prisma, url: '', takeStatements: () => [], close: () => Promise.resolve() }
  return startApp({
    database,
    settings: { userResource: false },
    resources: () => [],
    authentication: { authenticate: (email) => Promise.resolve({ id: email, email }) },
    routes: (app, singleSession) => {
      app.post('/enter/:id', async (req, res) => {
        await singleSession.login(req, { id: req.params.id })
        res.send('in')
      })
    },
  })
}

/** A panel on this house, with the users and the trail, and a browser in which a user is logged in. */
async function logInToPanel({ prisma }: House, id: string, resourceOf: (name: string) => ResourceWithOptions) {
  const app = await startApp({
    database: { prisma, url: '', takeStatements: () => [], close: () => Promise.resolve() },
    resources: () => ['User', 'SessionEvent'].map(resourceOf),
    authentication: { authenticate: (email) => Promise.resolve({ id, email }) },
  })
  const browser = app.browser()
  assert.equal((await browser.post('/admin/login', { email: id, password: '' })).status, 302)
  return { app, browser }
}

/** Holds the house to one session for all ways to write one user's id. */
function testIds(title: string, skip: string | false, open: () => Promise<House>, id: string, others: string[]): void {
  describe(title, { skip }, () => {
    it('are one user’s, who has one session', async () => {
      const house = await open()
      await addUser(house, id)
      const app = await startHouse(house)
      let before = undefined
      for (const [index, spelling] of [id, ...others].entries()) {
        const browser = app.browser()
        const answer =
          index % 2 === 0
            ? await browser.post('/admin/login', { email: spelling, password: '' })
            : await browser.post(`/enter/${encodeURIComponent(spelling)}`)
        assert.ok(answer.status < 400, answer.text)
        assert.equal(await isLoggedIn(browser), true, `${spelling} is in`)
        if (before) assert.equal(await isLoggedIn(before), false, 'the session before')
        before = browser
        assert.equal(await house.prisma.userSession.count(), 1)
      }
      const spelling = others.at(-1) ?? id
      assert.deepEqual(await app.singleSession.endSessions(spelling), { users: 1, sessions: 1 })
      await closeApps()
      await house.close()
    })

    it('have one session after parallel logins', async () => {
      const house = await open()
      await addUser(house, id)
      const rule = ruleOf(house.prisma)
      await Promise.all([id, ...others, id, ...others].map((spelling) => rule.logIn(loginOf(spelling))))
      assert.equal(await house.prisma.userSession.count(), 1)
      await house.close()
    })
  })
}

const unlessMysql = provider === 'mysql' ? false : 'only MySQL and MariaDB compare texts without their case by default'
testIds('ids of a collation without case and accents', unlessMysql, () => createHouse(withTextIds()), 'alice', [
  'Alice',
  'ÁLICE',
  'ALICE',
])

const unlessSqlite = provider === 'sqlite' ? false : 'only SQLite has NOCASE'
const noCase = (sql: string) => sql.replaceAll(/"(id|userId|byUserId)" TEXT/g, '"$1" TEXT COLLATE NOCASE')
testIds('ids without case on SQLite', unlessSqlite, () => createHouse(withTextIds(), noCase), 'alice', [
  'Alice',
  'ALICE',
])

const unlessPostgres = provider === 'postgresql' ? false : 'only PostgreSQL has a type for uuids'
const uuid = randomUUID()
testIds('uuids', unlessPostgres, () => createHouse(withTextIds('@db.Uuid')), uuid, [uuid.toUpperCase(), `{${uuid}}`])

describe('what is no uuid', { skip: unlessPostgres }, () => {
  it('is refused, where PostgreSQL would fail', async () => {
    const house = await createHouse(withTextIds('@db.Uuid'))
    await addUser(house, uuid)
    await house.prisma.user.updateMany({ data: { isSuperuser: true } })
    const clientModule = await clientModuleOf(house.prisma)
    const { app, browser } = await logInToPanel(house, uuid, (name) => ({
      resource: { model: getModelByName(name, clientModule) as object, client: house.prisma, clientModule },
      options: {},
    }))
    for (const path of [
      'User/actions/list?filters.id=abc',
      'User/actions/search/abc?searchProperty=id',
      'User/records/abc/show',
      `User/records/%7B${uuid}/show`,
      'SessionEvent/actions/list?filters.userId=abc',
    ]) {
      const { status, text } = await browser.get(`/admin/api/resources/${path}`)
      assert.equal(status, 400, `${path}: ${text}`)
    }
    for (const path of [
      `User/actions/list?filters.id=${uuid}`,
      `User/actions/search/${uuid}?searchProperty=id`,
      `SessionEvent/actions/list?filters.userId=${uuid}`,
    ]) {
      const { status, text } = await browser.get(`/admin/api/resources/${path}`)
      assert.equal(status, 200, text)
      assert.equal((JSON.parse(text) as { records: unknown[] }).records.length, 1, path)
    }
    await assert.rejects(app.singleSession.endSessions('abc'), { code: 'ERR_SINGLE_SESSION_INVALID_OPTION' })
    await closeApps()
    await house.close()
  })
})

describe('ids that are of the type BigInt', () => {
  it('log in, and stay in', async () => {
    const house = await createHouse((schema) =>
      schema
        .replace('id           Int ', 'id           BigInt ')
        .replaceAll(/ (userId|byUserId)( +)Int(\??)/g, ' $1$2BigInt$3'),
    )
    // SQLite’s driver takes no number that JavaScript cannot hold exactly.
    const id = provider === 'sqlite' ? 2n ** 50n : 2n ** 60n
    await house.prisma.user.create({ data: { id: id as never, email: 'a@example.com', passwordHash: 'secret' } })
    const database = { prisma: house.prisma, url: '', takeStatements: () => [], close: () => Promise.resolve() }
    const app = await startApp({
      database,
      settings: { userResource: false },
      resources: () => [],
      authentication: { authenticate: (email) => Promise.resolve({ id: id as never, email }) },
    })
    const browsers = [app.browser(), app.browser()]
    for (const browser of browsers) {
      const { status, text } = await browser.post('/admin/login', { email: 'a@example.com', password: '' })
      assert.equal(status, 302, text)
      assert.equal(await isLoggedIn(browser), true)
    }
    assert.deepEqual(await Promise.all(browsers.map(isLoggedIn)), [false, true])
    await closeApps()
    await house.close()
  })
})

after(closeApps)
