// What pages of other sites can set off by a link, a picture or a script: nothing, also where browsers do not say by
// Sec-Fetch-Site where a request comes from, as over plain HTTP.
import assert from 'node:assert/strict'
import type { OutgoingHttpHeaders } from 'node:http'
import { afterEach, describe, it } from 'node:test'
import type { Locale } from 'adminjs'
import { closeApps, idOf, isLoggedIn, startApp, type TestAppOptions } from './support/app.js'
import { send } from './support/raw-request.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('where a request comes from is the same on every database')

afterEach(closeApps)

const mozilla = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36'

/** What a browser says of a GET by a page at `from`; without HTTPS nothing but these. */
type Said = (own: string) => OutgoingHttpHeaders
const ours: [title: string, said: Said][] = [
  ['of the panel', (own) => ({ referer: `${own}/admin/resources/User` })],
  ['of the panel, whose pages tell their origin alone', (own) => ({ referer: `${own}/` })],
  ['of the panel, behind a proxy that ends TLS', (own) => ({ referer: `${own.replace('http', 'https')}/admin` })],
  ['of a script of the panel', (own) => ({ origin: own })],
  ['of the panel, over HTTPS', () => ({ 'sec-fetch-site': 'same-origin' })],
  ['of the user', () => ({ 'sec-fetch-site': 'none' })],
]
const foreign: [title: string, said: Said][] = [
  ['of another site', () => ({ referer: 'http://evil.example/' })],
  ['of another port', (own) => ({ referer: `${own.replace(/:\d+$/, ':1')}/` })],
  ['of a name that holds ours', (own) => ({ referer: `http://evil.example/?${own}/admin` })],
  ['of a user with our name', (own) => ({ referer: `${own}@evil.example/` })],
  ['of a script of another site', () => ({ origin: 'http://evil.example' })],
  ['of a script of another site, with our page', (own) => ({ origin: 'http://evil.example', referer: `${own}/admin` })],
  ['of no origin', () => ({ origin: 'null' })],
  ['of another site, over HTTPS', (own) => ({ 'sec-fetch-site': 'cross-site', referer: `${own}/admin` })],
]
const silent: [title: string, said: Said][] = [
  ['that says nothing', () => ({})],
  ['with an empty referrer', () => ({ referer: '' })],
  ['with a referrer that is none', () => ({ referer: 'here' })],
]

/** A panel with an action that acts by GET, and root logged in. */
async function startPanel(options: TestAppOptions = {}) {
  const banned: string[] = []
  const app = await startApp({
    userOptions: {
      actions: {
        ban: {
          actionType: 'record',
          component: false,
          handler: (_request, _response, { record, currentAdmin }) => {
            banned.push(String(record?.id()))
            return { record: record?.toJSON(currentAdmin), notice: { message: 'banned' } }
          },
        },
      },
    },
    ...options,
  })
  const root = await app.browserOf('root')
  const ban = `/admin/api/resources/User/records/${String(await idOf(app.prisma, 'foo'))}/ban`
  const get = (path: string, headers: OutgoingHttpHeaders, method = 'GET') =>
    send(app.origin, { method, path, headers: { 'user-agent': mozilla, cookie: root.cookieHeader, ...headers } })
  return { app, root, ban, banned, get }
}

describe('a link to the logout', () => {
  for (const [title, said] of ours) {
    it(`logs out: one ${title}`, async () => {
      const { app, root, get } = await startPanel()
      const { status, headers } = await get('/admin/logout', said(app.origin))
      assert.deepEqual([status, headers.location], [302, '/admin/login'])
      assert.equal(await isLoggedIn(root), false)
    })
  }

  it('of another site is refused', async () => {
    const { app, root, get } = await startPanel()
    for (const [title, said] of foreign) {
      assert.equal((await get('/admin/logout', said(app.origin))).status, 403, title)
      assert.equal(await isLoggedIn(root), true, title)
    }
  })

  it('of nobody knows whom is a question, whatever sends it; what answers it logs out', async () => {
    const { app, root, get } = await startPanel()
    for (const agent of [mozilla, 'curl/8.0', '']) {
      for (const [title, said] of silent) {
        const { status, text, headers } = await get('/admin/logout', { ...said(app.origin), 'user-agent': agent })
        assert.equal(status, 200, title)
        assert.match(text, /Do you want to log out\?.*<form method="post" action="\/admin\/logout">/s)
        assert.doesNotMatch(text, /<script|root@/)
        assert.deepEqual(
          [headers['x-frame-options'], headers['cache-control'], headers['referrer-policy']],
          ['DENY', 'no-store', 'same-origin'],
        )
        assert.equal(await isLoggedIn(root), true, title)
      }
    }
    assert.equal((await root.post('/admin/logout', {}, { headers: { origin: app.origin } })).location, '/admin/login')
    assert.equal(await isLoggedIn(root), false)
    assert.deepEqual(app.errors, [])
  })

  it('asks nobody who is not logged in, and leaves their session alone', async () => {
    const { app } = await startPanel({
      routes: (routes) =>
        routes.post('/visit', (req, res) => {
          Object.assign(req.session, { seen: 1 })
          res.send()
        }),
    })
    const stranger = app.browser()
    await stranger.post('/visit')
    const before = await app.prisma.session.count()
    const headers = { cookie: stranger.cookieHeader }
    const answer = await send(app.origin, { path: '/admin/logout', headers })
    assert.deepEqual([answer.status, answer.headers.location], [302, '/admin/login'])
    assert.equal(await app.prisma.session.count(), before)
  })

  it("asks in the panel's language, and writes nothing into the page that could be taken for more", async () => {
    const translations = { de: { buttons: { singleSessionCancel: '<b>"Nein" & zurück</b>' } } }
    // What an app may write there is more than AdminJS's type has.
    const locale = { language: 'de', translations: translations as unknown as NonNullable<Locale['translations']> }
    const panels: TestAppOptions['adminOptions'][] = [{ locale }, { locale: () => locale }]
    for (const adminOptions of panels) {
      const { get } = await startPanel({ adminOptions: adminOptions ?? {} })
      const { text } = await get('/admin/logout', {})
      assert.match(text, /<html lang="de">.*Möchten Sie sich abmelden\?.*>Abmelden</s)
      assert.ok(text.includes('>&lt;b&gt;&quot;Nein&quot; &amp; zurück&lt;/b&gt;<'), text)
    }
  })
})

describe("a GET of the panel's API", () => {
  for (const [title, said] of ours) {
    it(`acts: one ${title}`, async () => {
      const { app, ban, banned, get } = await startPanel()
      assert.equal((await get(ban, said(app.origin))).status, 200)
      assert.equal(banned.length, 1)
    })
  }

  it('of another site, and of a browser that does not say where it comes from, does not', async () => {
    const { app, root, ban, banned, get } = await startPanel()
    const paths = [
      ban,
      ban.toUpperCase().replace('USER', 'User').replace('BAN', 'ban'),
      `${ban}/`,
      '/admin/api/dashboard',
    ]
    for (const [title, said] of [...foreign, ...silent]) {
      for (const path of paths) {
        for (const method of ['GET', 'HEAD']) {
          const { status } = await get(path, said(app.origin), method)
          assert.equal(status, 403, `${method} ${path} ${title}`)
        }
      }
    }
    assert.deepEqual(banned, [])
    assert.equal(await isLoggedIn(root), true)
    const codes = new Set((app.errors as { code: string }[]).map(({ code }) => code))
    assert.deepEqual([...codes], ['ERR_SINGLE_SESSION_CROSS_SITE'])
  })

  it('of a trusted origin, and of what is no browser, does', async () => {
    const trusted = 'https://portal.example.com'
    const { ban, banned, get } = await startPanel({ settings: { trustedOrigins: [trusted] } })
    for (const headers of [{ referer: `${trusted}/x` }, { origin: trusted }, { 'user-agent': 'curl/8.0' }]) {
      assert.equal((await get(ban, headers)).status, 200)
    }
    assert.equal(banned.length, 3)
  })

  it("of another site reaches whoever is not logged in, and the app's own routes beside it", async () => {
    const { app, get } = await startPanel({
      routes: (routes) =>
        routes.get('/admin/api/public/:name', (_req, res) => {
          res.send('public')
        }),
    })
    const headers = { referer: 'http://evil.example/' }
    assert.equal((await get('/admin/api/public/x', headers)).text, 'public')
    assert.equal((await send(app.origin, { path: '/admin/api/dashboard', headers })).status, 302)
  })
})

describe('a link to a page of the panel', () => {
  it('works from everywhere, and leaves those who follow it logged in', async () => {
    const { app, root, ban, banned, get } = await startPanel()
    const record = ban.replace('/api', '')
    for (const [title, said] of [...ours, ...foreign, ...silent]) {
      for (const path of ['/admin', '/admin/resources/User', record, record.replace('ban', 'show')]) {
        assert.equal((await get(path, said(app.origin))).status, 200, `${path} ${title}`)
      }
    }
    assert.equal(await isLoggedIn(root), true)
    assert.deepEqual([banned, app.errors], [[], []])
  })
})

describe('a panel whose pages hide where their requests come from', () => {
  it('hides it from other sites alone: over plain HTTP its own requests could not be told from theirs', async () => {
    for (const [given, sent] of [
      ['no-referrer', 'same-origin'],
      ['strict-origin', 'strict-origin'],
    ] as const) {
      const { root } = await startPanel({
        routes: (routes) =>
          routes.use((_req, res, next) => {
            res.set('Referrer-Policy', given)
            next()
          }),
      })
      assert.equal((await root.get('/admin')).headers.get('referrer-policy'), sent)
    }
  })
})
