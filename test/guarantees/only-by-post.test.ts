// State changes only by POST, and only by someone whom the database permits it at that moment. Every trial sends one
// request and then looks in the database who is still logged in.
import { inspect } from 'node:util'
import { after, afterEach, describe, it } from 'node:test'
import {
  authenticateWith,
  closeApps,
  idOf,
  logIn,
  startApp,
  type TestApp,
  type TestAppOptions,
} from '../support/app.js'
import type { BrowserClient } from '../support/browser-client.js'
import { createDatabase } from '../support/database.js'
import { guarantee, isLongRun, trials } from '../support/guarantee.js'
import { form, send, type RawRequest } from '../support/raw-request.js'

// One database for all, empty before each test: a server takes its time to create one.
const database = await createDatabase()
const { prisma } = database
afterEach(async () => {
  await closeApps()
  await prisma.session.deleteMany()
  await prisma.user.deleteMany()
})
after(() => database.close())

const trial = guarantee('State changes only by POST, by permission')

type ActionName = 'logoutOnAllSessions' | 'logoutAllOnAllSessions'
const actions: readonly ActionName[] = ['logoutOnAllSessions', 'logoutAllOnAllSessions']
const permissionOf = { logoutOnAllSessions: 'logout', logoutAllOnAllSessions: 'logout_all' } as const

const bulkPath = (action: string, ids: readonly number[]) =>
  `/admin/api/resources/User/bulk/${action}?recordIds=${ids.join(',')}`

/** A panel, and its users by name; everybody is logged in once. */
async function startPanel(options: TestAppOptions = {}) {
  const app = await startApp({ database, ...options, settings: { singleUserSession: false, ...options.settings } })
  const names = ['foo', 'bar', 'root', 'carol', 'dave'] as const
  const ids = {} as Record<(typeof names)[number], number>
  const browsers = {} as Record<(typeof names)[number], BrowserClient>
  for (const name of names) {
    ids[name] = await idOf(app.prisma, name)
    browsers[name] = await app.browserOf(name)
  }
  return { app, ids, browsers }
}

/** The sessions that are live now, each with its user. */
async function liveNow(): Promise<string[]> {
  const links = await prisma.userSession.findMany({ where: { session: { expiresAt: { gt: new Date() } } } })
  return links.map(({ sid, userId }) => `${String(userId)} ${sid}`).sort()
}

/** One trial: after this request everybody is logged in who was before. */
async function changesNothing(app: TestApp, browser: BrowserClient, request: RawRequest, what: string): Promise<void> {
  const before = await liveNow()
  const headers = { ...request.headers, ...(browser.cookies.size > 0 ? { cookie: browser.cookieHeader } : {}) }
  await send(app.origin, { ...request, headers })
  const after = await liveNow()
  const [ended, created] = [without(before, after), without(after, before)]
  trial.check(ended + created === 0, `${what}: ${String(ended)} sessions ended, ${String(created)} created`)
}

const without = (all: string[], others: string[]): number => all.filter((one) => !others.includes(one)).length

/** Whether this user is logged in anywhere. */
const isIn = async (userId: number) => (await prisma.userSession.count({ where: { userId } })) > 0

describe('the bulk actions', () => {
  it('change nothing by any method but POST, on whatever path, whatever the request claims to be', async () => {
    const { app, ids, browsers } = await startPanel()
    const everybody = Object.values(ids)
    const overrides: [title: string, query: string, headers: Record<string, string>][] = [
      ['', '', {}],
      ['with a header that says POST', '', { 'x-http-method-override': 'POST', 'x-method-override': 'post' }],
      ['with a query that says POST', '&_method=POST&method=post&payload[method]=post', {}],
    ]
    for (const action of actions) {
      const query = `recordIds=${everybody.join(',')}`
      const paths = [
        `/admin/api/resources/User/bulk/${action}?${query}`,
        `/admin/resources/User/bulk/${action}?${query}`,
        `/admin/api/resources/User/actions/${action}?${query}`,
        `/admin/resources/User/actions/${action}?${query}`,
        `/admin/api/resources/User/actions/${action}/x?${query}`,
        `/admin/api/resources/User/records/${String(ids.foo)}/${action}?${query}`,
        `/admin/resources/User/records/${String(ids.foo)}/${action}?${query}`,
        `/ADMIN/API/resources/User/bulk/${action}/?${query}`,
      ]
      for (const path of paths) {
        for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND']) {
          const isTheirs = path === paths[0] || isLongRun
          for (const [title, more, headers] of isTheirs ? overrides : overrides.slice(0, 1)) {
            const body = form({ method: 'post', _method: 'POST' })
            const hasBody = !['HEAD', 'TRACE'].includes(method)
            const request = { method, path: path + more, ...(hasBody ? body : {}) }
            Object.assign(request, { headers: { ...(hasBody ? body.headers : {}), ...headers } })
            await changesNothing(app, browsers.root, request, `${method} ${path} ${title}`)
          }
        }
      }
    }
    await browsers.root.post(bulkPath('logoutAllOnAllSessions', everybody))
    trial.equal(await liveNow(), [], 'POST')
  })

  it('change nothing by POST on a path that is not theirs', async () => {
    const { app, ids, browsers } = await startPanel()
    const everybody = Object.values(ids)
    const query = `recordIds=${everybody.join(',')}`
    for (const action of actions) {
      const paths = [
        `/admin/api/resources/User/actions/${action}?${query}`,
        `/admin/api/resources/User/records/${String(ids.foo)}/${action}?${query}`,
        `/admin/resources/User/bulk/${action}?${query}`,
        `/admin/api/resources/user/bulk/${action}?${query}`,
        `/admin/api/resources/Session/bulk/${action}?${query}`,
        `/admin/api/resources/User/bulk/${action.toLowerCase()}?${query}`,
        `/admin/api/resources/User/bulk/${action}%00?${query}`,
        `/admin/api/resources/User/bulk/${action}/${String(ids.foo)}?${query}`,
        `/admin/api/resources/User/bulk/__proto__?${query}`,
        `/admin/api/resources/User/bulk/constructor?${query}`,
        `/admin/api/resources/User/bulk/list?${query}`,
        `/admin/api/pages/${action}?${query}`,
        `/admin/api/resources/User/bulk/${action}`,
        `/admin/api/resources/User/bulk/${action}?recordIds=`,
        `/admin/api/resources/User/bulk/${action}?recordIds=,,`,
        `/admin/api/resources/User/bulk/${action}?recordIds[]=${everybody.join('&recordIds[]=')}`,
        `/admin/api/resources/User/bulk/${action}?record=${String(ids.foo)}`,
      ]
      for (const path of paths) {
        const body = form({ recordIds: everybody.join(','), action })
        await changesNothing(app, browsers.root, { method: 'POST', path, ...body }, `POST ${path}`)
      }
    }
  })
})

describe('the permission', () => {
  const texts: [permissions: string, granted: readonly string[]][] = [
    ['', []],
    ['single_session.logout', ['logout']],
    ['single_session.logout_all', ['logout_all']],
    ['single_session.logout, single_session.logout_all', ['logout', 'logout_all']],
    ['other,single_session.logout\nlast', ['logout']],
    ['logout', []],
    ['logout_all', []],
    ['single_session', []],
    ['single_session.*', []],
    ['*', []],
    ['single_session.logoutx', []],
    ['xsingle_session.logout', []],
    ['Single_Session.Logout', []],
    ['single_session.logout;single_session.logout_all', []],
    ['single_session. logout', []],
    ['["single_session.logout"]', []],
    ['true', []],
  ]

  it('counts as the database has it now, not as it was at the login', async () => {
    const { app, ids, browsers } = await startPanel()
    for (let round = 0; round < trials(1, 10); round++) {
      for (const [permissions, granted] of texts) {
        for (const isSuperuser of permissions === '' || isLongRun ? [false, true] : [false]) {
          // The one who acts logged in before: their session knows nothing of this.
          await prisma.user.update({ where: { id: ids.foo }, data: { permissions, isSuperuser } })
          for (const action of actions) {
            for (const target of ['bar', 'root'] as const) {
              await browsers.foo.post(bulkPath(action, [ids[target]]))
              const mayAct = isSuperuser || granted.includes(permissionOf[action])
              const isLeftAlone = target === 'root' && action === 'logoutOnAllSessions'
              const what = `${JSON.stringify(permissions)}, superuser ${String(isSuperuser)}: ${action} of ${target}`
              trial.equal(await isIn(ids[target]), !mayAct || isLeftAlone, what)
              if (!(await isIn(ids[target]))) await app.browserOf(target)
            }
          }
        }
      }
    }
  })

  it('protects whoever is an admin user now', async () => {
    const { app, ids, browsers } = await startPanel()
    for (const isSuperuser of [true, false, true]) {
      await prisma.user.update({ where: { id: ids.bar }, data: { isSuperuser } })
      await browsers.carol.post(bulkPath('logoutOnAllSessions', [ids.bar, ids.foo]))
      trial.equal(await isIn(ids.bar), isSuperuser, `an admin user: ${String(isSuperuser)}`)
      trial.equal(await isIn(ids.foo), false, 'an ordinary user beside them')
      for (const name of ['foo', 'bar'] as const) if (!(await isIn(ids[name]))) await app.browserOf(name)
    }
  })

  it('is a plain true, or a promise of it, and nothing else', async () => {
    const answers: [answer: unknown, isYes: boolean][] = [
      [true, true],
      [Promise.resolve(true), true],
      ...['yes', 'true', 1, {}, [], [true], new Boolean(true), () => true, Symbol('true'), null, undefined, 0, ''].map(
        (answer): [unknown, boolean] => [answer, false],
      ),
      ...['yes', 1, {}, null, undefined].map((answer): [unknown, boolean] => [Promise.resolve(answer), false]),
    ]
    let answer: unknown
    const { app, ids, browsers } = await startPanel({ settings: { hasPermission: () => answer as boolean } })
    for (const [given, isYes] of answers) {
      answer = given
      for (const action of actions) {
        for (const actor of ['foo', 'root'] as const) {
          await browsers[actor].post(bulkPath(action, [ids.bar]))
          trial.equal(await isIn(ids.bar), !isYes, `${String(given)} for ${action} by ${actor}`)
          if (!(await isIn(ids.bar))) await app.browserOf('bar')
        }
      }
    }
  })

  it('of an admin user is as plain: whatever else isAdminUser says, it permits nothing and protects', async () => {
    let whoseAnswer = ''
    let answer: unknown
    const isAdminUser = ({ email }: { email: string }) => (email === whoseAnswer ? answer : false) as boolean
    const { app, ids, browsers } = await startPanel({ settings: { isAdminUser } })
    for (const given of ['yes', 1, {}, [], Promise.resolve('no'), Symbol('yes')]) {
      answer = given
      whoseAnswer = 'foo@example.com'
      for (const action of actions) {
        await browsers.foo.post(bulkPath(action, [ids.bar]))
        trial.check(await isIn(ids.bar), `isAdminUser ${inspect(given)} permits ${action}`)
      }
      whoseAnswer = 'bar@example.com'
      await browsers.carol.post(bulkPath('logoutOnAllSessions', [ids.bar, ids.foo]))
      trial.check(await isIn(ids.bar), `isAdminUser ${inspect(given)} does not protect`)
      trial.equal(await isIn(ids.foo), false, 'an ordinary user beside them')
      browsers.foo = await app.browserOf('foo')
    }
  })

  it('is asked of the database even if the app logs in the very same object every time', async () => {
    // As a token in a header does: one object for each user, kept in memory.
    const kept = { id: 0 }
    const { app, ids } = await startPanel({
      routes(routes, singleSession) {
        routes.use((req, _res, next) => {
          if (req.get('x-token') === undefined) next()
          else
            singleSession.login(req, kept).then(() => {
              next()
            }, next)
        })
      },
    })
    kept.id = ids.carol
    for (const isPermitted of [true, false, true, false]) {
      const permissions = isPermitted ? 'single_session.logout' : ''
      await prisma.user.update({ where: { id: ids.carol }, data: { permissions } })
      await send(app.origin, {
        method: 'POST',
        path: bulkPath('logoutOnAllSessions', [ids.bar]),
        headers: { 'x-token': 'carol' },
      })
      trial.equal(await isIn(ids.bar), !isPermitted, `the same object, permitted: ${String(isPermitted)}`)
      if (!(await isIn(ids.bar))) await app.browserOf('bar')
    }
  })
})

describe('whoever is not logged in any more', () => {
  const ways: [title: string, end: (app: TestApp, rootId: number, browser: BrowserClient) => Promise<unknown>][] = [
    ['logged out', (_app, _id, browser) => browser.copy().get('/admin/logout')],
    ['logged out by somebody else', (app, id) => app.singleSession.endSessions(id)],
    ['replaced by another login', (app) => app.browserOf('root')],
    ['deleted', (_app, id) => prisma.user.delete({ where: { id } })],
    ['without a link', (_app, userId) => prisma.userSession.deleteMany({ where: { userId } })],
    [
      'expired',
      (_app, userId) =>
        prisma.session.updateMany({ where: { userSession: { userId } }, data: { expiresAt: new Date() } }),
    ],
  ]
  for (const [title, end] of ways) {
    it(`cannot act: ${title}`, async () => {
      const { app, ids } = await startPanel({ settings: { singleUserSession: true } })
      const root = await app.browserOf('root')
      const others = [ids.foo, ids.bar, ids.carol, ids.dave]
      await end(app, ids.root, root)
      for (const action of actions) {
        await changesNothing(
          app,
          root.copy(),
          { method: 'POST', path: bulkPath(action, others) },
          `${action}: ${title}`,
        )
      }
    })
  }

  it('cannot act without a session, or with a cookie that was made up', async () => {
    const { app, ids, browsers } = await startPanel()
    const [, sid = ''] = /s%3A([^.]+)/.exec(browsers.root.cookieHeader) ?? []
    for (const cookie of ['', 'adminjs=', `adminjs=${sid}`, `adminjs=s%3A${sid}`, `adminjs=s%3A${sid}.x`]) {
      const stranger = app.browser()
      stranger.cookies.set('adminjs', cookie.replace('adminjs=', ''))
      for (const action of actions) {
        const request = { method: 'POST', path: bulkPath(action, Object.values(ids)) }
        await changesNothing(app, stranger, request, `${action} with the cookie ${cookie}`)
      }
    }
  })
})

describe('what a request or a session claims', () => {
  const claims = {
    ...{ currentAdmin: { id: 1, isSuperuser: true }, adminUser: { id: 1, isSuperuser: true } },
    ...{ isSuperuser: true, permissions: ['single_session.logout', 'single_session.logout_all'], method: 'post' },
    ...{ session: { adminUser: { id: 1 } }, context: { currentAdmin: { id: 1 } }, __proto__: null },
  }

  it('gives nobody a permission by the body, the query or a header', async () => {
    const { app, ids, browsers } = await startPanel()
    const json = JSON.stringify(claims)
    const text = form(Object.fromEntries(Object.entries(claims).map(([key, value]) => [key, JSON.stringify(value)])))
    const requests: [title: string, request: Omit<RawRequest, 'path'>, query: string][] = [
      ['JSON', { headers: { 'content-type': 'application/json', 'content-length': json.length }, body: json }, ''],
      ['a form', text, ''],
      ['the query', {}, `&currentAdmin[id]=${String(ids.root)}&currentAdmin[isSuperuser]=true&adminUser=1`],
      ['headers', { headers: { 'x-user': 'root', 'x-admin-user': '1', authorization: 'Basic cm9vdDpzZWNyZXQ=' } }, ''],
    ]
    for (const [title, request, query] of requests) {
      for (const action of actions) {
        const path = bulkPath(action, Object.values(ids)) + query
        await changesNothing(app, browsers.foo, { ...request, method: 'POST', path }, `${action}, claimed by ${title}`)
      }
    }
  })

  it('gives nobody a permission by what the session holds, nor by what authenticate returned', async () => {
    const forgeries: Record<string, unknown>[] = [
      { isSuperuser: true },
      { permissions: ['single_session.logout', 'single_session.logout_all'] },
      { permissions: 'single_session.logout,single_session.logout_all', isSuperuser: true, role: 'admin' },
    ]
    let forged: Record<string, unknown> = {}
    const authenticate = authenticateWith(prisma)
    const { app, ids } = await startPanel({
      authentication: {
        authenticate: async (email, password) => {
          const user = await authenticate(email, password)
          return user && { ...user, ...forged }
        },
      },
      routes(routes) {
        routes.post('/forge', (req, res) => {
          Object.assign(req.session.adminUser as object, forged)
          Object.assign(req.session, { currentAdmin: req.session.adminUser, ...forged })
          res.send()
        })
      },
    })
    for (const forgery of forgeries) {
      forged = {}
      const later = await app.browserOf('foo')
      forged = forgery
      const atLogin = await app.browserOf('foo')
      await later.post('/forge')
      for (const browser of [atLogin, later]) {
        for (const action of actions) {
          const request = { method: 'POST', path: bulkPath(action, [ids.bar, ids.root]) }
          await changesNothing(app, browser, request, `${action}, forged with ${Object.keys(forgery).join(', ')}`)
        }
      }
    }
  })

  it('makes nobody somebody else', async () => {
    let pretended: unknown
    const { app, ids } = await startPanel({
      routes(routes) {
        routes.post('/pretend', (req, res) => {
          Object.assign(req.session, { adminUser: pretended })
          res.send()
        })
      },
    })
    const id = ids.root
    for (const user of [{ id }, { id: String(id) }, { id: [id] }, { id, email: 'root@example.com' }, { id: { id } }]) {
      pretended = user
      const [foo, anonymous] = [await app.browserOf('foo'), app.browser()]
      for (const browser of [foo, anonymous]) {
        await browser.post('/pretend')
        for (const action of actions) {
          const request = { method: 'POST', path: bulkPath(action, [ids.bar, ids.root]) }
          await changesNothing(app, browser, request, `${action} as ${JSON.stringify(user)}`)
        }
      }
      // Whoever can write the rows of sessions cannot log in by that either.
      const victim = await app.browserOf('foo')
      const { sid, session } = await prisma.userSession.findFirstOrThrow({
        where: { userId: ids.foo },
        orderBy: { createdAt: 'desc' },
        include: { session: true },
      })
      const data = JSON.stringify({ ...(JSON.parse(session.data) as object), adminUser: user })
      await prisma.session.update({ where: { sid }, data: { data } })
      const request = { method: 'POST', path: bulkPath('logoutAllOnAllSessions', [ids.bar, ids.root]) }
      await changesNothing(app, victim, request, `a rewritten row, as ${JSON.stringify(user)}`)
    }
  })
})

describe("the app's own options for an action", () => {
  const wider: [title: string, option: object][] = [
    ['isAccessible: true', { isAccessible: true }],
    ['a function that says yes', { isAccessible: () => true }],
    ['a function that promises a no', { isAccessible: () => Promise.resolve(false) }],
    ['isAccessible: undefined', { isAccessible: undefined }],
    ['isVisible: true', { isVisible: true }],
    ['isVisible: a function that says yes', { isVisible: () => true }],
    ['a before of its own', { before: (request: object) => request }],
    ['an after of its own', { after: (response: object) => response }],
    ['before: null', { before: null }],
    ['another type and name', { actionType: ['bulk', 'resource', 'record'], name: 'mine' }],
  ]
  for (const [title, option] of wider) {
    it(`cannot permit what the database does not: ${title}`, async () => {
      const { app, ids, browsers } = await startPanel({
        userOptions: { actions: { logoutOnAllSessions: option, logoutAllOnAllSessions: option } },
      })
      for (const action of actions) {
        for (const actor of ['foo', action === 'logoutOnAllSessions' ? 'dave' : 'carol'] as const) {
          const request = { method: 'POST', path: bulkPath(action, [ids.bar, ids.root]) }
          await changesNothing(app, browsers[actor], request, `${action} with ${title}, by ${actor}`)
        }
        for (const method of ['GET', 'HEAD']) {
          const request = { method, path: bulkPath(action, [ids.bar, ids.root]) }
          await changesNothing(app, browsers.root, request, `${method} of ${action} with ${title}`)
        }
      }
    })
  }

  it('can permit less', async () => {
    for (const isAccessible of [false, () => false, ({ currentAdmin }: { currentAdmin?: unknown }) => !currentAdmin]) {
      const { app, ids, browsers } = await startPanel({
        userOptions: { actions: { logoutOnAllSessions: { isAccessible }, logoutAllOnAllSessions: { isAccessible } } },
      })
      for (const action of actions) {
        const request = { method: 'POST', path: bulkPath(action, [ids.bar, ids.root]) }
        await changesNothing(app, browsers.root, request, `${action} with isAccessible ${String(isAccessible)}`)
      }
      await closeApps()
    }
  })
})

describe('a login and a logout', () => {
  it('are done by POST, and by the link that AdminJS has for the logout', async () => {
    const { app, browsers } = await startPanel()
    for (const method of ['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND']) {
      const { headers, body } = form({ email: 'foo@example.com', password: 'secret', _method: 'POST' })
      const claimed = { 'x-http-method-override': 'POST' }
      for (const path of ['/admin/login', '/admin/logout', '/admin/logout/', '/Admin/Logout?_method=POST']) {
        const request = ['HEAD', 'TRACE'].includes(method)
          ? { method, path, headers: claimed }
          : { method, path, headers: { ...headers, ...claimed }, body }
        await changesNothing(app, browsers.foo, request, `${method} ${path}`)
        await changesNothing(app, app.browser(), request, `${method} ${path}, anonymous`)
      }
    }
    const query = '?email=foo@example.com&password=secret&_method=POST'
    await changesNothing(app, app.browser(), { path: `/admin/login${query}` }, 'GET of the login')
    const before = (await liveNow()).length
    await logIn(app.browser(), 'foo')
    trial.equal((await liveNow()).length, before + 1, 'POST of the login')
  })
})
