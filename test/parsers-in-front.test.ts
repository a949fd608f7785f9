// Apps whose body parser comes before the panel, as NestJS does it by itself. AdminJS's own parser then waits without end for
// a body that was read already; here it gets the fields, or the app hears what is wrong.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import express, { type Express, type RequestHandler } from 'express'
import { closeApps, idOf, isLoggedIn, logIn, startApp } from './support/app.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('a body is read before anything is asked of the database')

/** What NestJS mounts. */
const parsers = (app: Express) => app.use(express.json(), express.urlencoded({ extended: true }))
const post = (body: BodyInit, type?: string) => ({
  method: 'POST',
  body,
  ...(type === undefined ? {} : { headers: { 'content-type': type } }),
  // Without an answer the test fails, and does not hang.
  signal: AbortSignal.timeout(20_000),
})

describe('a parser of the app in front of the panel', () => {
  afterEach(closeApps)

  it('leaves logins, actions and uploads as they are', async () => {
    const app = await startApp({ inFront: (own) => void parsers(own) })
    const [foo, root] = [await app.browserOf('foo'), await app.browserOf('root')]
    assert.equal((await logIn(app.browser(), 'foo', 'wrong')).status, 200)
    const byJson = post('{"email":"bar@example.com","password":"secret"}', 'application/json')
    assert.equal((await app.browser().request('/admin/login', byJson)).status, 302)

    const id = String(await idOf(app.prisma, 'foo'))
    const bulk = `/admin/api/resources/User/bulk/logoutOnAllSessions?recordIds=${id}`
    assert.equal((await root.request(bulk, post('{}', 'application/json'))).status, 200)
    assert.equal(await isLoggedIn(foo), false)

    const edit = `/admin/api/resources/User/records/${id}/edit`
    const form = new FormData()
    form.set('email', 'upload@example.com')
    for (const body of [new URLSearchParams({ email: 'form@example.com' }), form]) {
      assert.equal((await root.request(edit, post(body))).status, 200)
      const { email } = await app.prisma.user.findUniqueOrThrow({ where: { id: Number(id) } })
      assert.equal(email, body instanceof FormData ? 'upload@example.com' : 'form@example.com')
    }
    assert.deepEqual(app.errors, [])
  })

  it('opens nothing that is closed without it', async () => {
    const app = await startApp({ inFront: (own) => void parsers(own) })
    const root = await app.browserOf('root')
    const edit = `/admin/api/resources/User/records/${String(await idOf(app.prisma, 'foo'))}/edit`
    for (const name of ['hasOwnProperty', 'toString']) {
      const body = post(JSON.stringify({ [name]: 'x' }), 'application/json')
      assert.equal((await root.request(edit, body)).status, 400, name)
    }
    for (const fields of ['email[contains]=foo&password=secret', 'email=foo%40example.com&password[]=secret']) {
      const browser = app.browser()
      const { status } = await browser.request('/admin/login', post(fields, 'application/x-www-form-urlencoded'))
      assert.ok([200, 400].includes(status), `${fields}: ${String(status)}`)
      assert.equal(await isLoggedIn(browser), false)
    }
    assert.equal((await app.browser().request('/admin/login', post('{', 'application/json'))).status, 400)
  })

  const others: [title: string, parser: RequestHandler, type: string][] = [
    ['keeps the text of a body', express.text({ type: () => true }), 'application/json'],
    ['keeps the bytes of a body', express.raw({ type: () => true }), 'application/x-www-form-urlencoded'],
    [
      'reads an upload',
      (req, _res, next) => {
        req.body = {}
        req.on('end', next).resume()
      },
      'multipart/form-data; boundary=x',
    ],
  ]
  for (const [title, parser, type] of others) {
    it(`fails the request, and says what to do, if it ${title}`, async () => {
      const app = await startApp({ inFront: (own) => void own.use(parser) })
      assert.equal((await app.browser().request('/admin/login', post('{"email":"a"}', type))).status, 500)
      const [error] = app.errors as { code?: string; message?: string }[]
      assert.equal(error?.code, 'ERR_SINGLE_SESSION_MIDDLEWARE_ORDER')
      assert.match(error.message ?? '', /^Something read the body of POST \/admin\/login .* Mount singleSession/)
    })
  }
})
