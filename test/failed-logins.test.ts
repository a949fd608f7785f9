// Logins that do not happen: the trail keeps them, without what was typed, and without letting anybody fill the disk.
import assert from 'node:assert/strict'
import { on } from 'node:events'
import { afterEach, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { BaseAuthProvider, type LoginHandlerOptions } from 'adminjs'
import type { LoginUser } from '../src/index.js'
import { Flood } from '../src/rule/flood.js'
import { closeApps, eventResource, idOf, logIn, startApp, userResource, type TestApp } from './support/app.js'
import { provider } from './support/database.js'

afterEach(closeApps)

const eventsOf = ({ prisma }: TestApp) =>
  prisma.sessionEvent.findMany({ where: { event: { in: ['loginFailed', 'loginRefused'] } } })

/** A warning of the process with this code, whatever others there are. */
async function warning(code: string): Promise<Error> {
  const signal = AbortSignal.timeout(20_000)
  // Two may come at once: a listener that is put on again after each would miss one.
  for await (const [found] of on(process, 'warning', { signal }) as AsyncIterable<[Error & { code?: string }]>) {
    if (found.code === code) return found
  }
  throw new Error(`The process did not warn of ${code}`)
}

/** Lets nothing into the trail any more. */
async function refuseEvents({ prisma }: TestApp): Promise<void> {
  const table = provider === 'postgresql' ? '"SessionEvent"' : 'SessionEvent'
  await prisma.$executeRawUnsafe(`DROP TABLE ${table}`)
}

describe('a login that fails', () => {
  it('is an event: where from, of nobody known, and nothing of what was typed', async () => {
    const app = await startApp()
    const headers = { 'user-agent': 'Guesser' }
    const fields = { email: 'foo@example.com', password: 'hunter2' }
    const answer = await app.browser().post('/admin/login', fields, { headers })
    assert.deepEqual([answer.status, answer.text.includes('invalidCredentials')], [200, true])
    const events = await eventsOf(app)
    assert.deepEqual(
      events.map(({ id: _, createdAt, ...event }) => ({ ...event, isNow: Date.now() - createdAt.getTime() < 60_000 })),
      [
        {
          ...{ event: 'loginFailed', userId: null, byUserId: null, sessionKey: null },
          ...{ ipAddress: '127.0.0.1', userAgent: 'Guesser', toldAt: null, userTitle: null, isNow: true },
        },
      ],
    )
    assert.doesNotMatch(JSON.stringify(events), /hunter2|foo@example/)
  })

  it('is the same for a user who exists and for one who does not', async () => {
    const app = await startApp()
    for (const name of ['foo', 'nobody']) await logIn(app.browser(), name, 'wrong')
    const [first, second] = (await eventsOf(app)).map(({ id: _id, createdAt: _at, ...event }) => event)
    assert.ok(first)
    assert.deepEqual(first, second)
  })

  it('keeps neither address nor user agent if the options say so', async () => {
    const app = await startApp({ settings: { recordIpAddress: false, recordUserAgent: false } })
    await logIn(app.browser(), 'foo', 'wrong')
    assert.deepEqual(
      (await eventsOf(app)).map(({ ipAddress, userAgent }) => [ipAddress, userAgent]),
      [[null, null]],
    )
  })

  it('is one too if the app raises an error of its own, or is given what no query can take', async () => {
    const locked = () => Promise.reject(new Error('This account is locked'))
    const app = await startApp({ authentication: { authenticate: locked } })
    assert.match((await logIn(app.browser(), 'foo')).text, /This account is locked/)
    const plain = await startApp()
    const twice = new URLSearchParams([
      ['email', 'foo@example.com'],
      ['email', 'bar@example.com'],
      ['password', 'secret'],
    ])
    await plain.browser().request('/admin/login', { method: 'POST', body: twice })
    for (const one of [app, plain])
      assert.deepEqual(
        (await eventsOf(one)).map(({ event }) => event),
        ['loginFailed'],
      )
  })

  it('is none if the provider has led the browser elsewhere, to log in there', async () => {
    class Elsewhere extends BaseAuthProvider {
      override getUiProps = () => ({})
      override handleLogin(_: LoginHandlerOptions, context?: { res: { redirect(to: string): void } }) {
        context?.res.redirect('https://login.example.com')
        return Promise.resolve(null)
      }
      override handleLogout = () => Promise.resolve()
      override handleRefreshToken = () => Promise.resolve({})
    }
    const app = await startApp({ authentication: { provider: new Elsewhere() } })
    // AdminJS answers as well, which is too late then.
    assert.equal((await logIn(app.browser(), 'foo')).location, 'https://login.example.com')
    assert.deepEqual(await eventsOf(app), [])
  })

  it('shows its page also if the trail cannot be written, and the process says so', async () => {
    const app = await startApp({ settings: { queryTimeoutMs: 2000 } })
    await refuseEvents(app)
    const warned = warning('SINGLE_SESSION_LOGIN_EVENT')
    const answer = await logIn(app.browser(), 'foo', 'wrong')
    assert.deepEqual([answer.status, answer.text.includes('invalidCredentials')], [200, true])
    assert.match(
      (await warned).message,
      /could not be written down: .*: the table SessionEvent\. Run "npx prisma migrate dev"/,
    )
  })

  it('is shown in the panel', async () => {
    const app = await startApp({
      resources: (prisma) => [{ resource: userResource(prisma), options: {} }, eventResource(prisma)],
    })
    await logIn(app.browser(), 'foo', 'wrong')
    const dave = await app.browserOf('dave')
    const list = await dave.get('/admin/api/resources/SessionEvent/actions/list?filters.event=loginFailed')
    const { records } = list.json() as { records: { params: Record<string, unknown> }[] }
    assert.deepEqual(
      records.map(({ params }) => [params.event, params.userId, params.ipAddress]),
      [['loginFailed', null, '127.0.0.1']],
    )
  })
})

describe('a login that is refused', () => {
  const authenticateAs = (user: Record<string, unknown>) => ({
    settings: {},
    // The types refuse a user without an id; JavaScript does not.
    authentication: { authenticate: () => Promise.resolve(user as LoginUser) },
  })

  it('is an event of whom the app let in', async () => {
    const app = await startApp(authenticateAs({ id: 4711, email: 'gone@example.com' }))
    assert.equal((await logIn(app.browser(), 'gone')).status, 403)
    assert.deepEqual(
      (await eventsOf(app)).map(({ event, userId }) => [event, userId]),
      [['loginRefused', 4711]],
    )
  })

  it('is one of nobody if that is no user at all', async () => {
    const app = await startApp(authenticateAs({ email: 'foo@example.com' }))
    assert.equal((await logIn(app.browser(), 'foo')).status, 403)
    assert.deepEqual(
      (await eventsOf(app)).map(({ event, userId }) => [event, userId]),
      [['loginRefused', null]],
    )
  })
})

describe('a login that happens', () => {
  it('costs nothing for it', async () => {
    const app = await startApp()
    await logIn(app.browser(), 'foo', 'wrong')
    const id = await idOf(app.prisma, 'foo')
    app.database.takeStatements()
    await logIn(app.browser(), 'foo')
    const written = app.database.takeStatements().filter((statement) => statement.includes('INSERT'))
    // Its session, its link, and the one event.
    assert.equal(written.length, 3)
    assert.deepEqual(
      (await eventsOf(app)).map(({ event }) => event),
      ['loginFailed'],
    )
    assert.equal(await app.prisma.sessionEvent.count({ where: { userId: id } }), 1)
  })
})

describe('a flood of them', () => {
  it('leaves ten rows a minute of one address, and is answered as ever', async () => {
    const app = await startApp()
    const answers = await Promise.all(Array.from({ length: 40 }, () => logIn(app.browser(), 'foo', 'wrong')))
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
    assert.equal((await eventsOf(app)).length, 10)
  })

  const limits = { periodMs: 200, most: 6, mostOfOne: 2 }
  const letsOf = (flood: Flood, address: string | null, count: number) =>
    Array.from({ length: count }, () => flood.lets(address)).filter(Boolean).length

  it('is let through up to a number of each address, and of all together', () => {
    const flood = new Flood(() => undefined, limits)
    assert.deepEqual([letsOf(flood, 'a', 5), letsOf(flood, 'b', 5), letsOf(flood, 'c', 1)], [2, 2, 1])
    assert.deepEqual([letsOf(flood, 'd', 5), letsOf(flood, 'e', 5), letsOf(flood, null, 5)], [1, 0, 0])
  })

  it('from addresses that nobody keeps is let through up to the number of all', () => {
    assert.equal(letsOf(new Flood(() => undefined, limits), null, 50), limits.most)
  })

  it('is counted where it was not let through, told once, and forgotten with the minute', async () => {
    const told: number[] = []
    const flood = new Flood((count) => told.push(count), limits)
    letsOf(flood, 'a', 12)
    assert.deepEqual(told, [])
    await sleep(limits.periodMs + 100)
    assert.deepEqual(told, [10])
    assert.equal(letsOf(flood, 'a', 12), 2)
  })
})
