// `checkPassword`: whoever ends the other sessions of a user in that user's name, in whatever way, is asked for the password.
// It is remembered in that one session, and whoever enters a wrong one has to wait.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import type { Request } from 'express'
import type { EveryoneResponse } from '../src/adminjs/log-out/wire.js'
import type { PasswordAnswer } from '../src/adminjs/password/wire.js'
import type { SessionPage } from '../src/adminjs/sessions/wire.js'
import { keyOf } from '../src/rule/session-key.js'
import { closeApps, idOf, isLoggedIn, logIn, startApp, type TestApp, type TestAppOptions } from './support/app.js'
import type { Answer, BrowserClient } from './support/browser-client.js'
import { sidOf } from './support/sessions.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('what it asks of a database is tested on all of them in port.test.ts, and in the promises')

afterEach(closeApps)

const myPage = '/admin/api/pages/mySessions'
const record = (id: number) => `/admin/api/resources/User/records/${String(id)}/sessions`
const bulk = (...ids: number[]) => `/admin/api/resources/User/bulk/logoutAllOnAllSessions?recordIds=${ids.join(',')}`
const everyone = '/admin/api/resources/User/actions/logoutEveryone'

const minute = 60_000

/** A panel in which everybody may have five sessions, and the clock stands until it is moved. */
async function start(settings: TestAppOptions['settings'] = {}, database?: TestApp['database']) {
  const clock = { now: Date.parse('2030-01-01T12:00:00Z') }
  const app = await startApp({
    ...(database && { database }),
    settings: {
      singleUserSession: 5,
      clock: () => new Date(clock.now),
      checkPassword: (user: { passwordHash: string }, password) => user.passwordHash === password,
      ...settings,
    },
  })
  return { app, clock }
}

/** Dave, who may log out everyone, in two browsers. */
async function twoOfDave(settings?: TestAppOptions['settings']) {
  const { app, clock } = await start(settings)
  const [here, there] = [await app.browserOf('dave'), await app.browserOf('dave')]
  return { app, clock, here, there, id: await idOf(app.prisma, 'dave') }
}

const otherKey = async (browser: BrowserClient) =>
  ((await browser.get(myPage)).json() as SessionPage).sessions.find(({ isCurrent }) => !isCurrent)?.key ?? ''

const problemOf = (answer: Answer) => (answer.json() as Partial<PasswordAnswer>).passwordProblem
const wrongIn = ({ prisma }: TestApp) => prisma.sessionEvent.findMany({ where: { event: 'passwordWrong' } })

type Way = (here: BrowserClient, id: number) => Promise<[path: string, fields: Record<string, string>]>

/** Every way to end other sessions of one's own. */
const ways: Readonly<Record<string, Way>> = {
  '"My sessions", one': async (here) => [myPage, { end: 'one', key: await otherKey(here) }],
  '"My sessions", all others': () => Promise.resolve([myPage, { end: 'others' }]),
  '"Sessions" of oneself, one': async (here, id) => [record(id), { end: 'one', key: await otherKey(here) }],
  '"Sessions" of oneself, all': (_, id) => Promise.resolve([record(id), { end: 'all' }]),
  'a bulk action on oneself': (_, id) => Promise.resolve([bulk(id), {}]),
  '"Log out everyone", and oneself too': () => Promise.resolve([everyone, { keepMe: 'false' }]),
  '"Log out everyone", but here': () => Promise.resolve([everyone, { keepMe: 'true' }]),
}

describe('the password', () => {
  for (const [name, way] of Object.entries(ways)) {
    it(`is asked for by ${name}, and nothing is done without the right one`, async () => {
      const { app, clock, here, there, id } = await twoOfDave()
      const foo = await app.browserOf('foo')
      const [path, fields] = await way(here, id)
      assert.deepEqual(problemOf(await here.post(path, fields)), { is: 'missing' })
      assert.deepEqual(problemOf(await here.post(path, { ...fields, password: '' })), { is: 'missing' })
      assert.deepEqual(problemOf(await here.post(path, { ...fields, password: 'wrong' })), { is: 'wrong' })
      const early = await here.post(path, { ...fields, password: 'secret' })
      assert.deepEqual([early.status, early.headers.get('retry-after')], [429, '1'])
      assert.deepEqual(problemOf(early), { is: 'early', waitSeconds: 1 })
      assert.deepEqual(await Promise.all([here, there, foo].map(isLoggedIn)), [true, true, true])
      clock.now += 1000
      assert.equal(problemOf(await here.post(path, { ...fields, password: 'secret' })), undefined)
      assert.equal(await isLoggedIn(there), false)
    })
  }

  it('is not asked for where a logout would do, nor for other people’s sessions', async () => {
    const { app, here, there, id } = await twoOfDave()
    const foo = await app.browserOf('foo')
    assert.equal(problemOf(await here.post(bulk(await idOf(app.prisma, 'foo')))), undefined)
    assert.equal(await isLoggedIn(foo), false)
    const { singleSession } = (await here.get(record(id))).json() as { singleSession: SessionPage }
    const own = singleSession.sessions.find(({ isCurrent }) => isCurrent)?.key ?? ''
    assert.equal(problemOf(await here.post(record(id), { end: 'one', key: own })), undefined)
    assert.deepEqual([await isLoggedIn(here), await isLoggedIn(there)], [false, true])
  })

  it('is asked for nowhere if the app does not check any', async () => {
    for (const way of Object.values(ways)) {
      const app = await startApp({ settings: { singleUserSession: 5 } })
      const [here, there] = [await app.browserOf('dave'), await app.browserOf('dave')]
      const [path, fields] = await way(here, await idOf(app.prisma, 'dave'))
      await here.post(path, fields)
      assert.equal(await isLoggedIn(there), false)
    }
  })

  it('that is wrong is answered with nothing but that', async () => {
    const { here, id } = await twoOfDave()
    const fields = { password: 'wrong', end: 'others' }
    assert.deepEqual((await here.post(myPage, fields)).json(), { passwordProblem: { is: 'wrong' } })
    assert.deepEqual((await here.post(everyone, fields)).json(), { passwordProblem: { is: 'early', waitSeconds: 1 } })
    const ofBulk = (await here.post(bulk(id), fields)).json()
    assert.deepEqual(ofBulk, { records: [], passwordProblem: { is: 'early', waitSeconds: 1 } })
    const ofRecord = (await here.post(record(id), { ...fields, end: 'all' })).json() as object
    assert.deepEqual(Object.keys(ofRecord).sort(), ['passwordProblem', 'record'])
  })

  it('is checked by the app, which is given the user as the database has them, and the request', async () => {
    const asked: unknown[] = []
    const { here, id } = await twoOfDave({
      checkPassword: (user: { id: number; passwordHash: string }, password: string, req: Request) => {
        asked.push([user.id, user.passwordHash, password, req.method, req.ip])
        return true
      },
    })
    await here.post(myPage, { end: 'others', password: 'anything' })
    assert.deepEqual(asked, [[id, 'secret', 'anything', 'POST', '127.0.0.1']])
  })
})

describe('the right password', () => {
  const fields = { end: 'others', password: 'secret' }

  it('is remembered for five minutes, for every way, however often it is used', async () => {
    const { app, clock, here } = await twoOfDave()
    assert.equal(problemOf(await here.post(myPage, fields)), undefined)
    for (const passed of [2 * minute, 2 * minute, minute - 1]) {
      clock.now += passed
      const there = await app.browserOf('dave')
      assert.equal(problemOf(await here.post(everyone, {})), undefined)
      assert.equal(await isLoggedIn(there), false)
    }
    clock.now += 1
    assert.deepEqual(problemOf(await here.post(everyone, {})), { is: 'missing' })
  })

  it('is remembered in that session alone, and not in the cookie', async () => {
    const { app, here, there } = await twoOfDave()
    await here.post(myPage, { end: 'one', key: 'none', password: 'secret' })
    assert.deepEqual([...here.cookies.keys()], ['adminjs'])
    assert.deepEqual(problemOf(await there.post(myPage, { end: 'others' })), { is: 'missing' })
    // A session that knew it, under the cookie of another one.
    const [remembering, other] = [sidOf(here), sidOf(there)]
    const { data } = await app.prisma.session.findUniqueOrThrow({ where: { sid: remembering } })
    assert.match(data, /singleSessionPassword/)
    assert.ok(!data.includes(remembering))
    await app.prisma.session.update({ where: { sid: other }, data: { data } })
    assert.deepEqual(problemOf(await there.post(myPage, { end: 'others' })), { is: 'missing' })
  })

  it('gives the session a new id: a copy of the old cookie opens nothing', async () => {
    const { app, here, id } = await twoOfDave()
    const copy = here.copy()
    await here.post(myPage, { end: 'one', key: 'none', password: 'secret' })
    assert.notEqual(sidOf(here), sidOf(copy))
    assert.deepEqual([await isLoggedIn(here), await isLoggedIn(copy)], [true, false])
    assert.equal(await app.prisma.userSession.count({ where: { userId: id } }), 2)
  })

  it('leaves the browser the id that the login page knows, where the session itself is to end', async () => {
    const { here, id } = await twoOfDave()
    for (const [path, given] of [
      [record(id), { end: 'all', password: 'secret' }],
      [bulk(id), { password: 'secret' }],
      [everyone, { keepMe: 'false', password: 'secret' }],
    ] as const) {
      await logIn(here, 'dave')
      await here.post(path, given)
      assert.equal(await isLoggedIn(here), false, path)
      assert.match((await here.get('/admin/login')).text, /singleSessionEndedByYourself/, path)
    }
  })

  it('is forgotten with the next login in the same browser', async () => {
    const { here } = await twoOfDave()
    await here.post(myPage, fields)
    await logIn(here, 'dave')
    assert.deepEqual(problemOf(await here.post(myPage, { end: 'others' })), { is: 'missing' })
  })

  it('is forgotten with a new id of the session, after a change of the password say', async () => {
    const { app, here, id } = await twoOfDave({ endSessionsOnChangeOf: ['passwordHash'] })
    await here.post(myPage, fields)
    const before = sidOf(here)
    await here.post(`/admin/api/resources/User/records/${String(id)}/edit`, { passwordHash: 'better' })
    assert.notEqual(sidOf(here), before)
    assert.equal((await app.prisma.user.findUniqueOrThrow({ where: { id } })).passwordHash, 'better')
    assert.deepEqual(problemOf(await here.post(myPage, { end: 'others' })), { is: 'missing' })
  })
})

describe('a wrong password', () => {
  const fields = { end: 'others', password: 'wrong' }

  it('is written down: whose session it was, where from, and not what was typed', async () => {
    const { app, here, id } = await twoOfDave()
    await here.post(myPage, { ...fields, password: 'hunter2' }, { headers: { 'user-agent': 'Guesser' } })
    const events = await wrongIn(app)
    assert.deepEqual(
      events.map(({ userId, byUserId, sessionKey, ipAddress, userAgent }) => ({
        ...{ userId, byUserId, sessionKey, ipAddress, userAgent },
      })),
      [{ userId: id, byUserId: null, sessionKey: keyOf(sidOf(here)), ipAddress: '127.0.0.1', userAgent: 'Guesser' }],
    )
    assert.ok(!JSON.stringify(await app.prisma.sessionEvent.findMany()).includes('hunter2'))
  })

  it('lets the next one wait: a second, then twice as long each time, up to five minutes', async () => {
    const { app, clock, here } = await twoOfDave()
    const waits = [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    for (const seconds of waits) {
      assert.deepEqual(problemOf(await here.post(myPage, fields)), { is: 'wrong' })
      assert.deepEqual(problemOf(await here.post(myPage, fields)), { is: 'early', waitSeconds: seconds })
      clock.now += seconds * 1000 - 1
      assert.deepEqual(problemOf(await here.post(myPage, fields)), { is: 'early', waitSeconds: 1 })
      clock.now += 1
    }
    // What came too early was not looked at, and leaves no row.
    assert.equal((await wrongIn(app)).length, waits.length)
    clock.now += 60 * minute
    assert.deepEqual(problemOf(await here.post(myPage, fields)), { is: 'wrong' })
    assert.deepEqual(problemOf(await here.post(myPage, fields)), { is: 'early', waitSeconds: 1 })
  })

  it('is no way to guess: of thirty at once none is looked at while the user has to wait, the right one neither', async () => {
    const asked: string[] = []
    const { app, here, there } = await twoOfDave({
      checkPassword: (user: { passwordHash: string }, password: string) => {
        asked.push(password)
        return user.passwordHash === password
      },
    })
    assert.deepEqual(problemOf(await here.post(myPage, fields)), { is: 'wrong' })
    const guesses = Array.from({ length: 30 }, (_, index) => (index === 20 ? 'secret' : `guess${String(index)}`))
    const answers = await Promise.all(guesses.map((password) => here.post(myPage, { ...fields, password })))
    assert.deepEqual(new Set(answers.map((answer) => problemOf(answer)?.is)), new Set(['early']))
    assert.deepEqual(asked, ['wrong'])
    assert.deepEqual([(await wrongIn(app)).length, await isLoggedIn(there)], [1, true])
  })

  it('of which several come at the very first moment is answered once', async () => {
    const { app, here } = await twoOfDave()
    const answers = await Promise.all(Array.from({ length: 20 }, () => here.post(myPage, fields)))
    const told = answers.map((answer) => problemOf(answer)?.is)
    assert.deepEqual([told.filter((is) => is === 'wrong').length, (await wrongIn(app)).length], [1, 1])
  })

  it('counts for the user, in all their sessions and in every process', async () => {
    const { app, here, there } = await twoOfDave()
    const { app: second } = await start({}, app.database)
    const foo = await second.browserOf('foo')
    const elsewhere = await second.browserOf('dave')
    await here.post(myPage, fields)
    for (const browser of [here, there, elsewhere]) {
      assert.deepEqual(problemOf(await browser.post(myPage, fields)), { is: 'early', waitSeconds: 1 })
    }
    assert.deepEqual(problemOf(await foo.post(myPage, fields)), { is: 'wrong' })
  })

  it('keeps nobody from the panel, from logging out, nor from logging in', async () => {
    const { app, here, there } = await twoOfDave()
    await here.post(myPage, fields)
    assert.equal((await here.post(myPage, fields)).status, 429)
    assert.equal((await here.get(myPage)).status, 200)
    assert.equal(await isLoggedIn(await app.browserOf('dave')), true)
    assert.equal((await here.get('/admin/logout')).location, '/admin/login')
    assert.deepEqual([await isLoggedIn(here), await isLoggedIn(there)], [false, false])
  })

  it('is none if the app cannot say: the request fails, and the next one need not wait', async () => {
    let isAway = true
    const { app, here, there } = await twoOfDave({
      checkPassword: () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve(true)),
    })
    assert.equal((await here.post(myPage, fields)).status, 503)
    assert.deepEqual([(await wrongIn(app)).length, await isLoggedIn(there)], [0, true])
    isAway = false
    assert.equal(problemOf(await here.post(myPage, fields)), undefined)
  })
})

describe('"Log out everyone", and keep me logged in here', () => {
  it('ends one’s own other sessions too: one of them may be a thief’s', async () => {
    const app = await startApp({ settings: { singleUserSession: 5 } })
    const [here, thief, foo] = [await app.browserOf('dave'), await app.browserOf('dave'), await app.browserOf('foo')]
    const { singleSession } = (await here.get(everyone)).json() as EveryoneResponse
    assert.deepEqual(singleSession, { everyone: { users: 2, sessions: 3 }, others: { users: 2, sessions: 2 } })
    const { notice } = (await here.post(everyone, { keepMe: 'true' })).json() as { notice: { options: object } }
    assert.deepEqual(notice.options, { users: 2, sessions: 2 })
    assert.deepEqual(await Promise.all([here, thief, foo].map(isLoggedIn)), [true, false, false])
    assert.match((await thief.get('/admin/login')).text, /singleSessionEndedElsewhere/)
  })
})
