// The two ways to authenticate in AdminJS, with our login in them, and the order in which things are mounted.
import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import AdminJSExpress, { type AuthenticationContext } from '@adminjs/express'
import AdminJS, { BaseAuthProvider, type CurrentAdmin } from 'adminjs'
import express from 'express'
import session from 'express-session'
import { type AuthenticationInput, createSingleSession, type LoginUser, type SingleSessionError } from '../src/index.js'
import {
  authenticateWith,
  countLive,
  idOf,
  isLoggedIn,
  logIn,
  logOut,
  secret,
  closeApps,
  startApp,
  userResource,
} from './support/app.js'
import { createDatabase } from './support/database.js'

afterEach(closeApps)

const database = await createDatabase()
after(() => database.close())
const { prisma } = database

/** A provider as an app writes one; it notes how it was called. */
class Provider extends BaseAuthProvider<AuthenticationContext> {
  readonly calls: string[] = []
  user: CurrentAdmin | null = null

  override getUiProps() {
    return { hint: 'by provider' }
  }

  override handleLogin(options: { data: Record<string, unknown> }) {
    this.calls.push(`login ${String(options.data.email)}`)
    return Promise.resolve(this.user)
  }

  override handleLogout(context?: AuthenticationContext): Promise<unknown> {
    this.calls.push(`logout ${String((context?.req.session.adminUser as CurrentAdmin | undefined)?.email)}`)
    return Promise.resolve()
  }

  override handleRefreshToken() {
    return Promise.resolve({ token: 'fresh' })
  }
}

describe('a provider', () => {
  it('logs in, out, refreshes and shows its own props, under the rule', async () => {
    const provider = new Provider()
    const app = await startApp({ authentication: { provider } })
    provider.user = { id: await idOf(app.prisma, 'foo'), email: 'foo@example.com' } as unknown as CurrentAdmin
    const [first, second] = [app.browser(), app.browser()]
    assert.match((await first.get('/admin/login')).text, /"hint":"by provider"/)
    await logIn(first, 'foo')
    await logIn(second, 'foo')
    assert.deepEqual([await isLoggedIn(first), await isLoggedIn(second)], [false, true])
    assert.match((await second.post('/admin/refresh-token')).text, /"_auth":\{"token":"fresh"\}/)
    assert.equal(await isLoggedIn(second), true)
    assert.equal((await logOut(second)).location, '/admin/login')
    assert.equal(await countLive(app.prisma), 0)
    assert.deepEqual(provider.calls, ['login foo@example.com', 'login foo@example.com', 'logout foo@example.com'])
  })

  it('may answer the logout itself', async () => {
    const provider = new Provider()
    provider.handleLogout = (context) => Promise.resolve(context?.res.redirect('https://id.example.com/logout'))
    const app = await startApp({ authentication: { provider } })
    provider.user = { id: await idOf(app.prisma, 'foo'), email: 'foo@example.com' } as unknown as CurrentAdmin
    const browser = await app.browserOf('foo')
    assert.equal((await logOut(browser)).location, 'https://id.example.com/logout')
    assert.equal(await isLoggedIn(browser), false)
  })

  it('that fails at the logout is heard of, and the session ends all the same', async () => {
    const provider = new Provider()
    provider.handleLogout = () => Promise.reject(new Error('the identity provider is away'))
    const app = await startApp({ authentication: { provider } })
    provider.user = { id: await idOf(app.prisma, 'foo'), email: 'foo@example.com' } as unknown as CurrentAdmin
    const browser = await app.browserOf('foo')
    assert.equal((await logOut(browser)).status, 500)
    assert.equal((app.errors[0] as Error).message, 'the identity provider is away')
    assert.equal(await isLoggedIn(browser), false)
  })
})

describe('a login', () => {
  it('changes the session id', async () => {
    const app = await startApp({
      routes: (routes) =>
        routes.post('/visit', (req, res) => {
          Object.assign(req.session, { seen: 1 })
          res.send()
        }),
    })
    const browser = app.browser()
    await browser.post('/visit')
    const planted = browser.copy()
    await logIn(browser, 'foo')
    assert.equal(await isLoggedIn(browser), true)
    assert.equal(await isLoggedIn(planted), false)
    assert.notEqual(planted.cookieHeader, browser.cookieHeader)
  })

  it('sets a cookie that scripts cannot read and other sites cannot send, until the browser is closed', async () => {
    const app = await startApp()
    const { headers } = await logIn(app.browser(), 'foo')
    assert.match(headers.get('set-cookie') ?? '', /^adminjs=s%3A[^;]+; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  it('gives it the prefix __Host- over HTTPS, so that no neighbour can plant it', async () => {
    const app = await startApp({
      settings: { cookie: { secure: true } },
      routes: (routes) => routes.set('trust proxy', true),
    })
    const headers = { 'x-forwarded-proto': 'https' }
    const fields = { email: 'foo@example.com', password: 'secret' }
    const browser = app.browser()
    const answer = await browser.post('/admin/login', fields, { headers })
    const cookie = answer.headers.get('set-cookie') ?? ''
    assert.match(cookie, /^__Host-adminjs=s%3A[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    assert.equal(await isLoggedIn(browser), true)
  })

  it('keeps the address and the user agent with the session, unless told not to', async () => {
    const app = await startApp()
    await app
      .browser()
      .post(
        '/admin/login',
        { email: 'foo@example.com', password: 'secret' },
        { headers: { 'user-agent': 'x'.repeat(500) } },
      )
    const link = await app.prisma.userSession.findFirstOrThrow()
    assert.deepEqual([link.ipAddress, link.userAgent], ['127.0.0.1', 'x'.repeat(191)])
    const discreet = await startApp({ settings: { recordIpAddress: false, recordUserAgent: false } })
    await discreet.browserOf('foo')
    const { ipAddress, userAgent } = await discreet.prisma.userSession.findFirstOrThrow()
    assert.deepEqual([ipAddress, userAgent], [null, null])
  })

  it("shows the app's own errors on the login page, as AdminJS does", async () => {
    const app = await startApp({
      authentication: { authenticate: () => Promise.reject(new Error('This account is locked')) },
    })
    const answer = await logIn(app.browser(), 'foo')
    assert.equal(answer.status, 400)
    assert.match(answer.text, /This account is locked/)
  })

  for (const [title, id] of [
    ['has no id', undefined],
    ['has an id of another kind', 'seven'],
    ['is not in the database', 999_999],
  ] as const) {
    it(`is refused when the user ${title}`, async () => {
      // The types refuse a user without an id; JavaScript does not.
      const user = { id, email: 'ghost@example.com' } as LoginUser
      const app = await startApp({ authentication: { authenticate: () => user } })
      const browser = app.browser()
      const answer = await logIn(browser, 'ghost')
      assert.equal(answer.status, 403)
      const [error] = app.errors as SingleSessionError[]
      assert.equal(error?.code, 'ERR_SINGLE_SESSION_LOGIN_REFUSED')
      if (id !== 999_999) assert.match(error.message, /Return it from authenticate.* write id: String\(user\.id\)\.$/)
      assert.equal(await isLoggedIn(browser), false)
      assert.equal(await app.prisma.session.count(), 0)
    })
  }

  it('with a text that the database cannot take is a wrong one', async () => {
    const app = await startApp()
    const json = { headers: { 'content-type': 'application/json' } }
    for (const email of ['a\u0000b@example.com', '\ud800', ['foo@example.com']]) {
      const body = JSON.stringify({ email, password: 'secret' })
      const answer = await app.browser().request('/admin/login', { method: 'POST', body, ...json })
      assert.ok(answer.status < 500 && answer.text.includes('invalidCredentials'), body)
    }
    assert.deepEqual(app.errors, [])
  })

  it('works outside AdminJS', async () => {
    const app = await startApp({
      routes(routes, singleSession) {
        routes.post('/token-login', (req, res, next) => {
          app.prisma.user
            .findFirstOrThrow({ where: { email: 'foo@example.com' } })
            .then(({ id, email }) => singleSession.login(req, { id, email }))
            .then(() => res.send('in'), next)
        })
        routes.post('/leave', (req, res, next) => {
          singleSession.logout(req).then(() => res.send('out'), next)
        })
      },
    })
    const [first, second] = [await app.browserOf('foo'), app.browser()]
    assert.equal((await second.post('/token-login')).text, 'in')
    assert.deepEqual([await isLoggedIn(first), await isLoggedIn(second)], [false, true])
    assert.equal((await first.post('/leave')).text, 'out')
    assert.equal(await isLoggedIn(second), true)
    assert.equal((await second.post('/leave')).text, 'out')
    assert.equal(await countLive(app.prisma), 0)
  })

  it('that bypasses us is an error, not a session', async () => {
    const app = await startApp({
      routes: (routes) =>
        routes.post('/backdoor', (req, res, next) => {
          req.session.adminUser = { id: 1, email: 'root@example.com' }
          req.session.save((error?: unknown) => {
            if (error) next(error)
            else res.send('in')
          })
        }),
    })
    const browser = app.browser()
    assert.equal((await browser.post('/backdoor')).status, 500)
    assert.equal((app.errors[0] as { code: string }).code, 'ERR_SINGLE_SESSION_UNLINKED_LOGIN')
    assert.equal(await isLoggedIn(browser), false)
  })

  it('makes a session that of another user is an error: it stays that of its own, and nothing is left behind', async () => {
    const others: ((id: number, rootId: number) => unknown)[] = [
      (_id, rootId) => ({ id: rootId, email: 'root@example.com' }),
      (_id, rootId) => ({ id: String(rootId) }),
      () => ({ email: 'root@example.com' }),
      () => ({ id: null }),
      () => ({ id: 999_999 }),
      () => 'root',
      () => [1],
      () => true,
    ]
    let other: unknown
    const app = await startApp({
      routes(routes) {
        routes.post('/impersonate', (req, res) => {
          req.session.adminUser = other
          res.send('done')
        })
        routes.post('/refresh', (req, res) => {
          Object.assign(req.session.adminUser as object, { theme: 'dark' })
          res.send('done')
        })
      },
    })
    const [id, rootId] = [await idOf(app.prisma, 'foo'), await idOf(app.prisma, 'root')]
    const browser = await app.browserOf('foo')
    const stored = async () => [await app.prisma.session.findMany(), await app.prisma.userSession.findMany()]
    const before = await stored()
    for (const otherOf of others) {
      other = otherOf(id, rootId)
      app.errors.length = 0
      const { status, headers } = await browser.post('/impersonate')
      const [error] = app.errors as { code: string; message: string }[]
      assert.deepEqual([status, error?.code], [500, 'ERR_SINGLE_SESSION_UNLINKED_LOGIN'], JSON.stringify(other))
      assert.match(error?.message ?? '', /another user.*singleSession\.login\(req, user\)/)
      assert.equal(headers.get('set-cookie'), null)
      assert.deepEqual(await stored(), before)
      assert.match((await browser.get('/admin')).text, /foo@example\.com/)
    }
    // What the session knows of its own user may change.
    assert.equal((await browser.post('/refresh')).text, 'done')
    assert.match((await browser.get('/admin')).text, /"theme":"dark"/)
  })
})

describe('a logout', () => {
  it('is done by GET and POST, and by nothing else', async () => {
    const app = await startApp()
    const browser = await app.browserOf('foo')
    for (const method of ['HEAD', 'PUT', 'DELETE']) {
      const answer = await browser.request('/admin/logout', { method })
      assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'GET, POST'])
    }
    assert.equal(await isLoggedIn(browser), true)
    assert.equal((await browser.post('/Admin/LOGOUT/')).status, 302)
    assert.equal(await isLoggedIn(browser), false)
  })

  it('works below any root path', async () => {
    for (const adminOptions of [
      { rootPath: '/', loginPath: '/login', logoutPath: '/logout' },
      { rootPath: '/panel', loginPath: '/panel/login', logoutPath: '/panel/bye' },
    ]) {
      const app = await startApp({ adminOptions })
      const browser = app.browser()
      await browser.post(adminOptions.loginPath, { email: 'foo@example.com', password: 'secret' })
      assert.equal(await countLive(app.prisma), 1)
      assert.equal((await browser.get(adminOptions.logoutPath)).location, adminOptions.loginPath)
      assert.equal(await countLive(app.prisma), 0)
    }
  })
})

describe('the mounting', () => {
  const admin = (rootPath = '/admin') => new AdminJS({ rootPath, resources: [userResource(prisma)] })
  const authentication = { authenticate: authenticateWith(prisma) }

  it('stops the start when the router comes before the middleware', () => {
    const singleSession = createSingleSession({ prisma, secret })
    assert.throws(() => singleSession.authentication(authentication), {
      code: 'ERR_SINGLE_SESSION_MIDDLEWARE_ORDER',
      message: /Write app\.use\(singleSession\.middleware\(admin\)\) first/,
    })
  })

  it('stops the start unless there is exactly one way to authenticate', () => {
    const singleSession = createSingleSession({ prisma, secret })
    singleSession.middleware(admin())
    const wrong: [input: object, message: RegExp][] = [
      [{}, /it was given neither/],
      [{ ...authentication, provider: new Provider() }, /it was given authenticate and provider/],
      [{ authenticate: true }, /authenticate has to be a function; it is boolean/],
    ]
    for (const [input, message] of wrong) {
      assert.throws(() => singleSession.authentication(input as AuthenticationInput), {
        code: 'ERR_SINGLE_SESSION_INVALID_OPTION',
        message,
      })
    }
  })

  it('refuses to run behind another express-session', async () => {
    const app = await startApp({
      routes: (routes, singleSession) => {
        const other = express()
        other.use(
          session({ secret, resave: false, saveUninitialized: false }),
          singleSession.middleware(admin('/other')),
        )
        routes.use('/other', other)
      },
    })
    // The app's own middleware ran already, so the other session stood aside: this one is fine.
    assert.equal((await app.browser().get('/other')).status, 404)

    const wrong = express().set('env', 'test')
    const singleSession = createSingleSession({ prisma, secret })
    wrong.use(session({ secret, resave: false, saveUninitialized: false }), singleSession.middleware(admin()))
    const server = wrong.listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    try {
      const { port } = server.address() as { port: number }
      assert.equal((await fetch(`http://127.0.0.1:${String(port)}/`)).status, 500)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  it('passes the other authentication options on', () => {
    const singleSession = createSingleSession({ prisma, secret, cookie: { name: 'panel' } })
    const panel = admin()
    singleSession.middleware(panel)
    const options = singleSession.authentication({ ...authentication, maxRetries: 3 })
    assert.deepEqual([options.maxRetries, options.cookieName, options.cookiePassword], [3, 'panel', secret])
    AdminJSExpress.buildAuthenticatedRouter(panel, options, null, singleSession.sessionOptions)
  })
})
