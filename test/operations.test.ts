// What an app and its operators do without a request: list, count and end sessions.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { closeApps, countLive, idOf, isLoggedIn, startApp, type TestApp } from './support/app.js'

afterEach(closeApps)

/** Gives a user sessions as a login writes them, in two statements. */
async function giveSessions(app: TestApp, userId: number, count: number): Promise<void> {
  const sids = Array.from({ length: count }, (_, index) => `many-${String(userId)}-${String(index)}`)
  const expiresAt = new Date(Date.now() + 3_600_000)
  await app.prisma.session.createMany({ data: sids.map((sid) => ({ id: sid, sid, data: '{}', expiresAt })) })
  await app.prisma.userSession.createMany({ data: sids.map((sid) => ({ sid, userId })) })
}

const invalid = { code: 'ERR_SINGLE_SESSION_INVALID_OPTION' }

describe('listSessions', () => {
  it('tells who is logged in since when and from where, and no session id', async () => {
    const app = await startApp()
    const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0' }
    await app.browser().post('/admin/login', { email: 'foo@example.com', password: 'secret' }, { headers })
    const foo = await idOf(app.prisma, 'foo')
    const { sessions, ...rest } = await app.singleSession.listSessions(foo)
    assert.deepEqual(rest, { total: 1, page: 1, pages: 1 })
    const [session] = sessions
    assert.ok(session)
    assert.deepEqual([session.userId, session.device], [foo, 'Firefox 120 · Linux'])
    assert.match(session.ipAddress ?? '', /127\.0\.0\.1/)
    assert.ok(session.createdAt instanceof Date && session.lastSeenAt >= session.createdAt)
    const { id, sid } = await app.prisma.session.findFirstOrThrow()
    for (const secret of [id, sid]) assert.ok(!JSON.stringify(sessions).includes(secret))
    const login = await app.prisma.sessionEvent.findFirstOrThrow({ where: { event: 'login' } })
    assert.equal(session.key, login.sessionKey)
  })

  it('leaves out expired sessions and those of others', async () => {
    const app = await startApp({ settings: { singleUserSession: 3 } })
    for (const name of ['foo', 'foo', 'bar']) await app.browserOf(name)
    const foo = await idOf(app.prisma, 'foo')
    const { sid } = await app.prisma.userSession.findFirstOrThrow({ where: { userId: foo } })
    await app.prisma.session.update({ where: { sid }, data: { expiresAt: new Date(0) } })
    assert.equal((await app.singleSession.listSessions(foo)).sessions.length, 1)
  })

  it('lists many page by page', async () => {
    const app = await startApp()
    const foo = await idOf(app.prisma, 'foo')
    await giveSessions(app, foo, 203)
    const seen = new Set<string>()
    for (const [page, length] of [
      [1, 100],
      [2, 100],
      [3, 3],
      [4, 0],
    ] as const) {
      const { sessions, ...rest } = await app.singleSession.listSessions(foo, { page })
      assert.deepEqual([sessions.length, rest], [length, { total: 203, page, pages: 3 }])
      for (const { key } of sessions) seen.add(key)
    }
    assert.equal(seen.size, 203)
  })

  it('refuses an id and a page that cannot be', async () => {
    const app = await startApp()
    await assert.rejects(app.singleSession.listSessions('foo'), invalid)
    for (const page of [0, -1, 1.5, NaN, 1e12]) {
      await assert.rejects(app.singleSession.listSessions(1, { page }), invalid, String(page))
    }
  })
})

describe('listUsers and countSessions', () => {
  it('tell who is logged in and on how many sessions, some users at a time', async () => {
    const app = await startApp({ settings: { singleUserSession: 3 } })
    assert.deepEqual(await app.singleSession.countSessions(), { users: 0, sessions: 0 })
    for (const name of ['foo', 'foo', 'bar']) await app.browserOf(name)
    assert.deepEqual(await app.singleSession.countSessions(), { users: 2, sessions: 3 })
    const users = []
    for await (const user of app.singleSession.listUsers()) users.push(user)
    assert.deepEqual(users, [
      { userId: await idOf(app.prisma, 'foo'), sessions: 2 },
      { userId: await idOf(app.prisma, 'bar'), sessions: 1 },
    ])
  })
})

describe('endEveryone', () => {
  it('ends the sessions of everyone but those who stay, and records that the app did', async () => {
    const app = await startApp()
    const browsers = [await app.browserOf('foo'), await app.browserOf('bar'), await app.browserOf('root')]
    const ids = [await idOf(app.prisma, 'foo'), String(await idOf(app.prisma, 'root'))]
    assert.deepEqual(await app.singleSession.endEveryone({ except: ids }), { users: 1, sessions: 1 })
    assert.deepEqual(await Promise.all(browsers.map(isLoggedIn)), [true, false, true])
    const event = await app.prisma.sessionEvent.findFirstOrThrow({ where: { event: 'revoked' } })
    assert.deepEqual([event.userId, event.byUserId], [await idOf(app.prisma, 'bar'), null])
    assert.deepEqual(await app.singleSession.endEveryone({ except: ids[0] ?? 0 }), { users: 1, sessions: 1 })
    assert.deepEqual(await app.singleSession.endEveryone(), { users: 1, sessions: 1 })
    assert.equal(await countLive(app.prisma), 0)
  })

  it('logs out nobody if an id that should stay cannot be one', async () => {
    const app = await startApp()
    const foo = await app.browserOf('foo')
    await assert.rejects(app.singleSession.endEveryone({ except: ['foo@example.com'] }), invalid)
    assert.equal(await isLoggedIn(foo), true)
  })

  it('tells how far it is', async () => {
    const app = await startApp()
    const data = Array.from({ length: 1_100 }, (_, index) => ({ email: `u${String(index)}@x`, passwordHash: '' }))
    await app.prisma.user.createMany({ data })
    const users = await app.prisma.user.findMany({ where: { email: { endsWith: '@x' } }, select: { id: true } })
    const expiresAt = new Date(Date.now() + 3_600_000)
    const sids = users.map(({ id }) => ({ userId: id, sid: `sid-${String(id)}` }))
    await app.prisma.session.createMany({ data: sids.map(({ sid }) => ({ id: sid, sid, data: '{}', expiresAt })) })
    await app.prisma.userSession.createMany({ data: sids })
    const told: number[] = []
    const ended = await app.singleSession.endEveryone({ onProgress: (now) => told.push(now.users) })
    assert.deepEqual(ended, { users: 1_100, sessions: 1_100 })
    assert.deepEqual(told, [500, 1_000, 1_100])
  })
})

describe('removeExpiredSessions', () => {
  it('tells how far it is', async () => {
    const app = await startApp()
    const sids = Array.from({ length: 450 }, (_, index) => `old-${String(index)}`)
    const expiresAt = new Date(0)
    await app.prisma.session.createMany({ data: sids.map((sid) => ({ id: sid, sid, data: '{}', expiresAt })) })
    const told: number[] = []
    assert.equal(await app.singleSession.removeExpiredSessions({ onProgress: (now) => told.push(now) }), 450)
    assert.ok(told.length > 1 && told.at(-1) === 450, told.join())
  })
})
