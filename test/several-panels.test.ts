// Several panels in one app: on one single session, with or without the same way in; on two single sessions; at the root of
// the app. And several apps on one database.
import '../src/demo/adminjs-environment.mjs'
import assert from 'node:assert/strict'
import { after, afterEach, beforeEach, describe, it } from 'node:test'
import AdminJSExpress, { type AuthenticationContext } from '@adminjs/express'
import AdminJS, { BaseAuthProvider, ComponentLoader, type CurrentAdmin } from 'adminjs'
import type { Express } from 'express'
import { createSingleSession, type SingleSession, type SingleSessionOptions } from '../src/index.js'
import { authenticateWith, countLive, idOf, secret, seedUsers } from './support/app.js'
import type { BrowserClient } from './support/browser-client.js'
import { createDatabase } from './support/database.js'
import { adminAt, closeListening, listen, mountRouter } from './support/panels.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('which panel a request is for, and what its session opens, is the same on every database')

// Each panel would make the bundle of its components at its start: only the test that asks for the bundle wants that.
process.env.ADMIN_JS_SKIP_BUNDLE = 'true'

const database = await createDatabase()
const { prisma } = database
await seedUsers(prisma)
after(() => database.close())
afterEach(closeListening)
beforeEach(async () => {
  await prisma.session.deleteMany()
  await prisma.sessionEvent.deleteMany()
})

const authenticate = authenticateWith(prisma)
/** Lets in those with a permission, as the panel of the staff does. */
const authenticateStaff = async (email: string, password: string) =>
  /^(carol|dave|root)@/.test(email) ? authenticate(email, password) : null

/** On plain HTTP, although AdminJS is as in production. */
const start = ({ cookie, ...settings }: Partial<SingleSessionOptions> = {}) =>
  createSingleSession({ prisma, secret, cleanupIntervalMs: 0, cookie: { secure: false, ...cookie }, ...settings })

const logInAt = (browser: BrowserClient, panel: string, name: string) =>
  browser.post(`${panel}/login`, { email: `${name}@example.com`, password: 'secret' })

/** Which of the two panels let this browser in. */
async function inside(browser: BrowserClient, ...panels: string[]): Promise<string[]> {
  const open: string[] = []
  for (const panel of panels) {
    const { status, location } = await browser.get(panel)
    if (status === 200) open.push(panel)
    else assert.deepEqual([status, location], [302, `${panel}/login`])
  }
  return open
}

/** A provider as an app writes one; it notes how it was called. */
class Provider extends BaseAuthProvider<AuthenticationContext> {
  readonly calls: string[] = []
  constructor(private readonly hint: string) {
    super()
  }

  override getUiProps() {
    return { hint: this.hint }
  }

  override async handleLogin(options: { data: Record<string, unknown> }) {
    this.calls.push('login')
    return (await authenticate(String(options.data.email), 'secret')) as unknown as CurrentAdmin
  }

  override handleLogout(): Promise<unknown> {
    this.calls.push('logout')
    return Promise.resolve()
  }

  override handleRefreshToken() {
    return Promise.resolve({ of: this.hint })
  }
}

/** One single session with the panels /admin and /staff. */
const twoPanels = (
  singleSession: SingleSession,
  mount: (app: Express, admin: AdminJS, staff: AdminJS) => void,
  paths = ['/admin', '/staff'],
) =>
  listen((app) => {
    const [admin, staff] = paths.map((path) => adminAt(path, singleSession, database))
    assert.ok(admin && staff)
    app.use(singleSession.middleware(admin))
    app.use(singleSession.middleware(staff))
    mount(app, admin, staff)
  })

/** Both let in the same people. */
const sharing = (singleSession = start()) =>
  twoPanels(singleSession, (app, admin, staff) => {
    mountRouter(app, admin, singleSession, { authenticate })
    mountRouter(app, staff, singleSession, { authenticate })
  })

/** The second one lets in the staff alone. */
const differing = (routes: (app: Express, singleSession: SingleSession, staff: AdminJS) => void = () => undefined) => {
  const singleSession = start()
  return twoPanels(singleSession, (app, admin, staff) => {
    routes(app, singleSession, staff)
    mountRouter(app, admin, singleSession, { admin, authenticate })
    mountRouter(app, staff, singleSession, { admin: staff, authenticate: authenticateStaff })
  })
}

describe('the files of two panels', () => {
  const names = ['app.bundle.js', 'global.bundle.js', 'design-system.bundle.js', 'icomoon.css', 'logo.svg']

  for (const [title, panels] of Object.entries({ 'one way in': () => sharing(), 'two ways in': () => differing() })) {
    it(`are served, without a statement, and log nobody out: ${title}`, async () => {
      const app = await panels()
      const [stranger, foo] = [app.browser(), app.browser()]
      await logInAt(foo, '/admin', 'foo')
      const before = foo.cookieHeader
      database.takeStatements()
      for (const browser of [stranger, foo]) {
        for (const path of ['/admin', '/staff'].flatMap((root) => names.map((n) => `${root}/frontend/assets/${n}`))) {
          const { status, headers } = await browser.get(path)
          assert.deepEqual([path, status, headers.get('set-cookie')], [path, 200, null])
        }
      }
      assert.deepEqual(database.takeStatements(), [])
      assert.deepEqual([foo.cookieHeader, (await foo.get('/admin')).status], [before, 200])
    })
  }

  it('with what each panel shows are one bundle in production, if they have one ComponentLoader', async (t) => {
    process.env.ADMIN_JS_SKIP_BUNDLE = 'false'
    t.after(() => (process.env.ADMIN_JS_SKIP_BUNDLE = 'true'))
    const singleSession = start()
    const componentLoader = new ComponentLoader()
    const admins = ['/admin', '/staff'].map((path) => adminAt(path, singleSession, database, componentLoader))
    const app = await listen((express) => {
      for (const admin of admins) express.use(singleSession.middleware(admin))
      for (const admin of admins) mountRouter(express, admin, singleSession, { authenticate })
    })
    for (const admin of admins) await admin.initialize()
    for (const root of ['/admin', '/staff']) {
      const { status, text } = await app.browser().get(`${root}/frontend/assets/components.bundle.js`)
      assert.equal(status, 200)
      assert.match(text, /UserComponents\.SingleSessionMySessions/)
    }
  })
})

describe('two panels with the same way in', () => {
  it('are logged in together, out together, and each has its own pages', async () => {
    const app = await sharing()
    const browser = app.browser()
    const answer = await logInAt(browser, '/staff', 'foo')
    assert.equal(answer.location, '/staff')
    assert.deepEqual(await inside(browser, '/admin', '/staff'), ['/admin', '/staff'])
    assert.equal((await browser.get('/admin/logout')).location, '/admin/login')
    assert.deepEqual(await inside(browser, '/admin', '/staff'), [])
    assert.equal(await countLive(prisma), 0)
  })

  it('cost a steady request one statement each', async () => {
    const app = await sharing()
    const browser = app.browser()
    await logInAt(browser, '/admin', 'foo')
    for (const path of ['/admin/api/single-session', '/staff/api/single-session']) {
      database.takeStatements()
      assert.equal((await browser.get(path, { headers: { accept: 'application/json' } })).status, 200)
      assert.equal(database.takeStatements().length, 1)
    }
  })

  it('tell once, at the login page of either, why the session ended', async () => {
    const app = await sharing()
    const [first, second] = [app.browser(), app.browser()]
    await logInAt(first, '/admin', 'foo')
    await logInAt(second, '/staff', 'foo')
    assert.deepEqual(await inside(first, '/admin'), [])
    const told = /"errorMessage":"singleSessionEndedReplaced"/
    assert.match((await first.get('/staff/login')).text, told)
    assert.doesNotMatch((await first.get('/staff/login')).text, told)
    assert.deepEqual(await inside(second, '/admin', '/staff'), ['/admin', '/staff'])
  })

  it('refuse posts of other sites, each below its own path', async () => {
    const app = await sharing()
    for (const path of ['/admin/login', '/staff/login', '/staff/logout']) {
      const headers = { origin: 'https://elsewhere.example.com' }
      assert.deepEqual([path, (await app.browser().post(path, {}, { headers })).status], [path, 403])
    }
  })

  it('may be given one authentication', async () => {
    const singleSession = start()
    const app = await twoPanels(singleSession, (express, admin, staff) => {
      const authentication = singleSession.authentication({ authenticate })
      for (const panel of [admin, staff]) {
        const { sessionOptions } = singleSession
        express.use(
          panel.options.rootPath,
          AdminJSExpress.buildAuthenticatedRouter(panel, authentication, null, sessionOptions),
        )
      }
    })
    const browser = app.browser()
    await logInAt(browser, '/admin', 'foo')
    assert.deepEqual(await inside(browser, '/admin', '/staff'), ['/admin', '/staff'])
  })
})

describe('two panels with different ways in', () => {
  it('are opened by a login at them alone', async () => {
    const app = await differing()
    for (const name of ['foo', 'carol']) {
      const browser = app.browser()
      await logInAt(browser, '/admin', name)
      assert.deepEqual(await inside(browser, '/staff', '/admin', '/staff'), ['/admin'])
      const paths = ['/staff/api/resources/User/actions/list', '/staff/api/single-session', '/staff/api/dashboard']
      for (const path of paths) {
        const { status, headers } = await browser.get(path, { headers: { accept: 'application/json' } })
        assert.deepEqual([path, status, headers.get('single-session')], [path, 401, 'ended'])
      }
      assert.equal((await browser.get('/admin/api/single-session')).status, 200)
    }
  })

  it('end nothing at the other: not by the login page, not by a failed login, not by a logout', async () => {
    const app = await differing()
    const browser = app.browser()
    await logInAt(browser, '/admin', 'foo')
    const before = browser.cookieHeader
    const steps: (() => Promise<unknown>)[] = [
      () => browser.get('/staff/login'),
      () => logInAt(browser, '/staff', 'foo'),
      () => browser.get('/staff/logout'),
      () => browser.post('/staff/logout'),
      () => browser.post('/staff/refresh-token'),
    ]
    for (const step of steps) {
      await step()
      assert.deepEqual(await inside(browser, '/admin', '/staff'), ['/admin'])
    }
    assert.equal(browser.cookieHeader, before)
    assert.equal(await prisma.sessionEvent.count({ where: { event: { not: 'loginFailed' } } }), 1)
  })

  it('have one session for a user: a login at the other ends it', async () => {
    const app = await differing()
    const [here, there] = [app.browser(), app.browser()]
    await logInAt(here, '/admin', 'carol')
    await logInAt(here, '/staff', 'carol')
    assert.deepEqual(await inside(here, '/admin', '/staff'), ['/staff'])
    await logInAt(there, '/admin', 'carol')
    assert.deepEqual(await inside(here, '/admin', '/staff'), [])
    assert.deepEqual(await inside(there, '/admin', '/staff'), ['/admin'])
    assert.equal(await countLive(prisma), 1)
  })

  it('keep what a panel stores in a session whose login it does not see, and the login with it', async () => {
    const app = await differing((express) => {
      express.post('/staff/note', (req, res) => {
        Object.assign(req.session, { noted: (req.session as { noted?: number }).noted ?? 1 })
        res.json([req.session.adminUser ?? null])
      })
      express.post('/staff/reload', (req, res, next) => {
        req.session.reload((error) => {
          if (error) next(error)
          else res.json([req.session.adminUser ?? null, (req.session as { noted?: number }).noted])
        })
      })
    })
    const browser = app.browser()
    await logInAt(browser, '/admin', 'foo')
    assert.deepEqual((await browser.post('/staff/note')).json(), [null])
    assert.deepEqual((await browser.post('/staff/reload')).json(), [null, 1])
    assert.deepEqual(await inside(browser, '/admin', '/staff'), ['/admin'])
    assert.match((await browser.get('/admin')).text, /foo@example\.com/)
  })

  it('fail a request that writes another user over a login which it does not see', async () => {
    const app = await differing((express) => {
      express.post('/staff/become', (req, res) => {
        req.session.adminUser = { id: 1, email: 'other@example.com' }
        res.send('done')
      })
    })
    const browser = app.browser()
    await logInAt(browser, '/admin', 'foo')
    assert.equal((await browser.post('/staff/become')).status, 500)
    assert.equal((app.errors[0] as { code?: unknown }).code, 'ERR_SINGLE_SESSION_UNLINKED_LOGIN')
    assert.deepEqual(await inside(browser, '/admin', '/staff'), ['/admin'])
  })

  it('ask a login of the app which panel it opens', async () => {
    const user = { id: await idOf(prisma, 'carol'), email: 'carol@example.com' }
    const app = await differing((express, singleSession, staff) => {
      express.post('/anywhere', async (req, res) => {
        await singleSession.login(req, user)
        res.send()
      })
      express.post('/to-staff', async (req, res) => {
        await singleSession.login(req, user, staff)
        res.send()
      })
      express.post('/admin/link', async (req, res) => {
        await singleSession.login(req, user)
        res.send()
      })
    })
    const opened = async (path: string) => {
      const browser = app.browser()
      const { status } = await browser.post(path)
      return [status, ...(await inside(browser, '/admin', '/staff'))]
    }
    assert.deepEqual(await opened('/anywhere'), [500])
    assert.match(String(app.errors[0]), /login has to be told .* Write singleSession\.login\(req, user, admin\)/)
    assert.equal(await countLive(prisma), 0)
    assert.deepEqual(await opened('/to-staff'), [200, '/staff'])
    assert.deepEqual(await opened('/admin/link'), [200, '/admin'])
  })

  it('call their own provider, at the login, the logout and on the login page', async () => {
    const singleSession = start()
    const [ofAdmin, ofStaff] = [new Provider('admins'), new Provider('staff')]
    const app = await twoPanels(singleSession, (express, admin, staff) => {
      mountRouter(express, admin, singleSession, { admin, provider: ofAdmin })
      mountRouter(express, staff, singleSession, { admin: staff, provider: ofStaff })
    })
    const browser = app.browser()
    await logInAt(browser, '/admin', 'foo')
    assert.match((await browser.post('/admin/refresh-token')).text, /"of":"admins"/)
    const late = browser.copy()
    await browser.get('/admin/logout')
    assert.deepEqual([ofAdmin.calls, ofStaff.calls], [['login', 'logout'], []])
    await logInAt(browser, '/staff', 'foo')
    await logInAt(app.browser(), '/staff', 'foo')
    assert.match((await browser.get('/staff/login')).text, /"hint":"staff"/)
    assert.match((await late.get('/admin/login')).text, /"hint":"admins"/)
    assert.deepEqual(
      [ofAdmin.calls, ofStaff.calls],
      [
        ['login', 'logout'],
        ['login', 'login'],
      ],
    )
  })

  it('have a provider each, or none: tokens are for the one that has', async () => {
    const singleSession = start()
    const app = await twoPanels(singleSession, (express, admin, staff) => {
      mountRouter(express, admin, singleSession, { admin, authenticate })
      mountRouter(express, staff, singleSession, { admin: staff, provider: new Provider('staff') })
    })
    const [foo, bar] = [app.browser(), app.browser()]
    await logInAt(foo, '/admin', 'foo')
    await logInAt(bar, '/staff', 'bar')
    assert.equal((await foo.post('/admin/refresh-token')).status, 404)
    assert.equal((await bar.post('/staff/refresh-token')).status, 200)
  })

  it('stop the start unless each authentication names its panel', () => {
    const singleSession = start()
    const [admin, staff, other] = ['/admin', '/staff', '/other'].map((path) => adminAt(path, singleSession, database))
    assert.ok(admin && staff && other)
    singleSession.middleware(admin)
    singleSession.middleware(staff)
    singleSession.authentication({ authenticate })
    singleSession.authentication({ authenticate })
    const code = 'ERR_SINGLE_SESSION_INVALID_OPTION'
    assert.throws(() => singleSession.authentication({ authenticate: authenticateStaff }), {
      code,
      message: /Write singleSession\.authentication\({ admin, authenticate }\)/,
    })
    assert.throws(() => singleSession.authentication({ authenticate, admin: other }), {
      code,
      message: /Write app\.use\(singleSession\.middleware\(admin\)\) for each of your panels/,
    })
    singleSession.authentication({ authenticate: authenticateStaff, admin: staff })
    assert.throws(() => singleSession.authentication({ authenticate, admin: staff }), { code })
    const twin = adminAt('/admin', singleSession, database)
    assert.throws(() => singleSession.middleware(twin), { code, message: /rootPath .* '\/admin' for two/ })
  })

  it('log nobody in by the authentication of the other', async () => {
    const singleSession = start()
    const app = await twoPanels(singleSession, (express, admin, staff) => {
      mountRouter(express, admin, singleSession, { admin: staff, authenticate: authenticateStaff })
      mountRouter(express, staff, singleSession, { admin, authenticate })
    })
    const browser = app.browser()
    for (const panel of ['/admin', '/staff']) assert.equal((await logInAt(browser, panel, 'carol')).status, 500)
    assert.match(String(app.errors[0]), /The router at \/admin was given the authentication of another panel/)
    assert.equal(await countLive(prisma), 0)
  })
})

describe('a panel below another one', () => {
  it('is its own, whichever middleware comes first', async () => {
    for (const paths of [
      ['/admin', '/admin/staff'],
      ['/admin/staff', '/admin'],
    ] as const) {
      const singleSession = start()
      const app = await twoPanels(
        singleSession,
        (express, admin, staff) => {
          const [outer, inner] = [admin, staff].sort((a, b) => a.options.rootPath.length - b.options.rootPath.length)
          assert.ok(outer && inner)
          mountRouter(express, inner, singleSession, { admin: inner, authenticate: authenticateStaff })
          mountRouter(express, outer, singleSession, { admin: outer, authenticate })
        },
        [...paths],
      )
      const [foo, carol] = [app.browser(), app.browser()]
      await logInAt(foo, '/admin', 'foo')
      await logInAt(carol, '/admin/staff', 'carol')
      assert.deepEqual(await inside(foo, '/admin', '/admin/staff'), ['/admin'])
      assert.deepEqual(await inside(carol, '/admin', '/admin/staff'), ['/admin/staff'])
      await closeListening()
    }
  })
})

describe('a panel at the root of the app', () => {
  const json = { headers: { accept: 'application/json' } }
  const foreign = { headers: { accept: 'application/json', origin: 'https://elsewhere.example.com' } }

  /** An app with routes before and behind the panel. */
  function mountOwn(app: Express, panel: () => void): void {
    app.get('/api/orders', (_req, res) => res.json(['an order']))
    app.post('/api/webhook', (_req, res) => res.json(['heard']))
    panel()
    app.get('/behind', (_req, res) => res.json(['behind']))
  }

  const answers = async (browser: BrowserClient) => {
    const given = [
      await browser.get('/api/orders', json),
      await browser.post('/api/webhook', {}, foreign),
      await browser.get('/behind', json),
    ]
    return given.map(({ status }) => status)
  }

  it('leaves the routes of the app what they are with AdminJS alone', async () => {
    const plain = await listen((app) => {
      mountOwn(app, () => {
        const admin = new AdminJS({ rootPath: '/', loginPath: '/login', logoutPath: '/logout' })
        const options = { authenticate, cookiePassword: secret }
        const session = { resave: false, saveUninitialized: false, secret }
        app.use('/', AdminJSExpress.buildAuthenticatedRouter(admin, options, null, session))
      })
    })
    const singleSession = start()
    const ours = await listen((app) => {
      const admin = adminAt('/', singleSession, database)
      app.use(singleSession.middleware(admin))
      mountOwn(app, () => {
        mountRouter(app, admin, singleSession, { authenticate })
      })
    })
    const [stranger, foo] = [ours.browser(), ours.browser()]
    assert.deepEqual(await answers(stranger), await answers(plain.browser()))
    assert.deepEqual(await answers(stranger), [200, 200, 302])
    assert.equal((await logInAt(foo, '', 'foo')).location, '/')
    assert.deepEqual(await answers(foo), [200, 200, 200])
    assert.equal((await foo.get('/frontend/assets/icomoon.css')).status, 200)

    // What is AdminJS's is guarded as anywhere.
    for (const path of ['/api/dashboard', '/api/resources/User/actions/list', '/api/single-session']) {
      assert.deepEqual([path, (await stranger.get(path, json)).status], [path, 401])
      assert.deepEqual([path, (await foo.get(path, json)).status], [path, 200])
    }
    for (const path of ['/login', '/logout', '/api/resources/User/actions/new'])
      assert.deepEqual([path, (await foo.post(path, {}, foreign)).status], [path, 403])
    assert.equal((await foo.get('/logout')).location, '/login')
    assert.deepEqual(await answers(foo), [200, 200, 302])
  })

  it('leaves another panel what is below that', async () => {
    const singleSession = start()
    const app = await twoPanels(
      singleSession,
      (express, site, staff) => {
        express.get('/whoami', (req, res) => res.json([req.session.adminUser ?? null]))
        mountRouter(express, staff, singleSession, { admin: staff, authenticate: authenticateStaff })
        mountRouter(express, site, singleSession, { admin: site, authenticate })
      },
      ['/', '/staff'],
    )
    const [foo, carol] = [app.browser(), app.browser()]
    await logInAt(foo, '', 'foo')
    await logInAt(carol, '/staff', 'carol')
    assert.deepEqual([(await foo.get('/')).status, (await foo.get('/staff')).location], [200, '/staff/login'])
    assert.deepEqual([(await carol.get('/')).location, (await carol.get('/staff')).status], ['/login', 200])
    assert.deepEqual((await carol.get('/whoami')).json(), [null])
  })
})

describe('two single sessions in one app', () => {
  const secondSecret = 'another secret of more than thirty-two characters'

  /** Each with a panel; `own` has routes of the app's own. */
  async function twoSessions(settings: Partial<SingleSessionOptions>, own: (app: Express) => void = () => undefined) {
    const [first, second] = [start(), start({ secret: secondSecret, ...settings })]
    const app = await listen((express) => {
      const [admin, staff] = [adminAt('/admin', first, database), adminAt('/staff', second, database)]
      express.use(first.middleware(admin))
      express.use(second.middleware(staff))
      own(express)
      mountRouter(express, admin, first, { authenticate })
      mountRouter(express, staff, second, { authenticate })
    })
    return { app, first, second }
  }

  for (const [title, cookie] of Object.entries({
    'with cookies of two names': { name: 'staff' },
    'with a path each': { path: '/staff', name: 'staff' },
  })) {
    it(`each serve their own panel ${title}`, async () => {
      const { app } = await twoSessions({ cookie })
      const [foo, both] = [app.browser(), app.browser()]
      await logInAt(foo, '/admin', 'foo')
      assert.deepEqual(await inside(foo, '/admin', '/staff'), ['/admin'])
      await logInAt(both, '/admin', 'bar')
      await logInAt(both, '/staff', 'carol')
      assert.deepEqual(await inside(both, '/admin', '/staff'), ['/admin', '/staff'])
      for (const root of ['/admin', '/staff']) {
        const { status, headers } = await both.get(`${root}/frontend/assets/icomoon.css`)
        assert.deepEqual([status, headers.get('set-cookie')], [200, null])
      }
      assert.equal((await both.get('/staff/logout')).location, '/staff/login')
      assert.deepEqual(await inside(both, '/admin', '/staff'), ['/admin'])
      // One user has one session on one database, whichever single session it is of.
      await logInAt(app.browser(), '/staff', 'bar')
      assert.deepEqual(await inside(both, '/admin', '/staff'), [])
      assert.match((await both.get('/admin/login')).text, /"errorMessage":"singleSessionEndedReplaced"/)
    })
  }

  it('cost a steady request one statement, with the cookies of both', async () => {
    const { app } = await twoSessions({ cookie: { name: 'staff' } })
    const browser = app.browser()
    await logInAt(browser, '/admin', 'foo')
    await logInAt(browser, '/staff', 'carol')
    for (const path of ['/admin/api/single-session', '/staff/api/single-session']) {
      database.takeStatements()
      assert.equal((await browser.get(path)).status, 200)
      assert.equal(database.takeStatements().length, 1)
    }
  })

  it('leave the routes of the app the session of the first', async () => {
    const { app } = await twoSessions({ cookie: { name: 'staff' } }, (express) => {
      express.get('/whoami', (req, res) => res.json((req.session.adminUser as { email?: string } | undefined)?.email))
    })
    const browser = app.browser()
    await logInAt(browser, '/admin', 'foo')
    await logInAt(browser, '/staff', 'carol')
    assert.equal((await browser.get('/whoami')).json(), 'foo@example.com')
  })

  it('take no cookie of each other, even with one secret', async () => {
    const { app } = await twoSessions({ secret, cookie: { name: 'staff' } })
    const browser = app.browser()
    await logInAt(browser, '/admin', 'foo')
    const cookie = browser.cookieHeader.replace('adminjs=', 'staff=')
    assert.equal((await app.browser().get('/staff', { headers: { cookie } })).location, '/staff/login')
    assert.deepEqual(await inside(browser, '/admin'), ['/admin'])
  })

  it('may have a database each: then a user has a session in each', async () => {
    const other = await createDatabase()
    try {
      await seedUsers(other.prisma)
      const { app } = await twoSessions({ prisma: other.prisma, cookie: { name: 'staff' } })
      const browser = app.browser()
      await logInAt(browser, '/admin', 'foo')
      await logInAt(browser, '/staff', 'foo')
      assert.deepEqual(await inside(browser, '/admin', '/staff'), ['/admin', '/staff'])
      assert.deepEqual([await countLive(prisma), await countLive(other.prisma)], [1, 1])
    } finally {
      await closeListening()
      await other.close()
    }
  })

  it('refuse every request if their cookies have one name, and say how to mend it', async () => {
    const { app } = await twoSessions({})
    for (const path of ['/admin/login', '/staff/login', '/']) assert.equal((await app.browser().get(path)).status, 500)
    const [error] = app.errors as { code?: string; message?: string }[]
    assert.equal(error?.code, 'ERR_SINGLE_SESSION_INVALID_OPTION')
    assert.match(error.message ?? '', /cookie\.name .* \/admin and \/staff is 'adminjs'\. Write createSingleSession\(/)
  })

  it('may have one name if the browser sends each cookie to its own panel', async () => {
    const [first, second] = [start({ cookie: { path: '/admin' } }), start({ cookie: { path: '/staff' } })]
    const app = await listen((express) => {
      const [admin, staff] = [adminAt('/admin', first, database), adminAt('/staff', second, database)]
      express.use(first.middleware(admin), second.middleware(staff))
      mountRouter(express, admin, first, { authenticate })
      mountRouter(express, staff, second, { authenticate })
    })
    const browser = app.browser()
    await logInAt(browser, '/staff', 'foo')
    assert.deepEqual(await inside(browser, '/staff'), ['/staff'])
  })

  it('that cannot see each other refuse to share a request, and say how to mend it', async () => {
    const [first, second] = [start(), start({ secret: secondSecret, cookie: { name: 'staff' } })]
    const app = await listen((express) => {
      const [admin, staff] = [adminAt('/admin', first, database), adminAt('/staff', second, database)]
      const wrapped = second.middleware(staff)
      express.use(first.middleware(admin))
      express.use((req, res, next) => {
        void wrapped(req, res, next)
      })
      express.get('/own', (_req, res) => res.send('fine'))
      mountRouter(express, admin, first, { authenticate })
      mountRouter(express, staff, second, { authenticate })
    })
    const browser = app.browser()
    await logInAt(browser, '/admin', 'foo')
    assert.deepEqual([(await browser.get('/admin')).status, (await browser.get('/own')).status], [200, 200])
    assert.equal((await browser.get('/staff')).status, 500)
    assert.match(String(app.errors[0]), /Another single session took a request for the panel \/staff/)
  })
})

describe('two apps on one database', () => {
  const appAt = (rootPath: string, settings: Partial<SingleSessionOptions> = {}) => {
    const singleSession = start(settings)
    return listen((app) => {
      const admin = adminAt(rootPath, singleSession, database)
      app.use(singleSession.middleware(admin))
      mountRouter(app, admin, singleSession, { authenticate })
    })
  }

  it('have one session for each user, over both', async () => {
    const [one, two] = [
      await appAt('/admin'),
      await appAt('/staff', { secret: 'the secret of another app, a long one' }),
    ]
    const [here, there] = [one.browser(), two.browser()]
    await logInAt(here, '/admin', 'foo')
    await logInAt(there, '/staff', 'foo')
    assert.deepEqual([await inside(here, '/admin'), await inside(there, '/staff')], [[], ['/staff']])
    assert.match((await here.get('/admin/login')).text, /"errorMessage":"singleSessionEndedReplaced"/)
  })

  it('take sessions of each other where secret and root path are the same, as two processes of one app', async () => {
    const [one, two, other] = [await appAt('/admin'), await appAt('/admin'), await appAt('/staff')]
    const browser = one.browser()
    await logInAt(browser, '/admin', 'foo')
    const headers = { cookie: browser.cookieHeader }
    assert.equal((await two.browser().get('/admin', { headers })).status, 200)
    // Another panel, which this app knows nothing of: whom it lets in is not for it to say.
    assert.equal((await other.browser().get('/staff', { headers })).location, '/staff/login')
    assert.deepEqual(await inside(browser, '/admin'), ['/admin'])
  })
})
