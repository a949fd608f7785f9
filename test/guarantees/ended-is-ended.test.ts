// Ended is ended: however a session ends, and whatever a request that was under way does afterwards, its cookie and all
// others that there ever were stay worthless, and the sessions that came after it stay as they are.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { closeApps, countLive, isLoggedIn, logIn, logOut, startApp, type TestApp } from '../support/app.js'
import { BrowserClient } from '../support/browser-client.js'
import { Errands, type Errand } from '../support/errands.js'
import { guarantee, trials } from '../support/guarantee.js'
import { allSessions, CookieLedger, cookieOf, createUser, liveSids, sidOf, type TestUser } from '../support/sessions.js'
import type { SingleSessionOptions } from '../../src/index.js'

const promise = guarantee('Ended is ended')

afterEach(closeApps)

const idleTimeoutMs = 60_000

/** All that a request can do late, and how it is answered then. */
const lateErrands: { errand: Errand; status?: number }[] = [
  // With touchAfterMs 0 it also notes that the session is in use.
  { errand: { do: 'look' } },
  { errand: { do: 'write', path: 'note', value: 'late' } },
  { errand: { do: 'write', path: 'adminUser.name', value: 'late' } },
  { errand: { do: 'remove', path: 'early' } },
  { errand: { do: 'remove', path: 'adminUser' } },
  { errand: { do: 'save' } },
  { errand: { do: 'reload' } },
  { errand: { do: 'rotate' }, status: 409 },
  { errand: { do: 'destroy' } },
  { errand: { do: 'log out' } },
]

/** A browser of a user whose session is about to end, and what is there to end it. */
interface Scene {
  app: TestApp
  errands: Errands
  user: TestUser
  /** A further browser, in which the user is logged in too if the limit allows it. */
  other: BrowserClient
  doomed: BrowserClient
  root: BrowserClient
  pass: (ms: number) => void
}

interface Way {
  name: string
  settings?: Partial<SingleSessionOptions>
  end: (scene: Scene) => Promise<unknown>
  /** The user can log in again afterwards. */
  userStays?: false
}

const ways: Way[] = [
  { name: 'was replaced by a login', end: ({ other, user }) => logIn(other, user.name) },
  {
    name: 'was replaced by a second login, with a limit of 2',
    settings: { singleUserSession: 2 },
    end: ({ other, user }) => logIn(other, user.name),
  },
  { name: 'was logged out in another tab', end: ({ doomed }) => logOut(doomed.copy()) },
  {
    name: 'was logged out alone in another tab',
    settings: { singleUserSession: 2, logoutAllSessions: false },
    end: ({ doomed }) => logOut(doomed.copy()),
  },
  {
    name: 'was logged out in another browser',
    settings: { singleUserSession: 2 },
    end: ({ other }) => logOut(other),
  },
  {
    name: 'was logged out by the bulk action',
    end: ({ root, user }) =>
      root.post(`/admin/api/resources/User/bulk/logoutOnAllSessions?recordIds=${String(user.id)}`),
  },
  { name: 'was ended by the app', end: ({ app, user }) => app.singleSession.endSessions(user.id) },
  {
    name: 'lost its user, who was deleted',
    end: ({ app, user }) => app.prisma.user.delete({ where: { id: user.id } }),
    userStays: false,
  },
  {
    name: 'was destroyed by another request',
    end: ({ errands, doomed }) => errands.send(doomed.copy(), { do: 'destroy' }),
  },
  {
    name: 'expired and was removed',
    end: async ({ app, pass }) => {
      pass(idleTimeoutMs + 1)
      await app.singleSession.removeExpiredSessions()
    },
  },
]

for (const { name, settings, end, userStays = true } of ways) {
  it(`a session that ${name} stays ended, whatever a request does late`, async () => {
    // It stands still: logins of the same millisecond are told apart as well.
    let now = Date.now()
    const errands = new Errands()
    const app = await startApp({
      routes: errands.routes,
      settings: { touchAfterMs: 0, idleTimeoutMs, clock: () => new Date(now), ...settings },
    })
    const { prisma } = app
    const [bystander, root] = [await app.browserOf('bar'), await app.browserOf('root')]
    for (const { errand, status = 200 } of repeated(lateErrands, trials(1, 12))) {
      const what = `${textOf(errand)} in a session that ${name}`
      const user = await createUser(prisma)
      const ledger = new CookieLedger(app.origin)
      const [doomed, other] = [ledger.browser(), ledger.browser()]
      await logIn(doomed, user.name)
      await errands.send(doomed, { do: 'write', path: 'early', value: true })
      if (settings?.singleUserSession) await logIn(other, user.name)
      const sid = sidOf(doomed)
      promise.equal(await errands.userIn(doomed), user.id, `${what}: who was logged in`)

      const late = await errands.begin(doomed, errand)
      await end({ app, errands, user, other, doomed, root, pass: (ms) => (now += ms) })
      const next = ledger.browser()
      if (userStays) assert.equal((await logIn(next, user.name)).status, 302)
      const before = await allSessions(prisma, sid)
      const answer = await late.finish()

      promise.equal(answer.status, status, `the answer to ${what}`)
      promise.equal(cookieOf(answer), undefined, `a cookie for ${what}`)
      promise.equal(await allSessions(prisma, sid), before, `the other sessions after ${what}`)
      promise.equal(await prisma.userSession.findUnique({ where: { sid } }), null, `the link after ${what}`)
      // A deleted user's session stays until it expires. It is nobody's: see below.
      if (userStays) promise.equal(await prisma.session.findUnique({ where: { sid } }), null, `the row after ${what}`)
      promise.equal(await isLoggedIn(doomed), false, `the panel lets in after ${what}`)
      const live = await prisma.userSession.findMany({ where: { userId: user.id } })
      for (const thief of ledger.thieves()) {
        const isLive = live.some((link) => link.sid === sidOf(thief)) && sidOf(thief) !== sid
        promise.equal(
          await errands.userIn(thief),
          isLive ? user.id : null,
          `who is in with an old cookie after ${what}`,
        )
      }
      if (userStays) promise.equal(await errands.userIn(next), user.id, `who is in by the next login after ${what}`)
    }
    if (name !== 'expired and was removed')
      promise.equal(await isLoggedIn(bystander), true, 'somebody else is still in')
    assert.deepEqual(
      app.errors.filter((error) => (error as { status?: number }).status !== 409),
      [],
    )
  })
}

it('an anonymous session that became a login stays ended, whatever a request does late', async () => {
  const errands = new Errands()
  const app = await startApp({ routes: errands.routes, settings: { touchAfterMs: 0 } })
  const ofAnybody = lateErrands.filter(({ errand }) => !('path' in errand && errand.path.startsWith('adminUser')))
  for (const { errand } of repeated(ofAnybody, trials(1, 12))) {
    const what = `${textOf(errand)} in an anonymous session that became a login`
    await app.prisma.session.deleteMany()
    const user = await createUser(app.prisma)
    const ledger = new CookieLedger(app.origin)
    const browser = ledger.browser()
    await errands.send(browser, { do: 'write', path: 'early', value: true })
    const [planted, sid] = [browser.copy(), sidOf(browser)]
    const late = await errands.begin(planted, errand)
    await logIn(browser, user.name)
    const before = await allSessions(app.prisma, sid)
    const answer = await late.finish()

    // Nobody is logged in there: a new id and an empty session are all that can be had.
    promise.equal(answer.status, 200, `the answer to ${what}`)
    promise.equal(await app.prisma.session.findUnique({ where: { sid } }), null, `the row after ${what}`)
    promise.equal(await app.prisma.userSession.count(), 1, `links after ${what}`)
    if (errand.do !== 'rotate') promise.equal(await allSessions(app.prisma), before, `sessions after ${what}`)
    for (const thief of ledger.thieves()) {
      const userId = sidOf(thief) === sidOf(browser) ? user.id : null
      promise.equal(await errands.userIn(thief), userId, `who is in with an old cookie after ${what}`)
    }
  }
  assert.deepEqual(app.errors, [])
})

describe('a session that got a new id', () => {
  it('is not there under the old one, whatever a request does late', async () => {
    const errands = new Errands()
    const app = await startApp({ routes: errands.routes, settings: { touchAfterMs: 0 } })
    for (const { errand, status = 200 } of repeated(lateErrands, trials(1, 12))) {
      const what = `${textOf(errand)} in a session that got a new id`
      const user = await createUser(app.prisma)
      const ledger = new CookieLedger(app.origin)
      const browser = ledger.browser()
      await logIn(browser, user.name)
      const sid = sidOf(browser)
      const late = await errands.begin(browser.copy(), errand)
      await errands.send(browser, { do: 'rotate' })
      const answer = await late.finish()

      promise.equal(answer.status, status, `the answer to ${what}`)
      promise.equal(cookieOf(answer), undefined, `a cookie for ${what}`)
      promise.equal(await app.prisma.session.findUnique({ where: { sid } }), null, `the row after ${what}`)
      const isStillIn = errand.do !== 'log out' && errand.do !== 'destroy'
      promise.equal(await liveSids(app.prisma, user), isStillIn ? [sidOf(browser)] : [], `live after ${what}`)
      for (const thief of ledger.thieves()) {
        const userId = isStillIn && sidOf(thief) === sidOf(browser) ? user.id : null
        promise.equal(await errands.userIn(thief), userId, `who is in with an old cookie after ${what}`)
      }
    }
  })

  for (const next of ['the same user', 'another user'] as const) {
    it(`ends with a login of ${next} that began under the old one, however many sessions a user may have`, async () => {
      const errands = new Errands()
      const app = await startApp({ routes: errands.routes, settings: { singleUserSession: false } })
      for (let count = 0; count < trials(2, 40); count++) {
        const user = await createUser(app.prisma)
        const successor = next === 'the same user' ? user : await createUser(app.prisma)
        const browser = new BrowserClient(app.origin)
        await logIn(browser, user.name)
        const tab = browser.copy()
        const late = await errands.begin(tab, { do: 'log in', userId: successor.id })
        await errands.send(browser, { do: 'rotate' })
        promise.equal((await late.finish()).status, 200, 'a login beside a change of the id')
        promise.equal(await liveSids(app.prisma, user, successor), [sidOf(tab)], 'live after a login beside a change')
        promise.equal(await errands.userIn(browser), null, 'who is in under the new id')
        promise.equal(await errands.userIn(tab), successor.id, 'who is in by the login')
      }
    })
  }

  it('is one live session all the time, while other requests use it', async () => {
    const errands = new Errands()
    const app = await startApp({ routes: errands.routes, settings: { touchAfterMs: 0 } })
    const user = await createUser(app.prisma)
    const ledger = new CookieLedger(app.origin)
    const browser = ledger.browser()
    await logIn(browser, user.name)
    for (let count = 0; count < trials(15, 200); count++) {
      const old = browser.copy()
      const beside: Errand[] = [
        { do: 'look' },
        { do: 'write', path: `note${String(count)}`, value: count },
        { do: 'look' },
        { do: 'save' },
      ]
      const [rotated, ...others] = await Promise.all([
        errands.send(browser, { do: 'rotate' }),
        ...beside.map((errand) => errands.send(old.copy(), errand)),
      ])
      promise.equal(rotated.status, 200, 'a change of the id')
      for (const { status } of others) promise.equal(status, 200, 'a request beside a change of the id')
      promise.equal(await liveSids(app.prisma, user), [sidOf(browser)], 'live after a change of the id')
      promise.equal(await errands.userIn(old), null, 'who is in under the old id')
      promise.equal(await errands.userIn(browser), user.id, 'who is in under the new id')
    }
    for (const thief of ledger.thieves()) {
      const userId = sidOf(thief) === sidOf(browser) ? user.id : null
      promise.equal(await errands.userIn(thief), userId, 'who is in with an old cookie in the end')
    }
    // A request under an ended id may have begun a new anonymous session.
    const named = await app.prisma.session.count({ where: { data: { contains: 'adminUser' } } })
    promise.equal(named, 1, 'sessions that name a user in the end')
  })
})

describe('two logins in one browser', () => {
  for (const start of ['a new browser', 'an anonymous session', 'a session of the user'] as const) {
    it(`leave the later one live, in whatever order they are answered, beginning with ${start}`, async () => {
      const errands = new Errands()
      const app = await startApp({ routes: errands.routes })
      for (let count = 0; count < trials(3, 60); count++) {
        const user = await createUser(app.prisma)
        const ledger = new CookieLedger(app.origin)
        const browser = ledger.browser()
        if (start === 'an anonymous session') await errands.send(browser, { do: 'write', path: 'note', value: 1 })
        if (start === 'a session of the user') await logIn(browser, user.name)

        const [first, second] = [browser.copy(), browser.copy()]
        const late = await errands.beginToAnswer(first, { do: 'log in', userId: user.id })
        promise.equal((await logIn(second, user.name)).status, 302, 'the second login')
        promise.equal((await late.finish()).status, 200, 'the first login')

        promise.equal(await liveSids(app.prisma, user), [sidOf(second)], 'live after two logins')
        promise.equal(await isLoggedIn(first), false, 'the panel lets in the browser that keeps the first cookie')
        promise.equal(await isLoggedIn(second), true, 'the panel lets in the browser that keeps the second cookie')
        for (const thief of ledger.thieves()) {
          const userId = sidOf(thief) === sidOf(second) ? user.id : null
          promise.equal(await errands.userIn(thief), userId, 'who is in with an old cookie after two logins')
        }
      }
      promise.equal(await countLive(app.prisma), await app.prisma.session.count(), 'sessions without a link')
    })
  }
})

const repeated = <T>(list: readonly T[], times: number): T[] => Array.from({ length: times }, () => list).flat()

const textOf = (errand: Errand): string => ('path' in errand ? `${errand.do} ${errand.path}` : errand.do)
