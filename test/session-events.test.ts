// The audit trail: every login and every end of a session is written down in the transaction that does it, the app is told,
// and what is old is removed.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { afterEach, describe, it } from 'node:test'
import type { LoginNews, SessionEndNews } from '../src/index.js'
import { keyOf } from '../src/rule/session-key.js'
import { closeApps, eventResource, idOf, logIn, logOut, startApp, userResource, type TestApp } from './support/app.js'
import { provider } from './support/database.js'
import { sidOf } from './support/sessions.js'

afterEach(closeApps)

const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0'

/** The trail, oldest first, with the names of the people. */
async function trailOf({ prisma }: TestApp) {
  const users = await prisma.user.findMany()
  const nameOf = (id: number | null) => users.find((user) => user.id === id)?.email.split('@')[0] ?? id
  const events = await prisma.sessionEvent.findMany({ orderBy: [{ createdAt: 'asc' }, { event: 'asc' }] })
  return events.map(({ event, userId, byUserId }) => [event, nameOf(userId), nameOf(byUserId)])
}

/** A clock that goes on by a second with each question: no two events are of the same time. */
function ticking() {
  let now = Date.parse('2030-01-01')
  return () => new Date((now += 1000))
}

describe('the trail', () => {
  it('tells who logged in, who was logged out by whom, and why', async () => {
    const app = await startApp({ settings: { clock: ticking() } })
    const [first, second, root] = [app.browser(), app.browser(), app.browser()]
    await logIn(first, 'foo')
    await logIn(second, 'foo')
    await logOut(second)
    await logIn(first, 'foo')
    await logIn(root, 'root')
    await root.post(
      `/admin/api/resources/User/bulk/logoutOnAllSessions?recordIds=${String(await idOf(app.prisma, 'foo'))}`,
    )
    await app.singleSession.endSessions(await idOf(app.prisma, 'root'))
    assert.deepEqual(await trailOf(app), [
      ['login', 'foo', null],
      ['login', 'foo', null],
      ['replaced', 'foo', null],
      ['logout', 'foo', null],
      ['login', 'foo', null],
      ['login', 'root', null],
      ['revoked', 'foo', 'root'],
      ['revoked', 'root', null],
    ])
  })

  it('tells apart where a user logged out, and where that logged them out too', async () => {
    const app = await startApp({ settings: { singleUserSession: 2, clock: ticking() } })
    const [here, there] = [await app.browserOf('foo'), await app.browserOf('foo')]
    const keys = [keyOf(sidOf(here)), keyOf(sidOf(there))]
    await logOut(here)
    const ends = await app.prisma.sessionEvent.findMany({ where: { event: { not: 'login' } } })
    assert.deepEqual(
      new Map(ends.map(({ sessionKey, event }) => [sessionKey, event])),
      new Map([
        [keys[0], 'logout'],
        [keys[1], 'logoutElsewhere'],
      ]),
    )
  })

  it('keeps where from, of the one who did it, and no session id', async () => {
    const app = await startApp({ settings: { clock: ticking() } })
    const browser = app.browser()
    await browser.post(
      '/admin/login',
      { email: 'foo@example.com', password: 'secret' },
      { headers: { 'user-agent': userAgent } },
    )
    const sids = [sidOf(browser)]
    await logIn(app.browser(), 'foo')
    const events = await app.prisma.sessionEvent.findMany({ orderBy: { createdAt: 'asc' } })
    assert.equal(events[0]?.userAgent, userAgent)
    assert.equal(
      events.every(({ ipAddress }) => ipAddress === '127.0.0.1'),
      true,
    )
    assert.equal(
      events.some(({ event, userAgent: by }) => event === 'replaced' && by !== userAgent),
      true,
    )
    for (const sid of sids) assert.ok(!JSON.stringify(events).includes(sid))
  })

  it('keeps neither address nor user agent if the options say so', async () => {
    const app = await startApp({ settings: { recordIpAddress: false, recordUserAgent: false } })
    await logOut(await app.browserOf('foo'))
    const events = await app.prisma.sessionEvent.findMany()
    assert.deepEqual(
      events.map(({ ipAddress, userAgent: agent }) => [ipAddress, agent]),
      [
        [null, null],
        [null, null],
      ],
    )
  })

  it('has nothing of what did not happen', async () => {
    const app = await startApp()
    await logIn(app.browser(), 'foo', 'wrong')
    await logOut(app.browser())
    await app.singleSession.endSessions(await idOf(app.prisma, 'foo'))
    const browser = await app.browserOf('foo')
    await app.prisma.sessionEvent.deleteMany()
    // A table that takes no more: the logout fails as a whole.
    await refuseEvents(app)
    assert.equal((await logOut(browser)).status, 503)
    assert.equal((await browser.get('/admin')).status, 200)
    assert.equal((await logIn(app.browser(), 'bar')).status, 503)
    assert.equal(await app.prisma.userSession.count(), 1)
  })

  it('says of an expired session that a login removed nothing: it had ended by itself', async () => {
    let now = Date.parse('2030-01-01')
    const app = await startApp({ settings: { idleTimeoutMs: 1000, touchAfterMs: 0, clock: () => new Date(now) } })
    await app.browserOf('foo')
    now += 60_000
    await app.browserOf('foo')
    assert.deepEqual(
      (await trailOf(app)).map(([event]) => event),
      ['login', 'login'],
    )
  })

  it('is as long as it has to be: thousands of events are written by few statements', async () => {
    const app = await startApp({ settings: { singleUserSession: false } })
    const count = 3000
    const expiresAt = new Date(Date.now() + 60_000)
    const fooId = await idOf(app.prisma, 'foo')
    const sids = Array.from({ length: count }, (_, index) => `sid-${String(index)}`)
    await app.prisma.session.createMany({ data: sids.map((sid) => ({ id: sid, sid, data: '{}', expiresAt })) })
    await app.prisma.userSession.createMany({ data: sids.map((sid) => ({ sid, userId: fooId })) })
    app.database.takeStatements()
    assert.deepEqual(await app.singleSession.endSessions(fooId), { users: 1, sessions: count })
    const inserts = app.database.takeStatements().filter((statement) => statement.startsWith('INSERT'))
    assert.equal(inserts.length, 1)
    assert.equal(await app.prisma.sessionEvent.count(), count)
  })

  it('is removed when it is old, with the expired sessions', async () => {
    let now = Date.parse('2030-01-01')
    const app = await startApp({ settings: { keepEventsForDays: 30, clock: () => new Date(now) } })
    await app.browserOf('foo')
    now += 29 * 24 * 60 * 60 * 1000
    await app.browserOf('bar')
    now += 2 * 24 * 60 * 60 * 1000
    assert.equal(await app.singleSession.removeExpiredSessions(), 2)
    assert.deepEqual(
      (await trailOf(app)).map(([, user]) => user),
      ['bar'],
    )
  })
})

/** Makes every insert of an event fail, as a full disk would. */
const refuseEvents = ({ prisma }: TestApp) =>
  prisma.$executeRawUnsafe(`DROP TABLE ${provider === 'mysql' ? '`SessionEvent`' : '"SessionEvent"'}`)

describe('the app', () => {
  it('is told of each login and of each end, after it has happened', async () => {
    const logins: LoginNews[] = []
    const ends: SessionEndNews[] = []
    const app = await startApp({
      settings: { onLogin: (news) => void logins.push(news), onSessionEnd: (news) => void ends.push(news) },
    })
    const fooId = await idOf(app.prisma, 'foo')
    await app.browserOf('foo')
    const second = await app.browserOf('foo')
    await logOut(second)
    assert.deepEqual(
      logins.map(({ userId, ipAddress }) => [userId, ipAddress]),
      [
        [fooId, '127.0.0.1'],
        [fooId, '127.0.0.1'],
      ],
    )
    assert.deepEqual(
      ends.map(({ userId, reason, byUserId }) => [userId, reason, byUserId]),
      [
        [fooId, 'replaced', null],
        [fooId, 'logout', null],
      ],
    )
    assert.ok(logins[0]?.at instanceof Date)
  })

  it('is not told of a login that failed', async () => {
    const told: unknown[] = []
    const app = await startApp({ settings: { onLogin: (news) => void told.push(news) } })
    await refuseEvents(app)
    assert.equal((await logIn(app.browser(), 'foo')).status, 503)
    assert.deepEqual(told, [])
  })

  it('that fails when it is told changes nothing, and is warned', async () => {
    const app = await startApp({
      settings: {
        onLogin: () => {
          throw new Error('the mail server is away')
        },
        onSessionEnd: () => Promise.reject(new Error('the mail server is away')),
      },
    })
    const warnings: Error[] = []
    const keep = (warning: Error) => warnings.push(warning)
    process.on('warning', keep)
    const browser = await app.browserOf('foo')
    assert.equal((await logOut(browser)).status, 302)
    while (warnings.length < 2) await once(process, 'warning')
    process.off('warning', keep)
    assert.deepEqual(
      warnings.map(({ message }) => /The option (\w+) .*mail server is away/.exec(message)?.[1]),
      ['onLogin', 'onSessionEnd'],
    )
    assert.deepEqual(app.errors, [])
  })
})

describe('in the panel the trail', () => {
  const start = (listsUsers = true) =>
    startApp({
      settings: { userResource: listsUsers },
      resources: (prisma) => [...(listsUsers ? [{ resource: userResource(prisma) }] : []), eventResource(prisma)],
    })
  const list = '/admin/api/resources/SessionEvent/actions/list'

  it('is read by those who may log out everybody, newest first, and by nobody else', async () => {
    const app = await start()
    for (const [name, mayRead] of [
      ['root', true],
      ['dave', true],
      ['carol', false],
      ['foo', false],
    ] as const) {
      const browser = await app.browserOf(name)
      const { records } = (await browser.get(list)).json() as { records?: { params: { event: string } }[] }
      assert.equal(records !== undefined && records.length > 0, mayRead, name)
      assert.equal((await browser.get('/admin')).text.includes('"href":"/admin/resources/SessionEvent"'), mayRead, name)
    }
  })

  it('loses its reader with the permission, though the menu still shows it', async () => {
    const app = await start()
    const dave = await app.browserOf('dave')
    await app.prisma.user.update({ where: { email: 'dave@example.com' }, data: { permissions: '' } })
    const answer = (await dave.get(list)).json() as { records?: unknown[]; notice?: { type: string } }
    assert.deepEqual([answer.records, answer.notice?.type], [[], 'error'])
  })

  it('cannot be changed, whoever tries', async () => {
    const app = await start()
    const root = await app.browserOf('root')
    const [event] = await app.prisma.sessionEvent.findMany()
    assert.ok(event)
    const paths = [
      '/actions/new',
      `/records/${event.id}/edit`,
      `/records/${event.id}/delete`,
      `/bulk/bulkDelete?recordIds=${event.id}`,
    ]
    for (const path of paths) await root.post(`/admin/api/resources/SessionEvent${path}`, { event: 'forged' })
    assert.deepEqual(await app.prisma.sessionEvent.findMany(), [event])
  })

  it('names the device, and shows no key of a session', async () => {
    const app = await start()
    const root = app.browser()
    const headers = { 'user-agent': userAgent }
    await root.post('/admin/login', { email: 'root@example.com', password: 'secret' }, { headers })
    const answer = await root.get(list)
    assert.match(answer.text, /"userAgent":"Firefox 120 · Linux"/)
    assert.match(answer.text, /"populated":\{"userId":.*root@example\.com/)
    assert.ok(!answer.text.includes(sidOf(root)))
  })

  it('works in a panel that does not list the users', async () => {
    const app = await start(false)
    const root = await app.browserOf('root')
    const { records } = (await root.get(list)).json() as { records: unknown[] }
    assert.equal(records.length, 1)
  })
})
