// Back to where one was, and a login in the dialog of an open tab: what the server says and does, and what it takes no notice of.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { BaseAuthProvider, type LoginHandlerOptions } from 'adminjs'
import type { AuthenticationContext } from '@adminjs/express'
import { pagesOf } from '../src/adminjs/way-back/way-back.js'
import { closeApps, idOf, isLoggedIn, logOut, startApp, type TestApp } from './support/app.js'
import type { BrowserClient } from './support/browser-client.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('it is about requests and answers')

afterEach(closeApps)

const ofFoo = { email: 'foo@example.com', password: 'secret' }

describe('the way back', () => {
  const here = [
    '/resources/User?filters.a=b&page=2#x',
    '/resources/User/records/1/edit',
    '/pages/mySessions',
    '/resources/a%2Fb',
  ]
  const nowhere = [
    ...[
      'https://evil.test/',
      '//evil.test/resources/User',
      '/\\evil.test',
      '/\t/evil.test',
      'resources/User',
      'javascript:alert(1)',
      '',
    ],
    ...[
      '/api/dashboard',
      '/login',
      '/logout',
      '/frontend/assets/app.bundle.js',
      '/resources/User/../../logout',
      '/elsewhere',
    ],
    ...['/.//evil.test', '/resources/%2e%2e/%2e%2e/logout', `/resources/${'x'.repeat(3000)}`],
  ]

  for (const rootPath of ['/admin', '/']) {
    it(`is a page of the panel at ${rootPath}, and nothing else`, () => {
      const below = rootPath === '/' ? '' : rootPath
      const pageIn = pagesOf({ options: { rootPath } } as Parameters<typeof pagesOf>[0])
      for (const path of here) assert.equal(pageIn(`${below}${path}`), `${below}${path}`)
      assert.equal(pageIn(rootPath), rootPath)
      for (const path of nowhere)
        assert.equal(pageIn(path.startsWith('/') && !/^\/[/\\\t]/.test(path) ? below + path : path), undefined, path)
      for (const value of [undefined, null, 1, ['/admin'], { a: '/admin' }]) assert.equal(pageIn(value), undefined)
      if (rootPath !== '/') assert.equal(pageIn('/resources/User'), undefined)
    })
  }

  it('is for one login, and is not stored', async () => {
    const app = await startApp()
    const [browser, path] = [app.browser(), '/admin/resources/User?page=2']
    assert.equal((await browser.get(path)).location, `/admin/login?next=${encodeURIComponent(path)}`)
    // Neither an app's page below it, nor a post, nor a script.
    assert.equal((await browser.get('/admin/nowhere')).location, '/admin/login')
    assert.equal((await browser.post(path)).location, '/admin/login')
    const login = `/admin/login?next=${encodeURIComponent(path)}`
    assert.match(
      (await browser.get(login)).text,
      /"action":"\/admin\/login\?next=%2Fadmin%2Fresources%2FUser%3Fpage%3D2"/,
    )
    assert.equal((await browser.post(login, ofFoo)).location, path)
    assert.equal((await browser.get(login)).location, path)
    assert.doesNotMatch((await app.prisma.session.findFirstOrThrow()).data, /redirectTo/)
    assert.equal((await browser.post('/admin/login', ofFoo)).location, '/admin')
  })

  it('does not count where the app has its own', async () => {
    const routes: Parameters<typeof startApp>[0] = {
      routes: (server) => server.get('/admin/resources/User', (_req, res) => res.send('of the app')),
    }
    const app = await startApp(routes)
    assert.equal((await app.browser().get('/admin/resources/User')).text, 'of the app')
  })
})

/** Logs in as the dialog of an open tab does. */
async function logInHere(browser: BrowserClient, fields: Record<string, string> = ofFoo) {
  const headers = { accept: 'application/json', 'single-session-here': 'yes' }
  const answer = await browser.post('/admin/login', fields, { headers })
  return { status: answer.status, said: answer.json() as Record<string, unknown> }
}

describe('a login in the dialog of an open tab', () => {
  const started = (options: Parameters<typeof startApp>[0] = {}) => startApp(options)

  it('logs in, says who it is and no more, and is a login like the one of the login page', async () => {
    const app = await started()
    const [browser, other] = [app.browser(), await app.browserOf('foo')]
    const user = String(await idOf(app.prisma, 'foo'))
    assert.deepEqual(await logInHere(browser), { status: 200, said: { is: 'loggedIn', user } })
    assert.deepEqual([await isLoggedIn(browser), await isLoggedIn(other)], [true, false])
  })

  it('says what the login page would say', async () => {
    const app = await started({
      authentication: {
        authenticate: (email) => {
          if (email.startsWith('locked')) throw new Error('This account is locked.')
          return null
        },
        maxRetries: 3,
      },
    })
    const refused = (message: string) => ({ status: 403, said: { is: 'refused', message } })
    assert.deepEqual(await logInHere(app.browser()), refused('invalidCredentials'))
    assert.deepEqual(await logInHere(app.browser(), { ...ofFoo, email: 'locked' }), refused('This account is locked.'))
    assert.deepEqual(await logInHere(app.browser()), refused('invalidCredentials'))
    assert.deepEqual(await logInHere(app.browser()), refused('tooManyRequests'))
    assert.equal(await app.prisma.sessionEvent.count({ where: { event: 'loginFailed' } }), 3)
  })

  for (const atLimit of ['refuse', 'ask'] as const) {
    it(`leads to the login page if there is no place, with atLimit: '${atLimit}'`, async () => {
      const app = await started({ settings: { atLimit } })
      await app.browserOf('foo')
      const browser = app.browser()
      assert.deepEqual(await logInHere(browser), {
        status: 409,
        said: { is: 'elsewhere', message: 'singleSessionAtLimit' },
      })
      assert.equal(browser.cookies.size, 0)
      const refused = await app.prisma.sessionEvent.count({ where: { event: 'loginRefused' } })
      assert.equal(refused, atLimit === 'refuse' ? 1 : 0)
    })
  }

  it('leads to the login page if the app’s provider leads elsewhere first', async () => {
    class Leading extends BaseAuthProvider<AuthenticationContext> {
      override handleLogin(_options: LoginHandlerOptions, context?: AuthenticationContext): Promise<never> {
        context?.res.redirect('https://login.example.com/')
        return new Promise<never>(() => undefined)
      }
      override handleLogout(): Promise<unknown> {
        return Promise.resolve()
      }
      override handleRefreshToken(): Promise<unknown> {
        return Promise.resolve()
      }
    }
    const app = await started({ authentication: { provider: new Leading() } })
    assert.deepEqual(await logInHere(app.browser()), { status: 409, said: { is: 'elsewhere', message: null } })
  })

  it('is refused to other sites, and a fault is no wrong password', async () => {
    const failing = {
      authenticate: () =>
        Promise.reject(
          Object.assign(new Error('down'), {
            code: 'P1001',
            name: 'PrismaClientKnownRequestError',
            clientVersion: '6',
          }),
        ),
    }
    const app = await started({ authentication: failing })
    const foreign = { headers: { origin: 'https://evil.test', 'single-session-here': 'yes' } }
    assert.equal((await app.browser().post('/admin/login', ofFoo, foreign)).status, 403)
    assert.ok(
      [400, 403, 500, 503].includes(
        (await app.browser().post('/admin/login', ofFoo, { headers: { 'single-session-here': 'yes' } })).status,
      ),
    )
  })
})

describe('an open tab whose session has ended', () => {
  const askWhy = async (browser: BrowserClient, headers: Record<string, string> = {}) =>
    browser.get('/admin/api/single-session/ended', { headers: { accept: 'application/json', ...headers } })

  async function ended(app: TestApp): Promise<BrowserClient> {
    const browser = await app.browserOf('foo')
    await app.browserOf('foo')
    return browser
  }

  it('is told why, once, as on the login page; a stranger, another browser and another site are not', async () => {
    const app = await startApp()
    const browser = await ended(app)
    assert.deepEqual([(await askWhy(browser, { 'sec-fetch-site': 'cross-site' })).status], [403])
    const nothing = {
      logsInHere: true,
      wasntYouPath: '/admin/login?next=%2Fadmin%2Fpages%2FmySessions',
      notice: null,
      key: null,
    }
    assert.deepEqual((await askWhy(app.browser())).json(), nothing)
    assert.deepEqual((await askWhy(browser.copy(), { 'user-agent': 'curl/8.0' })).json(), nothing)
    const told = (await askWhy(browser)).json() as { key: string; notice: { message: string } }
    assert.equal(told.notice.message, 'singleSessionEndedReplaced')
    const [login] = await app.prisma.sessionEvent.findMany({ where: { event: 'replaced' } })
    assert.equal(told.key, login?.sessionKey)
    assert.deepEqual((await askWhy(browser.copy())).json(), { ...nothing, key: told.key })
    assert.doesNotMatch((await browser.get('/admin/login')).text, /"errorMessage":"singleSession/)
  })

  it('is told of a login page of the app’s own that it cannot log in there', async () => {
    const app = await startApp()
    app.admin.componentLoader.override('Login', new URL('support/front-end.ts', import.meta.url).pathname)
    assert.equal(((await askWhy(app.browser())).json() as { logsInHere: boolean }).logsInHere, false)
  })

  it('does nothing in the session of another user', async () => {
    const app = await startApp()
    const browser = await app.browserOf('root')
    const path = `/admin/api/resources/User/records/${String(await idOf(app.prisma, 'bar'))}/edit`
    const as = async (name: string) => ({
      headers: { accept: 'application/json', 'single-session-user': String(await idOf(app.prisma, name)) },
    })
    const refused = await browser.post(path, { email: 'x@example.com' }, await as('foo'))
    assert.deepEqual([refused.status, refused.headers.get('single-session')], [401, 'ended'])
    assert.equal(await app.prisma.user.count({ where: { email: 'x@example.com' } }), 0)
    assert.equal((await browser.post(path, { email: 'x@example.com' }, await as('root'))).status, 200)
    assert.equal(await app.prisma.user.count({ where: { email: 'x@example.com' } }), 1)
    await logOut(browser)
  })
})
