// An app whose schema has a model Session already: that of Auth.js, for the visitors of its site. Our models stand beside it under
// other names, as the command "init" writes them, and the id of the users is called uid.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { getModelByName } from '@adminjs/prisma'
import type { PrismaClient } from '@prisma/client'
import { clientModuleOf, createSingleSession, type LoginUser } from '../src/index.js'
import { idIn, idPropertyOf, withIdIn } from '../src/rule/described-user.js'
import type { UserId } from '../src/rule/session.js'
import { closeApps, isLoggedIn, logIn, secret, startApp, type TestApp } from './support/app.js'
import type { BrowserClient } from './support/browser-client.js'
import { appFolder } from './support/cli.js'
import type { TestDatabase } from './support/database.js'
import { frontEndOf } from './support/front-end.js'
import { createHouse, type House } from './support/house.js'

/** The models of Auth.js, as its documentation has them for Prisma; the user has what our tests want beside it. */
const authJs = `model User {
  uid           String    @id @default(cuid())
  name          String?
  email         String    @unique
  emailVerified DateTime?
  image         String?
  passwordHash  String
  isSuperuser   Boolean   @default(false)
  permissions   String    @default("")
  accounts      Account[]
  sessions      Session[]
}

model Account {
  id                String  @id @default(cuid())
  userId            String
  type              String
  provider          String
  providerAccountId String
  access_token      String?
  expires_at        Int?
  user              User    @relation(fields: [userId], references: [uid], onDelete: Cascade)

  @@unique([provider, providerAccountId])
}

model Session {
  id           String   @id @default(cuid())
  sessionToken String   @unique
  userId       String
  expires      DateTime
  user         User     @relation(fields: [userId], references: [uid], onDelete: Cascade)
}

model VerificationToken {
  identifier String
  token      String   @unique
  expires    DateTime

  @@unique([identifier, token])
}
`

/** What "init" makes of Auth.js's schema. */
async function withOurs(schema: string): Promise<string> {
  const [head = ''] = schema.split(/^model /m)
  const folder = await appFolder({ 'schema.prisma': head + authJs }, true)
  try {
    const { code, out, err } = await folder.run(['init', '--write'])
    assert.equal(code, 0, err)
    assert.match(out, /are called AdminSession, AdminUserSession and AdminSessionEvent here/)
    return await folder.read('schema.prisma')
  } finally {
    await folder.remove()
  }
}

/** What the tests ask of a delegate of a model that the types of the demo's client do not know. */
interface Rows {
  findMany(args?: object): Promise<Record<string, unknown>[]>
  create(args: object): Promise<unknown>
  count(): Promise<number>
  updateMany(args: object): Promise<unknown>
}
type Delegates = Record<
  'user' | 'account' | 'session' | 'verificationToken' | 'adminSession' | 'adminUserSession' | 'adminSessionEvent',
  Rows
>

describe('beside the models of Auth.js', () => {
  let house: House
  let app: TestApp
  let rows: Delegates

  const uidOf = async (name: string): Promise<string> => {
    const [user] = await rows.user.findMany({ where: { email: `${name}@example.com` } })
    return String(user?.uid)
  }
  /** Every row of Auth.js. */
  const theirs = () =>
    Promise.all([rows.account, rows.session, rows.verificationToken].map((model) => model.findMany()))

  before(async () => {
    house = await createHouse(withOurs)
    // Its models are not those of the demo's client, whose types it has.
    rows = house.prisma as unknown as Delegates
    app = await startHouse(house, rows)
    for (const name of ['foo', 'bar']) {
      const userId = await uidOf(name)
      const expires = new Date(0)
      await rows.session.create({ data: { sessionToken: `token of ${name}`, userId, expires } })
      await rows.account.create({ data: { userId, type: 'oauth', provider: 'github', providerAccountId: name } })
    }
    await rows.verificationToken.create({ data: { identifier: 'foo', token: 'secret', expires: new Date(0) } })
  })
  after(async () => {
    await closeApps()
    await house.close()
  })

  it('a second login ends the first session, whether the app says id or uid', async () => {
    const before = await theirs()
    for (const name of ['foo', 'bar']) {
      const [first, second] = [await app.browserOf(name), await app.browserOf(name)]
      assert.deepEqual([await isLoggedIn(first), await isLoggedIn(second)], [false, true], name)
      assert.match((await first.get('/admin/login')).text, /singleSession/)
      assert.equal((await app.singleSession.listSessions(await uidOf(name))).sessions.length, 1)
    }
    assert.equal(await rows.adminUserSession.count(), 2)
    assert.deepEqual(await theirs(), before)
  })

  it('a page names its user, whatever the app calls the id, and does nothing in the session of another', async () => {
    const edit = `/admin/api/resources/User/records/${await uidOf('dave')}/show`
    const status = async (browser: BrowserClient, user: unknown) => {
      const headers = { accept: 'application/json', 'single-session-user': encodeURIComponent(String(user)) }
      return (await browser.get(edit, { headers })).status
    }
    const [foo, bar, root] = [await app.browserOf('foo'), await app.browserOf('bar'), await app.browserOf('root')]
    const ids = await Promise.all([foo, bar, root].map(idOnPage))
    assert.deepEqual(ids, [await uidOf('foo'), await uidOf('bar'), 'an id of its own'])
    for (const [index, browser] of [foo, bar, root].entries()) {
      assert.deepEqual(
        await Promise.all(ids.map((id) => status(browser, id))),
        ids.map((_, of) => (of === index ? 200 : 401)),
      )
      const { user } = (await browser.get('/admin/api/single-session')).json() as { user: unknown }
      assert.equal(user, ids[index])
    }
  })

  it('parallel logins leave one session', async () => {
    const browsers = Array.from({ length: 6 }, () => app.browser())
    const answers = await Promise.all(browsers.map((browser) => logIn(browser, 'foo')))
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([302]))
    assert.equal((await Promise.all(browsers.map(isLoggedIn))).filter(Boolean).length, 1)
  })

  it('the bulk action logs out whom it may, by the permission of a user with a uid', async () => {
    const [foo, root, carol] = [await app.browserOf('foo'), await app.browserOf('root'), await app.browserOf('carol')]
    const before = await theirs()
    const ids = (await Promise.all(['foo', 'root'].map(uidOf))).join(',')
    const path = `/admin/api/resources/User/bulk/logoutOnAllSessions?recordIds=${ids}`
    assert.equal((await (await app.browserOf('bar')).post(path)).text.includes('singleSessionForbidden'), true)
    assert.match((await carol.post(path)).text, /"type":"success"/)
    assert.deepEqual([await isLoggedIn(foo), await isLoggedIn(root), await isLoggedIn(carol)], [false, true, true])
    assert.deepEqual(await theirs(), before)
  })

  it('a change of an account ends its other sessions, and no login is made that of somebody else', async () => {
    const [bar, root] = [await app.browserOf('bar'), await app.browserOf('root')]
    const edit = `/admin/api/resources/User/records/${await uidOf('bar')}/edit`
    assert.match((await root.post(edit, { passwordHash: 'another' })).text, /singleSessionChangedAndEnded/)
    assert.deepEqual([await isLoggedIn(bar), await isLoggedIn(root)], [false, true])
    await rows.user.updateMany({ data: { passwordHash: 'secret' } })

    const foo = await app.browserOf('foo')
    assert.equal((await foo.post(`/become/${await uidOf('root')}`)).status, 500)
    const [error] = app.errors.splice(0) as { code?: unknown }[]
    assert.equal(error?.code, 'ERR_SINGLE_SESSION_UNLINKED_LOGIN')
    assert.equal(await isLoggedIn(foo), true)
  })

  it('the trail is that resource, with our texts, for those who may read it', async () => {
    const [dave, foo] = [await app.browserOf('dave'), await app.browserOf('foo')]
    const list = '/admin/api/resources/AdminSessionEvent/actions/list'
    const { records } = (await dave.get(list)).json() as { records: { params: Record<string, unknown> }[] }
    const events = new Set(records.map(({ params }) => params.event))
    for (const event of ['login', 'replaced', 'accountChanged']) assert.ok(events.has(event), event)
    assert.ok(records.every(({ params }) => !('sessionKey' in params)))
    assert.match((await foo.get(list)).text, /singleSessionForbidden/)
    const { translateLabel, translateProperty } = await frontEndOf(dave)
    const said = ['AdminSessionEvent', 'SessionEvent', 'Session'].map((id) => [
      translateLabel(id, id),
      translateProperty('byUserId', id),
    ])
    assert.deepEqual(said, [
      ['Session events', 'Ended by'],
      ['Session Event', 'By User Id'],
      ['Session', 'By User Id'],
    ])
  })

  it('the cleanup removes expired sessions of ours, and the end of everyone ends all of ours', async () => {
    const before = await theirs()
    const foo = await app.browserOf('foo')
    const userId = await uidOf('foo')
    await rows.adminSession.updateMany({ where: { userSession: { userId } }, data: { expiresAt: new Date(0) } })
    assert.equal(await app.singleSession.removeExpiredSessions(), 1)
    assert.equal(await isLoggedIn(foo), false)
    assert.ok((await app.singleSession.endEveryone()).sessions > 0)
    assert.equal(await rows.adminUserSession.count(), 0)
    assert.deepEqual(await theirs(), before)
  })

  it('an option may name the models, too', () => {
    const models = { userSession: 'AdminUserSession', sessionEvent: 'AdminSessionEvent' }
    createSingleSession({ prisma: house.prisma, secret, models })
    const wrong = { prisma: house.prisma, secret, models: { userSession: 'Session' } }
    assert.throws(() => createSingleSession(wrong), {
      code: 'ERR_SINGLE_SESSION_MISSING_MODEL',
      message:
        /The model Session of the Prisma schema has no field sid\. .*model Session \{\n {2}sid .*references: \[uid\]/s,
    })
  })
})

/** The id that AdminJS's front end has of the user of its page. */
async function idOnPage(browser: BrowserClient): Promise<unknown> {
  const [, state = ''] = /window\.REDUX_STATE = (.*);\n/.exec((await browser.get('/admin')).text) ?? []
  return (JSON.parse(state) as { session?: { id?: unknown } }).session?.id
}

/** The panel of the house: it lists the users, the trail, and the sessions of Auth.js. Bar alone has the id as `id`, and root another one there. */
async function startHouse({ prisma }: House, rows: Delegates): Promise<TestApp> {
  const clientModule = await clientModuleOf(prisma)
  const resourceOf = (name: string) => ({
    model: getModelByName(name, clientModule) as object,
    client: prisma,
    clientModule,
  })
  const database: TestDatabase = { prisma, url: '', takeStatements: () => [], close: () => Promise.resolve() }
  return startApp({
    database,
    settings: { endSessionsOnChangeOf: ['passwordHash'], keepEventsForDays: 1 },
    resources: (_: PrismaClient) => ['User', 'AdminSessionEvent', 'Session'].map(resourceOf),
    authentication: {
      async authenticate(email, password) {
        const [user] = await rows.user.findMany({ where: { email } })
        if (user?.passwordHash !== password) return null
        const { uid } = user
        const described = email.startsWith('bar') ? { id: uid, email } : { uid, email }
        const own = email.startsWith('root') ? { id: 'an id of its own' } : {}
        return { ...described, ...own } as LoginUser // as of an app in JavaScript
      },
    },
    routes(routes) {
      routes.post('/become/:uid', (req, res) => {
        req.session.adminUser = { uid: req.params.uid, email: 'foo@example.com' }
        res.send('done')
      })
    },
  })
}

describe('the id of a user whom the app describes', () => {
  const model = { idName: 'uid', fields: ['uid', 'email'], parseId: (value: unknown) => value as string | undefined }
  const withId = { ...model, fields: [...model.fields, 'id'] }

  it('is under its own name, or else under id', () => {
    assert.equal(idIn({ uid: 'a', id: 'b' }, model), 'a')
    assert.equal(idIn({ id: 'b' }, model), 'b')
    assert.equal(idPropertyOf({ id: 'b' }, model), 'id')
    for (const nobody of [undefined, null, 'a', 7, true]) assert.equal(idIn(nobody, model), undefined)
  })

  it('is never another field that is called id', () => {
    assert.equal(idIn({ uid: 'a', id: 'b' }, withId), 'a')
    assert.equal(idIn({ id: 'b' }, withId), undefined)
    assert.equal(idPropertyOf({ id: 'b' }, withId), 'uid')
  })

  it('is in the session as the database has it, and under id for AdminJS', () => {
    const held = (user: object, id: UserId, of = model) => withIdIn(user, 'A', id, of)
    assert.deepEqual(held({ uid: 'A' }, 'a'), { uid: 'a', id: 'a' })
    assert.deepEqual(held({ uid: 'A' }, 'A'), { uid: 'A', id: 'A' })
    assert.deepEqual(held({ id: 'A' }, 'a'), { id: 'a' })
    assert.deepEqual(held({ uid: 'A', id: 'b' }, 'a'), { uid: 'a', id: 'b' })
    assert.deepEqual(held({ uid: 'A' }, 'a', withId), { uid: 'a' })
    assert.deepEqual(held({ uid: 1n }, 1n), { uid: '1', id: '1' })
    const user = { uid: 'A', id: 'A' }
    assert.equal(held(user, 'A'), user)
  })
})
