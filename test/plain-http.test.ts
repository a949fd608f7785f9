// A session cookie for HTTPS alone where the login comes over plain HTTP: the login page and the log say why nobody can log in,
// and nobody is logged out for it.
import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import { BaseAuthProvider } from 'adminjs'
import type { RequestHandler } from 'express'
import type { SingleSessionError } from '../src/index.js'
import { en } from '../src/adminjs/translations/en.js'
import { closeApps, countLive, isLoggedIn, logIn, startApp, type Routes, type TestAppOptions } from './support/app.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'
import { listenToWarnings } from './support/warnings.js'

runsOnSqliteAlone('a login that is refused before the rule runs asks no database')

const warnings = listenToWarnings()
after(() => {
  warnings.stop()
})
afterEach(async () => {
  await closeApps()
  warnings.clear()
})

const overHttps = { headers: { 'x-forwarded-proto': 'https' } }
const fields = { email: 'foo@example.com', password: 'secret' }

/** What the login page shows, as its script finds it. */
const messageOn = (page: string) => /"errorMessage":"(\w+)"/.exec(page)?.[1]

const behindProxy: Routes = (express) => express.set('trust proxy', 1)

const start = (options: Omit<TestAppOptions, 'settings'> = {}) =>
  startApp({ ...options, settings: { cookie: { secure: true } } })

describe('over plain HTTP, with a cookie for HTTPS', () => {
  it('the login page says so, and so does the log, once, with the cure', async () => {
    const app = await start()
    const browser = app.browser()
    for (const page of [await browser.get('/admin/login'), await browser.get('/admin/login')]) {
      assert.deepEqual([page.status, messageOn(page.text)], [200, 'singleSessionPlainHttp'])
    }
    assert.match(en.messages.singleSessionPlainHttp, /https:\/\//)
    const said = await warnings.first('PLAIN_HTTP')
    for (const part of ['cookie.secure is true', "app.set('trust proxy', 1)", "cookie: { secure: 'auto' }"]) {
      assert.ok(said.includes(part), said)
    }
    assert.equal(warnings.of('PLAIN_HTTP').length, 1)
  })

  it('the log says that the proxy is not trusted, if there is one that ends TLS', async () => {
    const app = await start()
    await app.browser().get('/admin/login', overHttps)
    assert.match(await warnings.first('PLAIN_HTTP'), /has the header X-Forwarded-Proto: https\. .*'trust proxy', 1/)
  })

  for (const way of ['authenticate', 'provider'] as const) {
    it(`a login by ${way} asks nobody for a user and ends no session`, async () => {
      let asked = 0
      const findUser = () => {
        asked += 1
        return Promise.resolve({ id: '1', email: 'foo@example.com' })
      }
      class Provider extends BaseAuthProvider {
        override handleLogin = findUser
      }
      const authentication = way === 'provider' ? { provider: new Provider() } : { authenticate: findUser }
      const app = await start({ authentication, routes: behindProxy })
      const earlier = app.browser()
      assert.equal((await earlier.post('/admin/login', fields, overHttps)).status, 302)
      const answer = await logIn(app.browser(), 'foo')
      assert.deepEqual([answer.status, messageOn(answer.text)], [400, 'singleSessionPlainHttp'])
      assert.equal(asked, 1)
      assert.equal((await earlier.get('/admin', overHttps)).status, 200)
      assert.equal(await countLive(app.prisma), 1)
      assert.equal(await app.prisma.sessionEvent.count({ where: { event: 'loginFailed' } }), 0)
    })
  }

  it('a login of the app itself fails with an error that says what to write, and ends no session', async () => {
    const signIn =
      (logIn: (req: Parameters<RequestHandler>[0]) => Promise<void>): RequestHandler =>
      (req, res, next) => {
        logIn(req).then(() => res.send('in'), next)
      }
    const app = await start({
      routes(express, singleSession) {
        behindProxy(express, singleSession)
        express.post(
          '/sign-in',
          signIn((req) => singleSession.login(req, { id: 1 })),
        )
      },
    })
    const earlier = app.browser()
    assert.equal((await earlier.post('/sign-in', {}, overHttps)).text, 'in')
    assert.equal((await app.browser().post('/sign-in')).status, 500)
    const [error] = app.errors as SingleSessionError[]
    assert.deepEqual([error?.code, error?.expose], ['ERR_SINGLE_SESSION_COOKIE_NOT_SENT', false])
    assert.match(error?.message ?? '', /'trust proxy', 1/)
    assert.equal((await earlier.get('/admin', overHttps)).status, 200)
  })
})

describe('nobody is told so', () => {
  it('over HTTPS, or with a cookie that follows the connection', async () => {
    const app = await start({ routes: behindProxy })
    const browser = app.browser()
    assert.equal(messageOn((await browser.get('/admin/login', overHttps)).text), undefined)
    assert.equal((await browser.post('/admin/login', fields, overHttps)).status, 302)
    const auto = await startApp({ settings: { cookie: { secure: 'auto' } } })
    const other = auto.browser()
    assert.equal(messageOn((await other.get('/admin/login')).text), undefined)
    assert.equal((await logIn(other, 'foo')).status, 302)
    assert.equal(await isLoggedIn(other), true)
    assert.deepEqual(warnings.of('PLAIN_HTTP'), [])
  })
})
