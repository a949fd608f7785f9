// The record action "Sessions": where a user is logged in, and a way to end that, for those with the permission.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import type { SessionPage } from '../src/adminjs/sessions/wire.js'
import { closeApps, countLive, idOf, isLoggedIn, logIn, startApp, type TestApp } from './support/app.js'
import type { BrowserClient } from './support/browser-client.js'
import { sidOf } from './support/sessions.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('what it asks of a database is tested on all of them in port.test.ts, and in the promises')

afterEach(closeApps)

interface Sessions {
  singleSession?: SessionPage | null
  notice?: { message: string; type: string; options?: object }
  redirectUrl?: string
}

/** Asks for the sessions of a user, or with fields to end some. */
async function sessionsOf(
  app: TestApp,
  browser: BrowserClient,
  name: string,
  fields?: Record<string, string>,
  page = '',
) {
  const path = `/admin/api/resources/User/records/${String(await idOf(app.prisma, name))}/sessions${page}`
  const answer = fields ? await browser.post(path, fields) : await browser.get(path)
  assert.equal(answer.status, 200, answer.text)
  return answer.json() as Sessions
}

describe('the sessions of a user', () => {
  it('are shown with device, address and times, the ones last seen first, and without their ids', async () => {
    let now = Date.parse('2030-01-01T12:00:00Z')
    const app = await startApp({ settings: { singleUserSession: 3, touchAfterMs: 0, clock: () => new Date(now) } })
    const [older, newer] = [await app.browserOf('foo'), app.browser()]
    now += 60_000
    const headers = {
      'user-agent':
        'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1',
    }
    await newer.post('/admin/login', { email: 'foo@example.com', password: 'secret' }, { headers })
    now += 60_000
    await older.get('/admin')
    const { singleSession } = await sessionsOf(app, await app.browserOf('carol'), 'foo')
    assert.ok(singleSession)
    assert.deepEqual([singleSession.total, singleSession.page], [2, 1])
    assert.deepEqual(
      singleSession.sessions.map(({ device, ipAddress, createdAt, lastSeenAt, isCurrent }) => [
        device,
        ipAddress,
        createdAt,
        lastSeenAt,
        isCurrent,
      ]),
      [
        [null, '127.0.0.1', '2030-01-01T12:00:00.000Z', '2030-01-01T12:02:00.000Z', false],
        ['Safari 17 · iOS', '127.0.0.1', '2030-01-01T12:01:00.000Z', '2030-01-01T12:01:00.000Z', false],
      ],
    )
    for (const browser of [older, newer]) assert.ok(!JSON.stringify(singleSession).includes(sidOf(browser)))
  })

  it('end one by one, the others stay', async () => {
    const app = await startApp({ settings: { singleUserSession: 3 } })
    const [first, second] = [await app.browserOf('foo'), await app.browserOf('foo')]
    const carol = await app.browserOf('carol')
    const { singleSession } = await sessionsOf(app, carol, 'foo')
    const key = singleSession?.sessions[0]?.key ?? ''
    const answer = await sessionsOf(app, carol, 'foo', { end: 'one', key })
    assert.deepEqual([answer.notice?.message, answer.singleSession?.total], ['singleSessionEndedOne', 1])
    assert.equal([await isLoggedIn(first), await isLoggedIn(second)].filter(Boolean).length, 1)
    const again = await sessionsOf(app, carol, 'foo', { end: 'one', key })
    assert.deepEqual([again.notice?.message, again.singleSession?.total], ['singleSessionEndedAlready', 1])
  })

  it('end all at once, and keep to that user', async () => {
    const app = await startApp({ settings: { singleUserSession: 3 } })
    const browsers = [await app.browserOf('foo'), await app.browserOf('foo')]
    const bar = await app.browserOf('bar')
    const answer = await sessionsOf(app, await app.browserOf('carol'), 'foo', { end: 'all' })
    assert.deepEqual(answer.notice?.options, { users: 1, sessions: 2 })
    assert.deepEqual(await Promise.all([...browsers, bar].map(isLoggedIn)), [false, false, true])
  })

  it('cannot be ended with the key of another user’s session', async () => {
    const app = await startApp()
    const [foo, carol] = [await app.browserOf('foo'), await app.browserOf('carol')]
    const { singleSession } = await sessionsOf(app, carol, 'foo')
    await sessionsOf(app, carol, 'bar', { end: 'one', key: singleSession?.sessions[0]?.key ?? '' })
    assert.equal(await isLoggedIn(foo), true)
  })

  it('are not for a holder of "logout" if they are an admin user’s, and for nobody without a permission', async () => {
    const app = await startApp()
    const [root, carol, foo] = [await app.browserOf('root'), await app.browserOf('carol'), await app.browserOf('foo')]
    for (const fields of [undefined, { end: 'all' }]) {
      assert.equal((await sessionsOf(app, carol, 'root', fields)).singleSession, null)
      assert.equal((await sessionsOf(app, foo, 'root', fields)).singleSession, undefined)
      assert.equal((await sessionsOf(app, foo, 'foo', fields)).notice?.type, 'error')
    }
    assert.deepEqual([await isLoggedIn(root), await isLoggedIn(foo)], [true, true])
    assert.equal((await sessionsOf(app, await app.browserOf('dave'), 'root')).singleSession?.total, 1)
  })

  it('are not shown by the app’s own isAccessible: the permission is asked for in the action', async () => {
    const app = await startApp({ userOptions: { actions: { sessions: { isAccessible: true } } } })
    const [foo, bar] = [await app.browserOf('foo'), await app.browserOf('bar')]
    for (const fields of [undefined, { end: 'all' }]) {
      assert.equal((await sessionsOf(app, foo, 'bar', fields)).singleSession, undefined)
    }
    assert.equal(await isLoggedIn(bar), true)
  })

  it('of one’s own say which one is this one; ending it leads to the login page', async () => {
    const app = await startApp({ settings: { singleUserSession: 2 } })
    const [here, there] = [await app.browserOf('dave'), await app.browserOf('dave')]
    const { singleSession } = await sessionsOf(app, here, 'dave')
    const [other] = singleSession?.sessions.filter(({ isCurrent }) => !isCurrent) ?? []
    const [own] = singleSession?.sessions.filter(({ isCurrent }) => isCurrent) ?? []
    assert.ok(other && own)
    assert.equal((await sessionsOf(app, here, 'dave', { end: 'one', key: other.key })).redirectUrl, undefined)
    assert.deepEqual([await isLoggedIn(here), await isLoggedIn(there)], [true, false])
    assert.equal((await sessionsOf(app, here, 'dave', { end: 'one', key: own.key })).redirectUrl, '/admin/login')
    // The first one as on the page "My sessions", the second one by the administrator that one is as well.
    const ends = await app.prisma.sessionEvent.findMany({ where: { event: { not: 'login' } } })
    const dave = await idOf(app.prisma, 'dave')
    const told = ends.map(({ event, byUserId }) => [event, byUserId])
    assert.deepEqual(
      new Map(told as [string, number | null][]),
      new Map([
        ['logoutElsewhere', null],
        ['revoked', dave],
      ]),
    )
    assert.equal(await isLoggedIn(here), false)
    assert.match((await there.get('/admin/login')).text, /singleSessionEndedElsewhere/)
    assert.match((await here.get('/admin/login')).text, /singleSessionEndedByYourself/)
  })

  it('are listed page by page, and a page that is not there is the nearest one', async () => {
    const app = await startApp({ settings: { singleUserSession: false } })
    for (let count = 0; count < 23; count++) await logIn(app.browser(), 'foo')
    const carol = await app.browserOf('carol')
    const seen = new Set<string>()
    for (const [page, length, shown] of [
      ['?page=1', 10, 1],
      ['?page=2', 10, 2],
      ['?page=3', 3, 3],
      ['?page=9', 3, 3],
      ['?page=-1', 10, 1],
      ['?page=x', 10, 1],
      ['?page=1e9', 3, 3],
    ] as const) {
      const { singleSession } = await sessionsOf(app, carol, 'foo', undefined, page)
      assert.deepEqual(
        [singleSession?.sessions.length, singleSession?.page, singleSession?.total],
        [length, shown, 23],
        page,
      )
      for (const { key } of singleSession?.sessions ?? []) seen.add(key)
    }
    assert.equal(seen.size, 23)
  })

  it('stay as they are if the request does not say which to end', async () => {
    const app = await startApp()
    await app.browserOf('foo')
    const carol = await app.browserOf('carol')
    for (const fields of [{}, { end: 'one' }, { end: 'some' }, { end: 'one', key: '' }]) {
      await sessionsOf(app, carol, 'foo', fields)
    }
    assert.equal(await countLive(app.prisma), 2)
  })

  it('are offered in the list to those who may see them', async () => {
    const app = await startApp()
    for (const [name, isOffered] of [
      ['root', true],
      ['carol', true],
      ['dave', true],
      ['foo', false],
    ] as const) {
      const browser = await app.browserOf(name)
      const { text } = await browser.get('/admin/api/resources/User/actions/list')
      assert.equal(text.includes('"name":"sessions"'), isOffered, name)
    }
  })
})
