// Nobody else is harmed: what fails, comes late, comes twice or comes at the same time as something else ends no session
// that it should not, and undoes nothing that another request did.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import {
  closeApps,
  idOf,
  isLoggedIn,
  logIn,
  logOut,
  startApp,
  type TestApp,
  type TestAppOptions,
} from '../support/app.js'
import { BrowserClient, type Answer } from '../support/browser-client.js'
import { connect, provider } from '../support/database.js'
import { Errands, type Errand, type Held } from '../support/errands.js'
import { guarantee, trials } from '../support/guarantee.js'
import { allSessions, cookieOf, createUser, liveSids, sidOf, type TestUser } from '../support/sessions.js'

const promise = guarantee('Nobody else is harmed')
const times = trials(2, 40)

const clients: { $disconnect(): Promise<void> }[] = []

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.$disconnect()))
  await closeApps()
})

/** A panel in which others are logged in, whose sessions hold something. */
class Scene {
  readonly errands: Errands
  readonly app: TestApp
  readonly #others = new Map<BrowserClient, string>()

  static async set(options: TestAppOptions = {}): Promise<Scene> {
    const errands = new Errands()
    const scene = new Scene(errands, await startApp({ ...options, routes: errands.routes }))
    for (const name of ['bar', 'root', 'carol']) {
      const browser = await scene.app.browserOf(name)
      await errands.send(browser, { do: 'write', path: 'note.of', value: name })
      scene.#others.set(browser, await scene.#rowOf(browser))
    }
    const visitor = scene.app.browser()
    await errands.send(visitor, { do: 'write', path: 'note.of', value: 'a visitor' })
    scene.#others.set(visitor, await scene.#rowOf(visitor))
    return scene
  }

  private constructor(errands: Errands, app: TestApp) {
    this.errands = errands
    this.app = app
  }

  /** A browser of root, one of the others. */
  get root(): BrowserClient {
    const [, root] = this.#others.keys()
    assert.ok(root)
    return root
  }

  /** The sessions of the others are what they were, to the letter. */
  async checkOthers(what: string): Promise<void> {
    for (const [browser, row] of this.#others) promise.equal(await this.#rowOf(browser), row, `others, after ${what}`)
  }

  /** The bulk action, on these users. */
  endByAction(browser: BrowserClient, ...users: TestUser[]): Promise<Answer> {
    const ids = users.map(({ id }) => id).join(',')
    return browser.post(`/admin/api/resources/User/bulk/logoutOnAllSessions?recordIds=${ids}`)
  }

  async #rowOf(browser: BrowserClient): Promise<string> {
    const sid = sidOf(browser)
    const row = await this.app.prisma.session.findUniqueOrThrow({ where: { sid }, include: { userSession: true } })
    return JSON.stringify(row)
  }
}

describe('a login that fails', () => {
  type Fail = (scene: Scene, browser: BrowserClient, user: TestUser) => Promise<Answer>
  const logInById =
    (userId: () => number | Promise<number>): Fail =>
    async ({ errands }, browser) =>
      errands.send(browser, { do: 'log in', userId: await userId() })
  const failing: { name: string; status: number; fail: Fail }[] = [
    { name: 'a wrong password', status: 200, fail: (_, browser, user) => logIn(browser, user.name, 'wrong') },
    { name: 'no password', status: 200, fail: (_, browser, user) => logIn(browser, user.name, '') },
    { name: 'an unknown user', status: 200, fail: (_, browser) => logIn(browser, 'nobody at all') },
    { name: 'a user who is not in the database', status: 403, fail: logInById(() => 2_000_000_000) },
    { name: 'a user without an id', status: 403, fail: logInById(() => NaN) },
    { name: 'an id that no user can have', status: 403, fail: logInById(() => 1.5) },
    { name: 'a limit that cannot be told', status: 503, fail: logInById(() => brokenId) },
  ]
  let brokenId: Promise<number>

  for (const { name, status, fail } of failing) {
    it(`leaves all sessions as they are: ${name}`, async () => {
      const scene = await Scene.set({
        settings: {
          async singleUserSession({ id }: { id: number }) {
            if (id === (await brokenId)) throw new Error('boom')
            return true
          },
        },
      })
      const { app } = scene
      brokenId = idOf(app.prisma, 'dave')
      const user = await createUser(app.prisma)
      const own = await app.browserOf(user.name)
      const anonymous = app.browser()
      await scene.errands.send(anonymous, { do: 'write', path: 'note', value: 1 })
      const before = await allSessions(app.prisma)
      for (const browser of [own, app.browser(), anonymous, scene.root]) {
        const cookie = browser.cookieHeader
        const answer = await fail(scene, browser, user)
        promise.equal(answer.status, status, `the answer to ${name}`)
        promise.check(answer.location === null, `${name}: went on to ${String(answer.location)}`)
        promise.equal(browser.cookieHeader, cookie, `${name}: the cookie`)
        promise.equal(await allSessions(app.prisma), before, `${name}: the sessions`)
      }
      promise.equal(await isLoggedIn(own), true, `${name}: the user is logged in`)
      await scene.checkOthers(name)
    })
  }
})

it('what an ended tab does leaves the newer session as it is', async () => {
  const scene = await Scene.set()
  const { app, errands } = scene
  const own: Errand[] = [
    { do: 'look' },
    { do: 'write', path: 'note', value: 'of an ended tab' },
    { do: 'rotate' },
    { do: 'destroy' },
    { do: 'log out' },
    { do: 'save' },
  ]
  const deeds: Record<string, (tab: BrowserClient, user: TestUser) => Promise<unknown>> = {
    ...Object.fromEntries(own.map((errand) => [errand.do, (tab: BrowserClient) => errands.send(tab, errand)])),
    'opens the panel': (tab) => tab.get('/admin'),
    'logs out in the panel': logOut,
    'logs in with a wrong password': (tab, user) => logIn(tab, user.name, 'wrong'),
    'uses the bulk action': (tab, user) => scene.endByAction(tab, user),
  }
  for (let time = 0; time < times; time++) {
    for (const [name, act] of Object.entries(deeds)) {
      // One who may use the bulk action: in a live session it would log them out.
      const user = await createUser(app.prisma)
      await app.prisma.user.update({ where: { id: user.id }, data: { permissions: 'single_session.logout' } })
      const ended = await app.browserOf(user.name)
      const newer = await app.browserOf(user.name)
      await errands.send(newer, { do: 'write', path: 'note', value: 'newer' })
      const links = await app.prisma.userSession.findMany({ where: { userId: user.id } })
      await act(ended, user)
      const after = await app.prisma.userSession.findMany({ where: { userId: user.id } })
      promise.equal(after, links, `an ended tab ${name}: the links`)
      promise.equal((await errands.heldBy(newer)).note, 'newer', `an ended tab ${name}: what the newer session holds`)
      promise.equal(await isLoggedIn(newer), true, `an ended tab ${name}: the newer session is live`)
    }
  }
  await scene.checkOthers('what an ended tab did')
})

describe('a double click', () => {
  it('on the logout logs the user out, once, and nobody else', async () => {
    const scene = await Scene.set()
    const { app } = scene
    for (let time = 0; time < times; time++) {
      const user = await createUser(app.prisma)
      const browser = await app.browserOf(user.name)
      const answers = await Promise.all([logOut(browser.copy()), logOut(browser.copy())])
      for (const { status, location } of answers) promise.equal([status, location], [302, '/admin/login'], 'a logout')
      promise.equal(await liveSids(app.prisma, user), [], 'live after a double-clicked logout')

      // The second click may come when the user has long been back.
      const again = await app.browserOf(user.name)
      promise.equal((await logOut(browser)).status, 302, 'a late second click')
      promise.equal(await isLoggedIn(again), true, 'the user is in after a late second click')
    }
    await scene.checkOthers('double-clicked logouts')
  })

  it("on the logout of one session alone leaves the user's others", async () => {
    const scene = await Scene.set({ settings: { singleUserSession: 3, logoutAllSessions: false } })
    const { app } = scene
    for (let time = 0; time < times; time++) {
      const user = await createUser(app.prisma)
      const [one, two, three] = [
        await app.browserOf(user.name),
        await app.browserOf(user.name),
        await app.browserOf(user.name),
      ]
      await Promise.all([logOut(two.copy()), logOut(two.copy()), logOut(two.copy())])
      promise.equal(await liveSids(app.prisma, user), [sidOf(one), sidOf(three)].sort(), 'live after a single logout')
      promise.equal(await isLoggedIn(two), false, 'the one that was logged out is in')
    }
    await scene.checkOthers('double-clicked logouts of one session alone')
  })

  it('on the login leaves one session, of one of the two', async () => {
    const scene = await Scene.set()
    const { app } = scene
    for (let time = 0; time < times; time++) {
      const user = await createUser(app.prisma)
      const browser = app.browser()
      if (time % 2 === 1) await scene.errands.send(browser, { do: 'write', path: 'redirectTo', value: '/admin' })
      const clicks = [browser.copy(), browser.copy()]
      const answers = await Promise.all(clicks.map((click) => logIn(click, user.name)))
      for (const { status } of answers) promise.equal(status, 302, 'a double-clicked login')
      const live = await liveSids(app.prisma, user)
      promise.equal(live.length, 1, 'live after a double-clicked login')
      const inside = await Promise.all(clicks.map(isLoggedIn))
      promise.equal(inside.filter(Boolean).length, 1, 'how many are in after a double-clicked login')
      promise.equal(
        inside,
        clicks.map((click) => live.includes(sidOf(click))),
        'who is in after a double-clicked login',
      )
    }
    await scene.checkOthers('double-clicked logins')
  })

  it('on the bulk action logs out whom it was for, once, and counts them once', async () => {
    const scene = await Scene.set({ settings: { singleUserSession: 2 } })
    const { app } = scene
    for (let time = 0; time < times; time++) {
      const users = [await createUser(app.prisma), await createUser(app.prisma)]
      const spared = await createUser(app.prisma)
      const browsers = await Promise.all([...users, ...users, spared].map(({ name }) => app.browserOf(name)))
      const answers = await Promise.all([
        scene.endByAction(scene.root, ...users),
        scene.endByAction(scene.root, ...users),
      ])
      const counts = answers.map((answer) => countsOf(answer)).sort((a, b) => b.sessions - a.sessions)
      promise.equal(
        counts,
        [
          { users: 2, sessions: 4 },
          { users: 0, sessions: 0 },
        ],
        'logged out by a double click',
      )
      promise.equal(await Promise.all(browsers.map(isLoggedIn)), [false, false, false, false, true], 'who is in')

      // Repeated when one of them is back, it is for that one.
      await app.browserOf(users[0]?.name ?? '')
      promise.equal(countsOf(await scene.endByAction(scene.root, ...users)), { users: 1, sessions: 1 }, 'repeated')
      promise.equal(countsOf(await scene.endByAction(scene.root, ...users)), { users: 0, sessions: 0 }, 'once more')
    }
    await scene.checkOthers('repeated bulk actions')
  })
})

it('of two changes of the session id at once one happens, and the browser stays logged in', async () => {
  const scene = await Scene.set()
  const { app, errands } = scene
  for (let time = 0; time < trials(5, 100); time++) {
    const user = await createUser(app.prisma)
    const browser = await app.browserOf(user.name)
    const old = browser.copy()
    const begun = [await errands.begin(old.copy(), { do: 'rotate' }), await errands.begin(old.copy(), { do: 'rotate' })]
    const answers = await Promise.all(begun.map((late) => late.finish()))
    promise.equal(answers.map(({ status }) => status).sort(), [200, 409], 'the answers to two changes of the id')
    const refused = answers.find(({ status }) => status === 409)
    promise.equal(refused?.headers.getSetCookie(), [], 'cookies of the change that was refused')
    for (const order of [answers, [...answers].reverse()]) {
      const stays = old.copy()
      for (const answer of order) {
        const cookie = cookieOf(answer)
        if (cookie !== undefined) stays.cookies.set('adminjs', cookie)
      }
      promise.equal(await isLoggedIn(stays), true, 'the browser is in after two changes of the id')
    }
    promise.equal((await liveSids(app.prisma, user)).length, 1, 'live after two changes of the id')
    promise.equal(await isLoggedIn(old), false, 'the old id is in')
  }
  await scene.checkOthers('changes of the id')
})

describe('requests of one session at the same time', () => {
  it('each keep what they changed, over two servers', async () => {
    const scene = await Scene.set()
    const { app, errands } = scene
    // A second server, on a client of its own. Not with SQLite: a client that waits for another one's transaction holds
    // up the whole process, and with it that transaction.
    const prisma = provider === 'sqlite' ? app.prisma : connect(app.database.url)
    if (prisma !== app.prisma) clients.push(prisma)
    const second = await startApp({ database: { ...app.database, prisma }, routes: errands.routes })
    for (let time = 0; time < trials(4, 60); time++) {
      const user = await createUser(app.prisma)
      const browser = await app.browserOf(user.name)
      const expected: Held = {}
      for (const key of ['old', 'gone']) {
        await errands.send(browser, { do: 'write', path: `cart.${key}`, value: key })
      }
      const work = Array.from({ length: 20 }, (_, number): Errand => {
        if (number === 0) return { do: 'remove', path: 'cart.gone' }
        const nested = number % 2 === 0
        const path = nested ? `cart.items.item${String(number)}` : `item${String(number)}`
        setPath(expected, path, number)
        return { do: 'write', path, value: number }
      })
      setPath(expected, 'cart.old', 'old')
      setPath(expected, 'singleSessionPanel', '/admin')

      // All of them have read the session before the first one changes it.
      const begun = await Promise.all(
        work.map((errand, number) => {
          const tab = new BrowserClient(number % 2 === 0 ? app.origin : second.origin)
          for (const [name, value] of browser.cookies) tab.cookies.set(name, value)
          return errands.begin(tab, errand)
        }),
      )
      const answers = await Promise.all(begun.map((late) => late.finish()))
      for (const { status } of answers) promise.equal(status, 200, 'one of many changes')
      const { cookie: _, adminUser, ...held } = await errands.heldBy(browser)
      promise.equal(sorted(held), sorted(expected), 'what the session holds after changes at the same time')
      promise.equal(adminUser?.id, user.id, 'who is in after changes at the same time')
    }
    await scene.checkOthers('changes at the same time')
  })

  it('each keep what they changed, in a session of nobody', async () => {
    const scene = await Scene.set()
    const { app, errands } = scene
    for (let time = 0; time < trials(2, 30); time++) {
      const visitor = app.browser()
      await errands.send(visitor, { do: 'write', path: 'item', value: 'first' })
      const expected: Held = { item: 'first' }
      const work = Array.from({ length: 10 }, (_, number): Errand => {
        setPath(expected, `items.item${String(number)}`, number)
        return { do: 'write', path: `items.item${String(number)}`, value: number }
      })
      const begun = await Promise.all(work.map((errand) => errands.begin(visitor.copy(), errand)))
      await Promise.all(begun.map((late) => late.finish()))
      const { cookie: _, ...held } = await errands.heldBy(visitor)
      promise.equal(sorted(held), sorted(expected), "what a visitor's session holds after changes at the same time")
    }
    await scene.checkOthers('changes of visitors at the same time')
  })
})

/** What the notice of a bulk action says. */
function countsOf(answer: Answer): { users: number; sessions: number } {
  const { notice } = answer.json() as { notice: { options: { users: number; sessions: number } } }
  return { users: notice.options.users, sessions: notice.options.sessions }
}

function setPath(held: Held, path: string, value: unknown): void {
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const fields = keys.reduce<Record<string, unknown>>((outer, key) => (outer[key] ??= {}) as Held, held)
  fields[last] = value
}

/** The same with its keys in order, at every depth. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
