// The session id changes at every login, by whichever way it comes, and whatever cookie the browser came with: that one
// is worth nothing afterwards. What an anonymous session held survives; what another user left does not.
import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import { BaseAuthProvider } from 'adminjs'
import type { AuthenticationContext } from '@adminjs/express'
import { authenticateWith, closeApps, isLoggedIn, logIn, logOut, startApp, type TestApp } from '../support/app.js'
import type { Answer, BrowserClient } from '../support/browser-client.js'
import { Errands } from '../support/errands.js'
import { guarantee, trials } from '../support/guarantee.js'
import { createUser, liveSids, sidOf, type TestUser } from '../support/sessions.js'
import type { TestAppOptions } from '../support/app.js'

const promise = guarantee('The session id changes at every login')
const times = trials(2, 50)

/** Every session id that a login of this file ever gave. */
const givenSids = new Set<string>()

afterEach(closeApps)
after(() => {
  assert.ok(givenSids.size > 0)
})

type LogInAs = (browser: BrowserClient, user: TestUser) => Promise<Answer>

/** The ways to log in. */
const ways: Record<
  string,
  { options?: (app: () => TestApp) => TestAppOptions; logInAs: (errands: Errands) => LogInAs }
> = {
  "AdminJS's login page": { logInAs: () => (browser, user) => logIn(browser, user.name) },
  'an auth provider': {
    options: (app) => ({ authentication: { provider: new PasswordProvider(app) } }),
    logInAs: () => (browser, user) => logIn(browser, user.name),
  },
  "the app's own login": {
    logInAs: (errands) => (browser, user) => errands.send(browser, { do: 'log in', userId: user.id }),
  },
}

for (const [way, { options, logInAs }] of Object.entries(ways)) {
  describe(`by ${way}`, () => {
    /** A panel with this way to log in, and a check of each login. */
    async function start(settings: TestAppOptions['settings'] = {}) {
      const errands = new Errands()
      let app: TestApp | undefined = undefined
      const started = (): TestApp => {
        assert.ok(app)
        return app
      }
      app = await startApp({ ...options?.(started), routes: errands.routes, settings })
      const logInBy = logInAs(errands)
      const { prisma } = app

      /** Logs in; the id is one that was never there before, and the cookie from before is worth nothing. */
      const checkLogin: LogInAs = async (browser, user) => {
        const before = browser.copy()
        const answer = await logInBy(browser, user)
        promise.check([200, 302].includes(answer.status), `a login was answered ${String(answer.status)}`)
        const sid = sidOf(browser)
        promise.check(sid !== sidOf(before) && !givenSids.has(sid), 'the session id is not a new one')
        givenSids.add(sid)
        promise.equal(await errands.userIn(browser), user.id, 'who is in after a login')
        promise.equal(await isLoggedIn(before), false, 'the cookie from before is in')
        const row = await prisma.session.findUnique({ where: { sid: sidOf(before) } })
        promise.equal(row, null, 'the session from before')
        return answer
      }
      return { app, errands, checkLogin }
    }

    it('a cookie that was planted beforehand is worth nothing', async () => {
      const { app, errands, checkLogin } = await start()
      for (let time = 0; time < times; time++) {
        const victim = await createUser(app.prisma)
        const attacker = app.browser()
        await errands.send(attacker, { do: 'write', path: 'planted', value: true })
        const browser = attacker.copy()
        // The attacker has a request under way all the time.
        const late = await errands.begin(attacker, { do: 'write', path: 'late', value: true })
        await checkLogin(browser, victim)
        await late.finish()
        promise.equal(await errands.userIn(attacker), null, 'who is in with the planted cookie')
        promise.equal(await isLoggedIn(attacker), false, 'the planted cookie is in')
        promise.equal((await errands.heldBy(browser)).late, undefined, 'what the attacker wrote meanwhile')

        // What the attacker does with it after that goes into a session of the attacker's own.
        await errands.send(attacker, { do: 'write', path: 'later', value: true })
        promise.check(sidOf(attacker) !== sidOf(browser), 'the attacker has the session')
        promise.equal((await errands.heldBy(browser)).later, undefined, 'what the attacker wrote later')
        promise.equal(await liveSids(app.prisma, victim), [sidOf(browser)], 'live after a fixation')
      }
    })

    it('the cookie of a session in which the attacker is logged in is worth nothing', async () => {
      const { app, errands, checkLogin } = await start()
      for (let time = 0; time < times; time++) {
        const [mallory, victim] = [await createUser(app.prisma), await createUser(app.prisma)]
        const attacker = app.browser()
        await checkLogin(attacker, mallory)
        await errands.send(attacker, { do: 'write', path: 'planted', value: true })
        const browser = attacker.copy()
        await checkLogin(browser, victim)
        promise.equal(await errands.userIn(attacker), null, 'who is in with the planted cookie')
        promise.equal((await errands.heldBy(browser)).planted, undefined, 'what the attacker left')
        promise.equal(await liveSids(app.prisma, mallory, victim), [sidOf(browser)], 'live after a fixation')
      }
    })

    it('a cookie that is forged, ended or expired becomes no session id', async () => {
      let now = Date.now()
      const { app, errands, checkLogin } = await start({ clock: () => new Date(now), idleTimeoutMs: 60_000 })
      for (let time = 0; time < times; time++) {
        const user = await createUser(app.prisma)
        const ended = app.browser()
        await checkLogin(ended, user)
        await logOut(ended.copy())
        const expired = app.browser()
        await checkLogin(expired, await createUser(app.prisma))
        now += 200_000
        const signed = ended.cookies.get('adminjs') ?? ''
        const forged = [signed.replace(/^s%3A.{8}/, 's%3Aattacker'), `s%3A${'a'.repeat(32)}.forged`, 'nonsense', '']
        for (const value of [...forged, ...[ended, expired].map((browser) => browser.cookies.get('adminjs') ?? '')]) {
          const browser = app.browser()
          browser.cookies.set('adminjs', value)
          promise.equal(await errands.userIn(browser.copy()), null, 'who is in with a worthless cookie')
          const sids = (await app.prisma.session.findMany()).map(({ sid }) => sid)
          const before = sidOf(browser)
          const answer = await logInAs(errands)(browser, user)
          promise.check([200, 302].includes(answer.status), `a login was answered ${String(answer.status)}`)
          const sid = sidOf(browser)
          promise.check(![before, ...sids, ...givenSids].includes(sid), 'the session id is not a new one')
          givenSids.add(sid)
          promise.equal(await errands.userIn(browser), user.id, 'who is in after a login')
        }
      }
    })

    for (const limit of [true, 3, false]) {
      it(`every further login in a browser gets a new id, with the limit ${String(limit)}`, async () => {
        const { app, errands, checkLogin } = await start({ singleUserSession: limit })
        for (let time = 0; time < times; time++) {
          const [one, two] = [await createUser(app.prisma), await createUser(app.prisma)]
          const browser = app.browser()
          await checkLogin(browser, one)
          await errands.send(browser, { do: 'write', path: 'note', value: 'of one' })
          await checkLogin(browser, one)
          promise.equal((await errands.heldBy(browser)).note, 'of one', 'what the user themselves left')
          promise.equal(await liveSids(app.prisma, one), [sidOf(browser)], 'live after a login as the same user')
          await checkLogin(browser, two)
          promise.equal((await errands.heldBy(browser)).note, undefined, 'what another user left')
          promise.equal(await liveSids(app.prisma, one, two), [sidOf(browser)], 'live after a login as another user')
          await errands.send(browser, { do: 'rotate' })
          await checkLogin(browser, one)
          await logOut(browser)
          promise.equal((await errands.heldBy(browser)).adminUser, undefined, 'who is in after a logout')
          await checkLogin(browser, one)
        }
      })
    }

    it('what the anonymous session held survives, what a user left does not', async () => {
      const { app, errands, checkLogin } = await start()
      for (let time = 0; time < times; time++) {
        const [one, two] = [await createUser(app.prisma), await createUser(app.prisma)]
        const browser = app.browser()
        const goal = `/admin/resources/User?page=${String(time + 1)}`
        await errands.send(browser, { do: 'write', path: 'redirectTo', value: goal })
        await errands.send(browser, { do: 'write', path: 'cart.items', value: ['a', 'b'] })
        const answer = await checkLogin(browser, one)
        if (way !== "the app's own login") promise.equal(answer.location, goal, 'where a login leads to')
        const held = await errands.heldBy(browser)
        promise.equal(held.cart, { items: ['a', 'b'] }, 'what the anonymous session held')

        // By a logout and by the end of the user, too.
        await logOut(browser)
        await checkLogin(browser, two)
        promise.equal((await errands.heldBy(browser)).cart, undefined, 'what a user left who logged out')
        await errands.send(browser, { do: 'write', path: 'cart', value: 'of two' })
        await app.prisma.user.delete({ where: { id: two.id } })
        await logInAs(errands)(browser, one)
        promise.equal((await errands.heldBy(browser)).cart, undefined, 'what a user left who was deleted')
        promise.equal(await errands.userIn(browser), one.id, 'who is in in the end')
      }
    })
  })
}

/** What an app writes that has an auth provider instead of `authenticate`. */
class PasswordProvider extends BaseAuthProvider<AuthenticationContext> {
  readonly #app: () => TestApp

  constructor(app: () => TestApp) {
    super()
    this.#app = app
  }

  override async handleLogin({ data }: { data?: Record<string, unknown> }) {
    const { email, password } = data as { email: string; password: string }
    return (await authenticateWith(this.#app().prisma)(email, password)) as never
  }
}
