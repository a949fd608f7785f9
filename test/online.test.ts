// The page "Who is online": who may see whom, page by page, what a search finds, and the end of sessions from there; and the
// column "Live sessions" in the list of users.
import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { afterEach, describe, it } from 'node:test'
import type { CurrentAdmin, RecordJSON, ResourceJSON } from 'adminjs'
import type { DayShown, EndedOnline, OnlineList, Picture } from '../src/adminjs/online/wire.js'
import { Activity } from '../src/rule/activity.js'
import { clockOf } from '../src/rule/clock.js'
import { Lifetime } from '../src/rule/lifetime.js'
import { closeApps, idOf, isLoggedIn, startApp, type TestApp, type TestAppOptions } from './support/app.js'
import type { BrowserClient } from './support/browser-client.js'

afterEach(closeApps)

const path = '/admin/api/pages/whoIsOnline'
const start = ({ settings, ...more }: TestAppOptions = {}) =>
  startApp({ settings: { singleUserSession: false, ...settings }, ...more })
const get = async (browser: BrowserClient, query = '') => (await browser.get(path + query)).json() as OnlineList
const titlesIn = ({ sessions }: OnlineList) => sessions.map(({ title }) => title.replace('@example.com', ''))
const find = async (browser: BrowserClient, text: string) =>
  titlesIn(await get(browser, `?search=${encodeURIComponent(text)}`)).sort()

/** Ends the sessions of these people that are in the list of this browser. */
async function end(browser: BrowserClient, names: readonly string[], more: Record<string, string> = {}) {
  const { sessions } = await get(browser)
  const chosen = sessions.filter(({ title }) => names.includes(title.replace('@example.com', '')))
  const pairs = JSON.stringify(chosen.map(({ userId, key }) => [userId, key]))
  return browser.post(path, { sessions: pairs, ...more })
}
const noticeIn = (answer: { json: () => unknown }) => {
  const ended = answer.json() as Exclude<EndedOnline, { passwordProblem: unknown }>
  return [ended.notice.message, ended.notice.options]
}

/** Sessions of foo's, each seen a second before the one before it, or all at the same moment. */
async function addSessions({ prisma }: TestApp, count: number, options: { atOnce?: boolean; expired?: boolean } = {}) {
  const userId = await idOf(prisma, 'foo')
  const now = Date.now()
  const sids = Array.from({ length: count }, (_, index) => `${options.expired ? 'old' : 'new'}-${String(index)}`)
  const expiresAt = new Date(now + (options.expired ? -1000 : 1000_000))
  await prisma.session.createMany({ data: sids.map((sid) => ({ id: sid, sid, data: '{}', expiresAt })) })
  const seenAt = (index: number) => new Date(now - (options.atOnce ? 10_000 : (index + 1) * 1000))
  const links = sids.map((sid, index) => ({ sid, userId, lastSeenAt: seenAt(index), createdAt: seenAt(index) }))
  await prisma.userSession.createMany({ data: links })
}

/** What the panel tells the browser of its resources and pages. */
async function stateOf(browser: BrowserClient) {
  const [, state = ''] = /window\.REDUX_STATE = (.*);\n/.exec((await browser.get('/admin')).text) ?? []
  return JSON.parse(state) as { resources: ResourceJSON[]; pages: { name: string }[] }
}

/** All pages, one after the other. */
async function allPages(browser: BrowserClient): Promise<OnlineList[]> {
  const pages = [await get(browser)]
  for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) pages.push(await get(browser, `?after=${next}`))
  return pages
}

describe('who is online', () => {
  it('is for those who may log users out, as the database has it now', async () => {
    const app = await start()
    const [foo, carol] = [await app.browserOf('foo'), await app.browserOf('carol')]
    for (const query of ['', '?search=a', '?picture=1', '?after=1-1']) {
      const answer = await foo.get(path + query)
      assert.deepEqual([answer.status, answer.json()], [403, { forbidden: true }])
    }
    assert.equal((await foo.post(path, { sessions: '[["1","x"]]' })).status, 403)
    assert.equal((await carol.get(path)).status, 200)
    assert.equal((await carol.get(`${path}?picture=1`)).status, 403)
    await app.prisma.user.updateMany({ data: { permissions: '' } })
    assert.equal((await carol.get(path)).status, 403)
  })

  it('shows everyone to those who may log out everyone, and no admin users to others', async () => {
    const app = await start()
    for (const name of ['root', 'foo', 'bar']) await app.browserOf(name)
    const [carol, dave] = [await app.browserOf('carol'), await app.browserOf('dave')]
    const [seen, all] = [await get(carol), await get(dave)]
    assert.deepEqual(
      [titlesIn(seen).sort(), titlesIn(all).sort()],
      [
        ['bar', 'carol', 'dave', 'foo'],
        ['bar', 'carol', 'dave', 'foo', 'root'],
      ],
    )
    assert.deepEqual([seen.total, all.total], [null, { sessions: 5, isMore: false }])
    assert.deepEqual([await find(carol, 'ro'), await find(dave, 'ro')], [[], ['root']])
    const rootId = String(await idOf(app.prisma, 'root'))
    assert.deepEqual([await find(carol, rootId), await find(dave, rootId)], [[], ['root']])
  })

  it('has pages that leave out and repeat nobody, also where many were seen in the same moment', async () => {
    for (const options of [{}, { atOnce: true }]) {
      const app = await start()
      const dave = await app.browserOf('dave')
      await addSessions(app, 130, options)
      const pages = await allPages(dave)
      const keys = pages.flatMap(({ sessions }) => sessions.map(({ key }) => key))
      assert.deepEqual(
        pages.map(({ sessions }) => sessions.length),
        [25, 25, 25, 25, 25, 6],
      )
      assert.equal(new Set(keys).size, 131)
      const times = pages.flatMap(({ sessions }) => sessions.map(({ lastSeenAt }) => lastSeenAt))
      assert.deepEqual(times, [...times].sort().reverse())
      await closeApps()
    }
  })

  it('leaves out expired sessions, however many there are', async () => {
    const app = await start()
    const dave = await app.browserOf('dave')
    await addSessions(app, 700, { expired: true })
    await app.prisma.userSession.updateMany({
      where: { user: { email: 'dave@example.com' } },
      data: { lastSeenAt: new Date(0) },
    })
    const pages = await allPages(dave)
    // Some pages may be empty: how much is read for one is bounded.
    assert.deepEqual(pages.flatMap(titlesIn), ['dave'])
    assert.ok(pages.length <= 3)
  })

  it('finds users by the beginning of the title, in capitals too, and by the id', async () => {
    const app = await start()
    for (const name of ['foo', 'bar']) await app.browserOf(name)
    const dave = await app.browserOf('dave')
    for (const text of ['foo', 'FOO@', ' foo@example.com ', String(await idOf(app.prisma, 'foo'))]) {
      assert.deepEqual(await find(dave, text), ['foo'], text)
    }
    for (const text of ['oo', 'foo%', '_oo', 'foo@example.com.', '999999', '99999999999999999999', '-', '😀']) {
      assert.deepEqual(await find(dave, text), [], text)
    }
  })

  it('does not let a hidden title be found out', async () => {
    const hidden = { isVisible: false }
    const app = await start({ userOptions: { properties: { email: hidden } } })
    const dave = await app.browserOf('dave')
    const id = String(await idOf(app.prisma, 'dave'))
    assert.deepEqual([titlesIn(await get(dave)), await find(dave, 'dave'), await find(dave, id)], [[id], [], [id]])
  })

  it('answers 400 to what it cannot read', async () => {
    const app = await start()
    const dave = await app.browserOf('dave')
    const wrong = [
      'after=x',
      'after=1',
      'after=-1-1',
      'after=1-99999',
      'after=999999999999999-0',
      'after=1-1&after=1-1',
      'search=a&search=b',
    ]
    for (const query of [...wrong, `search=${'a'.repeat(201)}`, 'search=a%00b']) {
      assert.equal((await dave.get(`${path}?${query}`)).status, 400, query)
    }
    const many = JSON.stringify(Array.from({ length: 101 }, () => ['1', 'x']))
    for (const sessions of ['', '[]', '{}', 'x', '[1]', '[["1"]]', '[[1,2]]', '[["1",""]]', many]) {
      assert.equal((await dave.post(path, { sessions })).status, 400, sessions.slice(0, 20))
    }
    assert.equal((await dave.post(path, {})).status, 400)
    assert.deepEqual(
      app.errors.filter((error) => (error as { status?: number }).status !== 400),
      [],
    )
  })

  it('does not keep the session of a page alive that asks by itself', async () => {
    let now = Date.now()
    const app = await start({ settings: { clock: () => new Date(now) } })
    const dave = await app.browserOf('dave')
    const endOf = async () => (await app.prisma.session.findMany())[0]?.expiresAt.getTime()
    const before = await endOf()
    now += 3_600_000
    await get(dave, '?again=1')
    assert.equal(await endOf(), before)
    await get(dave)
    assert.notEqual(await endOf(), before)
  })

  it('is in no menu of others, also where one page waits while another ends', async () => {
    const gate = new EventEmitter()
    const branding = async (currentAdmin?: CurrentAdmin) => {
      if (currentAdmin?.email !== 'bar@example.com') return {}
      const opened = once(gate, 'open')
      gate.emit('waiting')
      await opened
      return {}
    }
    const app = await start({ adminOptions: { branding } })
    const [foo, bar] = [await app.browserOf('foo'), await app.browserOf('bar')]
    const isWaiting = once(gate, 'waiting')
    const waiting = stateOf(bar)
    await isWaiting
    const ended = await stateOf(foo)
    gate.emit('open')
    for (const { pages } of [ended, await waiting])
      assert.deepEqual(
        pages.map(({ name }) => name),
        ['mySessions'],
      )
  })
})

describe('sessions end from there', () => {
  it('those that were selected, and no others', async () => {
    const app = await start()
    const [foo, bar, other] = [await app.browserOf('foo'), await app.browserOf('bar'), await app.browserOf('carol')]
    const dave = await app.browserOf('dave')
    assert.deepEqual(noticeIn(await end(dave, ['foo', 'bar'])), ['singleSessionLoggedOut', { users: 2, sessions: 2 }])
    assert.deepEqual(await Promise.all([foo, bar, other, dave].map(isLoggedIn)), [false, false, true, true])
    const ends = await app.prisma.sessionEvent.findMany({ where: { event: 'revoked' } })
    assert.deepEqual(new Set(ends.map(({ byUserId }) => byUserId)), new Set([await idOf(app.prisma, 'dave')]))
  })

  it('none of admin users for those who may log out ordinary users alone', async () => {
    const app = await start()
    const [root, dave, carol] = [await app.browserOf('root'), await app.browserOf('dave'), await app.browserOf('carol')]
    const { sessions } = await get(dave)
    const pairs = JSON.stringify(
      sessions.filter(({ title }) => title.startsWith('root')).map(({ userId, key }) => [userId, key]),
    )
    assert.equal(noticeIn(await carol.post(path, { sessions: pairs }))[0], 'singleSessionEndedAlready')
    assert.equal(await isLoggedIn(root), true)
    // By the id of another user, whose sessions are not those.
    const [[, key] = []] = JSON.parse(pairs) as [string, string][]
    const fooId = String(await idOf(app.prisma, 'foo'))
    await carol.post(path, { sessions: JSON.stringify([[fooId, key]]) })
    assert.equal(await isLoggedIn(root), true)
  })

  it('one’s own for the password, and the one that asks as a logout', async () => {
    const app = await start({ settings: { checkPassword: (_user, password) => password === 'secret' } })
    const [there, foo] = [await app.browserOf('dave'), await app.browserOf('foo')]
    const dave = await app.browserOf('dave')
    const asked = (await end(dave, ['dave', 'foo'])).json()
    assert.deepEqual(asked, { passwordProblem: { is: 'missing' } })
    assert.deepEqual(await Promise.all([there, foo, dave].map(isLoggedIn)), [true, true, true])
    const { sessions } = await get(dave)
    const others = sessions.filter(({ isCurrent }) => !isCurrent).map(({ userId, key }) => [userId, key])
    await dave.post(path, { sessions: JSON.stringify(others), password: 'secret' })
    assert.deepEqual(await Promise.all([there, foo, dave].map(isLoggedIn)), [false, false, true])
    const last = (await end(dave, ['dave'])).json() as { redirectUrl?: string }
    assert.equal(last.redirectUrl, '/admin/login')
    assert.equal(await isLoggedIn(dave), false)
  })
})

describe('the picture of the last days', () => {
  it('has logins, ends by whom, and how many were open at least', async () => {
    // At noon: all of it is on one day.
    const noon = new Date(new Date().setUTCHours(12, 0, 0, 0)).getTime()
    let now = noon
    const app = await start({ settings: { clock: () => new Date(now), logoutAllSessions: false } })
    const browsers = [await app.browserOf('foo'), await app.browserOf('foo'), await app.browserOf('bar')]
    const dave = await app.browserOf('dave')
    now += 3_600_000
    await browsers[0]?.get('/admin/logout')
    await end(dave, ['bar'])
    const old = { event: 'login', userId: 1, sessionKey: 'x' }
    const at = (days: number, hours = 0) => new Date(noon - days * 86_400_000 + hours * 3_600_000)
    await app.prisma.sessionEvent.createMany({
      data: [
        { ...old, id: 'a', createdAt: at(29) },
        { ...old, id: 'b', createdAt: at(30) },
        { ...old, id: 'c', createdAt: at(2, -1) },
        { ...old, id: 'd', createdAt: at(2, 11) },
        { ...old, id: 'e', createdAt: at(2, 3), event: 'replaced' },
      ],
    })
    const { days, countsForSeconds } = (await dave.get(`${path}?picture=1`)).json() as Picture
    assert.equal(countsForSeconds, 86_400)
    const shown = ({ logins, ends, atOnce }: DayShown) => [logins, ends, atOnce]
    assert.equal(days.length, 30)
    assert.equal(days.at(-1)?.date, new Date(noon).toISOString().slice(0, 10))
    assert.deepEqual(
      [days.at(-1), days.at(-2), days.at(-3), days[0]].map((day) => day && shown(day)),
      [
        [4, [1, 0, 1, 0], 4],
        // One of them from the day before, whose time is not over.
        [0, [0, 0, 0, 0], 1],
        [2, [0, 1, 0, 0], 1],
        [1, [0, 0, 0, 0], 1],
      ],
    )
  })

  it('is counted in steps where there are very many events, each hour that is over once', async () => {
    let now = new Date(2026, 2, 5, 12).getTime()
    const asked: number[] = []
    const events = {
      countByHour: (from: number, to: number) => {
        asked.push(to - from)
        const hours = Array.from({ length: to - from }, (_, index) => from + index)
        return Promise.resolve(hours.map((hour) => ({ hour, event: 'login', count: 1_000 })))
      },
    }
    const times = { idleTimeoutMs: 3_600_000, touchAfterMs: 0, absoluteTimeoutMs: undefined }
    const activity = new Activity(
      events,
      new Lifetime(
        times,
        clockOf(() => new Date(now)),
      ),
      90,
    )
    const steps = async () => {
      for (let count = 1; ; count++) if (await activity.days()) return count
    }
    // Three days of 24,000 events in each step, or what is left.
    assert.deepEqual([await steps(), asked.length], [10, 30])
    asked.length = 0
    assert.deepEqual([await steps(), asked], [1, []])
    now += 120_000
    // The current hour, and the one before, of which an event may still have been on its way.
    assert.deepEqual([await steps(), asked], [1, [2]])
    const { days = [] } = (await activity.days()) ?? {}
    assert.deepEqual([days.length, days[1]?.events.login], [30, 24_000])
  })
})

describe('the list of users', () => {
  const list = async (browser: BrowserClient) =>
    (await browser.get('/admin/api/resources/User/actions/list')).json() as { records: RecordJSON[] }
  const columnsIn = ({ resources }: { resources: ResourceJSON[] }) =>
    resources[0]?.listProperties.map(({ name }) => name)

  it('says how many live sessions each has, to those who may log them out', async () => {
    const app = await start()
    const [carol, dave] = [await app.browserOf('carol'), await app.browserOf('dave')]
    const foo = await app.browserOf('foo')
    for (const name of ['foo', 'root']) await app.browserOf(name)
    const said = async (browser: BrowserClient) =>
      new Map(
        (await list(browser)).records.map(({ title, params }) => [
          title.replace('@example.com', ''),
          params.liveSessions as unknown,
        ]),
      )
    const all = { foo: 2, bar: 0, root: 1, carol: 1, dave: 1 }
    assert.deepEqual(Object.fromEntries(await said(dave)), all)
    assert.deepEqual(Object.fromEntries(await said(carol)), { ...all, root: undefined })
    assert.deepEqual([...(await said(foo)).values()], Array(5).fill(undefined))

    const show = async (name: string) => {
      const answer = await carol.get(`/admin/api/resources/User/records/${String(await idOf(app.prisma, name))}/show`)
      const { params } = (answer.json() as { record: RecordJSON }).record
      return [params.liveSessions, Number.isNaN(Date.parse(String(params.sessionsLastSeen)))] as const
    }
    assert.deepEqual(await Promise.all(['foo', 'bar', 'root'].map(show)), [
      [2, false],
      [0, true],
      [undefined, true],
    ])
  })

  it('counts up to ten, and says that there may be more', async () => {
    const app = await start()
    const carol = await app.browserOf('carol')
    const saidOfFoo = async () =>
      (await list(carol)).records.find(({ title }) => title === 'foo@example.com')?.params.liveSessions as unknown
    for (let count = 1; count <= 9; count++) await app.browserOf('foo')
    assert.equal(await saidOfFoo(), 9)
    await app.browserOf('foo')
    assert.equal(await saidOfFoo(), '10+')
  })

  it('has the column, and the menu the page, for nobody else', async () => {
    const app = await start()
    for (const [name, sees] of [
      ['foo', false],
      ['carol', true],
      ['dave', true],
    ] as const) {
      const browser = await app.browserOf(name)
      const state = await stateOf(browser)
      assert.equal(columnsIn(state)?.includes('liveSessions'), sees, name)
      assert.equal(JSON.stringify(state.resources).includes('sessionsLastSeen'), sees, name)
      assert.deepEqual(
        state.pages.map((page) => page.name),
        sees ? ['mySessions', 'whoIsOnline'] : ['mySessions'],
      )
      // Sorted by what the database does not have.
      const sorted = await browser.get('/admin/api/resources/User/actions/list?sortBy=liveSessions')
      assert.equal(sorted.status, 400)
      const filtered = await browser.get('/admin/api/resources/User/actions/list?filters.liveSessions=1')
      assert.equal(filtered.status, 400)
    }
  })

  it('has the columns that the app lists, and reads no others', async () => {
    for (const [listProperties, expected] of [
      [['email'], ['email']],
      [
        ['liveSessions', 'email'],
        ['liveSessions', 'email'],
      ],
    ]) {
      const app = await start({ userOptions: { listProperties: listProperties ?? [] } })
      const dave = await app.browserOf('dave')
      assert.deepEqual(columnsIn(await stateOf(dave)), expected)
      const [record] = (await list(dave)).records
      assert.equal(Object.keys(record?.params ?? {}).includes('liveSessions'), expected?.includes('liveSessions'))
    }
  })
})
