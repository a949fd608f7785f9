// What attackers send: cookies, paths, headers, bodies, floods, and pages of other sites. Whatever it is, nobody is
// logged in or out by it, nothing is written for it, and the server goes on.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type OutgoingHttpHeaders, type Server } from 'node:http'
import { createRequire } from 'node:module'
import { connect, type AddressInfo } from 'node:net'
import { after, afterEach, before, describe, it } from 'node:test'
import { inspect } from 'node:util'
import type { Browser } from 'playwright-core'
import { hangUpAt, hangUpInBody, waitingDatabase } from './support/abandon.js'
import { closeApps, countLive, idOf, isLoggedIn, secret, startApp, type TestAppOptions } from './support/app.js'
import { launchBrowser, newVisitor } from './support/browser.js'
import type { BrowserClient } from './support/browser-client.js'
import { createDatabase } from './support/database.js'
import { logInAs, startDemo, stopDemos, temporaryFolder, type Demo } from './support/demo.js'
import { form, send, type RawRequest } from './support/raw-request.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('it takes 40 seconds on SQLite, and 70 on MariaDB')

afterEach(closeApps)

// The one that express-session signs with.
const signature = createRequire(import.meta.resolve('express-session'))('cookie-signature') as {
  sign(value: string, secret: string): string
}
const signed = (sid: string, key = secret) => `adminjs=${encodeURIComponent(`s:${signature.sign(sid, key)}`)}`
const sidOf = (browser: BrowserClient) => /s%3A([^.]+)/.exec(browser.cookieHeader)?.[1] ?? ''

const credentials = form({ email: 'bar@example.com', password: 'secret' })

/** A panel in which foo and root are logged in, and what must not change. */
async function startScene(options: TestAppOptions = {}) {
  const app = await startApp(options)
  const [foo, root] = [app.browser(), app.browser()]
  const loginPath = options.adminOptions?.loginPath ?? '/admin/login'
  await foo.post(loginPath, { email: 'foo@example.com', password: 'secret' })
  await root.post(loginPath, { email: 'root@example.com', password: 'secret' })
  const { prisma } = app
  const state = async () => ({
    sessions: (await prisma.session.findMany({ orderBy: { sid: 'asc' } })).map(({ sid }) => sid),
    links: (await prisma.userSession.findMany({ orderBy: { sid: 'asc' } })).map(({ sid }) => sid),
    users: await prisma.user.count(),
  })
  const before = await state()
  assert.equal(before.links.length, 2)
  return {
    ...{ app, foo, root, state, before },
    fooId: await idOf(prisma, 'foo'),
    /** Nobody was logged in or out, nothing was written, and no error tells a session id. */
    requireUnharmed: async (what: string) => {
      assert.deepEqual(await state(), before, what)
      const told = before.sessions.filter((sid) => inspect(app.errors, { depth: 9 }).includes(sid))
      assert.deepEqual(told, [], `${what}: an error holds a session id`)
    },
  }
}

describe('a cookie', () => {
  const forged: [title: string, cookie: (sid: string) => string][] = [
    ['is not signed', (sid) => `adminjs=${sid}`],
    ['is signed by nobody', (sid) => `adminjs=s%3A${sid}`],
    ['has an empty signature', (sid) => `adminjs=s%3A${sid}.`],
    ['has a wrong signature', (sid) => `adminjs=s%3A${sid}.${'A'.repeat(43)}`],
    ['is signed with another secret', (sid) => signed(sid, `${secret}!`)],
    ['is signed with an empty secret', (sid) => signed(sid, ' ')],
    ['is cut off', (sid) => signed(sid).slice(0, -2)],
    ['is longer by a letter', (sid) => `${signed(sid)}A`],
    ['has the signature of another value', (sid) => signed(`${sid}x`).replace(`${sid}x`, sid)],
    ['is in capitals', (sid) => `adminjs=${decodeURIComponent(signed(sid)).slice(8).toUpperCase()}`],
    ['has another name', (sid) => signed(sid).replace('adminjs', 'Adminjs')],
    ['has a prefix in its name', (sid) => `__Host-${signed(sid)}`],
    ['comes after a forged one', (sid) => `adminjs=forged; ${signed(sid)}`],
    ['comes after an empty one', (sid) => `adminjs=; ${signed(sid)}`],
    ['is encoded twice', (sid) => `adminjs=${encodeURIComponent(signed(sid).slice(8))}`],
    ['is in another encoding', (sid) => `adminjs=s%u003A${sid}.x`],
    ['has a broken escape', (sid) => `adminjs=s%3A${sid}%E0%A4%A.x`],
    ['has NUL bytes', (sid) => `adminjs=s%3A${sid}%00.x`],
    ['is JSON', (sid) => `adminjs=j%3A%7B%22id%22%3A%22${sid}%22%7D`],
    ['is only a name', () => 'adminjs'],
    ['is only a sign', () => 's%3A'],
    ['is a name of every object', () => 'adminjs=__proto__; __proto__=adminjs; constructor=adminjs; toString=x'],
    ['is in Latin-1', () => 'adminjs=s%3A\u00e4\u00ff.\u00fc'],
    ['is one of very many', (sid) => `${'a=b; '.repeat(2000)}adminjs=${sid}`],
    ['is very long', () => `adminjs=s%3A${'x'.repeat(12_000)}.y`],
    ['is not separated', () => ';;;,,,===   ;adminjs'],
  ]

  it('that was not signed by the server is nobody, and costs nothing', async () => {
    const { app, foo, requireUnharmed } = await startScene()
    app.database.takeStatements()
    for (const [title, cookie] of forged) {
      for (const path of ['/admin', '/admin/login', '/admin/logout', '/admin/api/resources/User/actions/list']) {
        const { status, text } = await send(app.origin, { path, headers: { cookie: cookie(sidOf(foo)) } })
        assert.ok(status === 302 || path.endsWith('login'), `a cookie that ${title}: ${String(status)} at ${path}`)
        assert.ok(!text.includes(sidOf(foo)), title)
      }
    }
    assert.deepEqual(app.database.takeStatements(), [])
    await requireUnharmed('forged cookies')
    assert.deepEqual(app.errors, [])
  })

  it('that the server could have signed, with whatever in it, is nobody', async () => {
    const { app, requireUnharmed } = await startScene()
    const sids = [
      ...["' OR '1'='1", "'; DROP TABLE Session; --", '%', '_', '*', '\\', '"', '`', '$1', '?', '${sid}', '{{sid}}'],
      ...['\u0000', 'a\u0000b', '\u0000'.repeat(100), '\n', '\r\nSet-Cookie: x=y', '\u202e', 'ü', '💥', ' '],
      ...['__proto__', 'constructor', 'toString', 'null', 'undefined', 'true', '0', '-1', '[object Object]', '..', '/'],
      ...['x'.repeat(5000), '💥'.repeat(300), '../../etc/passwd', '{"$gt":""}', '.', '...'],
    ]
    for (const sid of sids) {
      const headers = { cookie: signed(sid) }
      for (const path of ['/admin', '/admin/logout']) {
        const { status } = await send(app.origin, { path, headers })
        assert.equal(status, 302, `${inspect(sid.slice(0, 40))}: ${String(status)} at ${path}`)
      }
    }
    await requireUnharmed('odd session ids')
    assert.deepEqual(app.errors, [])
    // The databases differ in what they take for a text: this one is asked of none of them.
    app.database.takeStatements()
    await send(app.origin, { path: '/admin', headers: { cookie: signed('a\u0000b') } })
    assert.deepEqual(app.database.takeStatements(), [])
  })

  it('counts once, if a browser sends several of the same name: the first', async () => {
    const { app, foo, root, requireUnharmed } = await startScene()
    const [own, others] = [
      `adminjs=${foo.cookies.get('adminjs') ?? ''}`,
      `adminjs=${root.cookies.get('adminjs') ?? ''}`,
    ]
    for (const cookie of [`${own}; ${others}`, `${own}; adminjs=forged`, `x=y; ${own}`]) {
      const { status, text } = await send(app.origin, { path: '/admin', headers: { cookie } })
      assert.deepEqual(
        [status, text.includes('foo@example.com'), text.includes('root@example.com')],
        [200, true, false],
      )
    }
    await requireUnharmed('several cookies')
  })
})

describe('headers', () => {
  it('beyond what Node allows are refused, and the server goes on', async () => {
    const { app, foo, requireUnharmed } = await startScene()
    const floods: [title: string, lines: string[]][] = [
      ['one long header', [`x: ${'x'.repeat(100_000)}`]],
      ['a long cookie', [`Cookie: adminjs=${'x'.repeat(20_000)}`]],
      ['many headers', Array.from({ length: 20_000 }, (_, index) => `x-${String(index)}: y`)],
      ['many cookies', Array.from({ length: 5000 }, () => `Cookie: adminjs=x`)],
    ]
    for (const [title, lines] of floods) {
      const answer = await exchange(app.origin, ['GET /admin HTTP/1.1', 'Host: x', ...lines, '', ''].join('\r\n'))
      assert.match(answer, /^HTTP\/1\.1 431 /, title)
    }
    // More than are kept of them, but not too long: the rest is dropped.
    const short = Array.from({ length: 2500 }, () => 'a:')
    const answer = await exchange(app.origin, ['GET /admin HTTP/1.1', 'Host: x', ...short, '', ''].join('\r\n'))
    assert.match(answer, /^HTTP\/1\.1 (302|431) /)
    assert.equal(await isLoggedIn(foo), true)
    await requireUnharmed('floods of headers')
  })

  it('that are no headers are refused', async () => {
    const { app, foo, requireUnharmed } = await startScene()
    const heads = [
      'GET /admin/logout\r\n\r\n',
      'GET  /admin/logout HTTP/9.9\r\n\r\n',
      'LOGOUT /admin/logout HTTP/1.1\r\nHost: x\r\n\r\n',
      `post /admin/logout HTTP/1.1\r\nHost: x\r\nCookie: ${foo.cookieHeader}\r\n\r\n`,
      `POST /admin/logout HTTP/1.1\r\nCookie: ${foo.cookieHeader}\r\n\r\n`,
      `POST /admin/logout HTTP/1.1\r\nHost: x\r\nCookie : ${foo.cookieHeader}\r\n\r\n`,
      `POST /admin/logout HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\nCookie: ${foo.cookieHeader}\r\n\r\n`,
      `POST /admin/logout HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\nCookie: ${foo.cookieHeader}\r\n\r\n`,
      `GET /admin/logout HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, x\r\nCookie: ${foo.cookieHeader}\r\n\r\n`,
      `GET /admin/logout\u0000 HTTP/1.1\r\nHost: x\r\nCookie: ${foo.cookieHeader}\r\n\r\n`,
      '\u0000\u0001\u0002\u0003',
    ]
    for (const head of heads) assert.match(await exchange(app.origin, head), /^HTTP\/1\.1 (4\d\d|302) /, inspect(head))
    await requireUnharmed('no HTTP')
  })
})

/** Writes these bytes to the server, and returns what it says until it hangs up. */
function exchange(origin: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'))
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text
      socket.end()
    })
    // It hangs up while we still write.
    socket
      .on('error', () => undefined)
      .on('close', () => {
        resolve(answer)
      })
  })
}

describe('a client that hangs up', () => {
  const bulkPath = (ids: number[]) => `/admin/api/resources/User/bulk/logoutOnAllSessions?recordIds=${ids.join(',')}`

  /** Tries each moment of a request: `prepare` makes the request anew, `verify` looks at what is there afterwards. */
  async function atEachMoment(
    prepare: (scene: Scene) => Promise<RawRequest>,
    verify: (scene: Scene, at: string) => Promise<void>,
    first = 1,
  ): Promise<void> {
    const database = await createDatabase()
    const waiting = waitingDatabase(database)
    const scene = await startScene({
      database: waiting,
      routes(routes) {
        routes.post('/change', (req, res) => {
          Object.assign(req.session, { changed: 'yes' })
          res.send('changed')
        })
      },
    })
    let number = first
    for (let isHeld = true; isHeld; number++) {
      const request = await prepare(scene)
      isHeld = await hangUpAt(waiting, number, scene.app.origin, request)
      await verify(scene, `at operation ${String(number)}`)
      assert.deepEqual(scene.app.errors, [])
    }
    assert.ok(number > first + 1, 'no operation was held')
    await closeApps()
    await database.close()
  }
  type Scene = Awaited<ReturnType<typeof startScene>>
  const withCookie = (browser: BrowserClient): OutgoingHttpHeaders => ({ cookie: browser.cookieHeader })

  it('in a login leaves the user with one session: the login was right', async () => {
    await atEachMoment(
      () => Promise.resolve({ method: 'POST', path: '/admin/login', ...credentials }),
      async ({ app, foo }, at) => {
        const links = await app.prisma.userSession.findMany({ where: { user: { email: 'bar@example.com' } } })
        assert.equal(links.length, 1, at)
        assert.equal(await app.prisma.session.count(), 3, at)
        assert.equal(await isLoggedIn(foo), true, at)
      },
    )
  })

  it('in a logout is out', async () => {
    let leaving: BrowserClient
    await atEachMoment(
      async ({ app }) => {
        leaving = await app.browserOf('bar')
        return { path: '/admin/logout', headers: { ...withCookie(leaving), 'sec-fetch-site': 'same-origin' } }
      },
      async ({ app, foo }, at) => {
        assert.deepEqual([await isLoggedIn(leaving), await isLoggedIn(foo)], [false, true], at)
        assert.equal(await app.prisma.session.count(), 2, at)
      },
    )
  })

  it('in a request that changes the session is still in, and the change is kept', async () => {
    let changing: BrowserClient
    await atEachMoment(
      async ({ app }) => {
        changing = await app.browserOf('bar')
        return { method: 'POST', path: '/change', headers: withCookie(changing) }
      },
      async ({ app }, at) => {
        assert.equal(await isLoggedIn(changing), true, at)
        const { data } = await app.prisma.session.findUniqueOrThrow({ where: { sid: sidOf(changing) } })
        assert.match(data, /"changed":"yes"/, at)
      },
    )
  })

  it('in a bulk action has logged out all that were selected', async () => {
    await atEachMoment(
      async ({ app, root, fooId }) => {
        await app.browserOf('foo')
        await app.browserOf('bar')
        const path = bulkPath([fooId, await idOf(app.prisma, 'bar')])
        return { method: 'POST', path, headers: withCookie(root) }
      },
      async ({ app, root }, at) => {
        assert.equal(await countLive(app.prisma), 1, at)
        assert.equal(await isLoggedIn(root), true, at)
      },
      // At the first one AdminJS has not read the body yet, and never will: nothing happens then.
      2,
    )
  })

  it('in the middle of a body did nothing', async () => {
    const { app, root, fooId, requireUnharmed } = await startScene()
    const json = '{"email":"bar@example.com","password":"secret"}'
    const bodies: [headers: OutgoingHttpHeaders, body: string][] = [
      [credentials.headers, credentials.body],
      [{ 'content-type': 'application/json', 'content-length': json.length }, json],
      [{ 'content-type': 'multipart/form-data; boundary=x', 'content-length': 100 }, '--x\r\nContent-Disposition: '],
      [{ 'content-type': 'application/x-www-form-urlencoded', 'transfer-encoding': 'chunked' }, credentials.body],
    ]
    for (const [headers, body] of bodies) {
      for (const path of [
        '/admin/login',
        bulkPath([fooId]),
        `/admin/api/resources/User/records/${String(fooId)}/delete`,
      ]) {
        await hangUpInBody(app.origin, { method: 'POST', path, headers: { ...headers, ...withCookie(root) }, body })
      }
    }
    await requireUnharmed('half a body')
  })

  it('never, but says nothing more, keeps nobody else waiting', async (test) => {
    const { app, foo, requireUnharmed } = await startScene()
    const { hostname, port } = new URL(app.origin)
    const sockets = Array.from({ length: 50 }, () => connect(Number(port), hostname))
    test.after(() => {
      for (const socket of sockets) socket.destroy()
    })
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    for (const [index, socket] of sockets.entries()) {
      socket.on('error', () => undefined)
      const head = `POST /admin/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n`
      socket.write(index % 2 ? head : `${head}Content-Length: 1000\r\n\r\nemail=`)
    }
    assert.equal(await isLoggedIn(foo), true)
    await requireUnharmed('slow clients')
  })
})

describe('a flood of requests of nobody', () => {
  it('writes no session, and asks the database for nothing but the email address of a login, and ten rows for the trail', async () => {
    const { app, foo, requireUnharmed } = await startScene()
    const cookies = ['', 'adminjs=x', `adminjs=s%3A${sidOf(foo)}.x`, signed(sidOf(foo), 'x'.repeat(32))]
    const login = (fields: Record<string, string>): RawRequest => ({
      method: 'POST',
      path: '/admin/login',
      ...form(fields),
    })
    const requests: RawRequest[] = [
      ...['/admin', '/admin/login', '/admin/logout', '/admin/resources/User', '/admin/nothing', '/'].map((path) => ({
        path,
      })),
      ...['/admin/api/resources/User/actions/list', '/admin/frontend/assets/logo.svg'].map((path) => ({ path })),
      { method: 'HEAD', path: '/admin/login' },
      { method: 'POST', path: '/admin/logout' },
      { method: 'POST', path: '/admin/api/resources/User/bulk/logoutOnAllSessions?recordIds=1' },
      { method: 'POST', path: '/admin/refresh-token' },
      login({ email: 'foo@example.com', password: 'wrong' }),
      login({ email: 'nobody@example.com', password: 'secret' }),
      login({ email: "' OR 1=1 --", password: "' OR 1=1 --" }),
    ]
    app.database.takeStatements()
    const flood = Array.from({ length: 10 }, () =>
      requests.flatMap((request) => cookies.map((cookie) => ({ request, cookie }))),
    )
    const queue = flood.flat()
    assert.ok(queue.length >= 600)
    const count = queue.length
    const work = async () => {
      for (let next = queue.pop(); next; next = queue.pop()) {
        const { request, cookie } = next
        const { status } = await send(app.origin, {
          ...request,
          headers: { ...request.headers, ...(cookie ? { cookie } : {}) },
        })
        assert.ok(status < 500, `${String(status)} for ${String(request.method)} ${request.path}`)
      }
    }
    await Promise.all(Array.from({ length: 20 }, work))
    const statements = app.database.takeStatements()
    const others = statements.filter((statement) => !/^SELECT .*User.* WHERE .*email/.test(statement))
    assert.equal(statements.length - others.length, (count / requests.length) * 3)
    // Of one address ten a minute, each in a transaction, and the time of the database once.
    const kinds = others.map(
      (statement) => /^INSERT INTO .*SessionEvent|^COMMIT|^SELECT .* AS .now.$/.exec(statement)?.[0],
    )
    assert.ok(!kinds.includes(undefined), others.join('\n'))
    assert.ok((await app.prisma.sessionEvent.count({ where: { event: 'loginFailed' } })) <= 20)
    await requireUnharmed('a flood')
    assert.deepEqual(app.errors, [])
  })
})

describe('the way back after a login', () => {
  const elsewhere: unknown[] = [
    ...[
      '//evil.example',
      '///evil.example',
      '////evil.example',
      '//evil.example:80/',
      '//user@evil.example',
      '//[::1]',
    ],
    ...[
      '/\\evil.example',
      '\\\\evil.example',
      '\\/evil.example',
      '/\\/evil.example',
      '//\\evil.example',
      '\\evil.example',
    ],
    ...[
      '/\t/evil.example',
      '/\n/evil.example',
      '/\r\n/evil.example',
      '\t//evil.example',
      '\n//evil.example',
      ' //evil.example',
    ],
    ...[
      '/\t\\evil.example',
      '\u0000//evil.example',
      '/\t\n\r/evil.example',
      '\u00a0//evil.example',
      '\ufeff//evil.example',
    ],
    ...[
      'https://evil.example',
      'http:evil.example',
      'https:/evil.example',
      'https:\\\\evil.example',
      'HTTPS://EVIL.example',
    ],
    ...[
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      ' javascript:alert(1)',
      'java\tscript:alert(1)',
      'javascript://%0aalert(1)',
    ],
    ...[
      'data:text/html,<script>1</script>',
      'vbscript:x',
      'file:///etc/passwd',
      'blob:x',
      'about:blank',
      'mailto:x@y',
      'x:y',
    ],
    ...['evil.example', 'admin', './admin', '../admin', '?x', '#x', '', ' ', '／／evil.example', '@evil.example'],
    ...[['//evil.example'], ['/admin'], { toString: '/admin' }, { href: '//evil.example' }, 5, true, [], {}, null, -1],
    ...['/'.repeat(5000), `//${'a'.repeat(5000)}`, '//%2f', '/\\\t/evil.example'],
  ]
  const here = [
    ...[
      '/',
      '/admin',
      '/admin/resources/User',
      '/admin/resources/User?page=2&filters.email=a%40b&x=//evil.example#top',
    ],
    ...[
      '/a%2F%2Fevil.example',
      '/%09/evil.example',
      '/%5Cevil.example',
      '/@evil.example',
      '/:80',
      '/a//b',
      '/?next=/x',
    ],
  ]
  const odd = [
    ...['/.//evil.example', '/..//evil.example', '/a/../..//evil.example', '/%2e%2e//evil.example', '/ü?ü#ü', '/a b'],
    ...['/\u0000', '/<script>', '/a\\b', '/x\r\nSet-Cookie: y=z', '/\ud800', '/💥', '/%', '/%zz'],
  ]

  for (const rootPath of ['/admin', '/']) {
    it(`leads nowhere but to the panel's own site, with the root path ${rootPath}`, async () => {
      const base = rootPath === '/' ? '' : rootPath
      const app = await startApp({
        adminOptions: { rootPath, loginPath: `${base}/login`, logoutPath: `${base}/logout` },
        routes(routes) {
          routes.post('/remember', (req, res) => {
            req.session.redirectTo = JSON.parse(req.query.to as string) as string
            res.send()
          })
        },
      })
      const landing = async (to: unknown) => {
        const browser = app.browser()
        await browser.post(`/remember?to=${encodeURIComponent(JSON.stringify(to))}`)
        const { status, location, headers } = await browser.post(`${base}/login`, {
          email: 'foo@example.com',
          password: 'secret',
        })
        assert.equal(status, 302, inspect(to))
        assert.equal(headers.getSetCookie().length, 1, inspect(to))
        return location ?? ''
      }
      for (const to of [...elsewhere, `${app.origin}/admin`, `${app.origin}@evil.example`]) {
        assert.equal(await landing(to), rootPath, inspect(to).slice(0, 100))
      }
      for (const to of here) assert.equal(await landing(to), to)
      for (const to of odd) assert.equal(new URL(await landing(to), app.origin).origin, app.origin, inspect(to))
      assert.deepEqual(app.errors, [])
    })
  }
})

describe('a request of another site', () => {
  /** What browsers say of where a request comes from, for the panel at `own`; Node's own clients say nothing. */
  const foreign: [title: string, headers: (own: string) => OutgoingHttpHeaders][] = [
    ['of another site', () => ({ 'sec-fetch-site': 'cross-site' })],
    ['of a neighbour', () => ({ 'sec-fetch-site': 'same-site' })],
    ['of another site that names our origin', (own) => ({ 'sec-fetch-site': 'cross-site', origin: own })],
    ['of several sites', () => ({ 'sec-fetch-site': 'same-origin, cross-site' })],
    ['of an unknown kind', () => ({ 'sec-fetch-site': 'other' })],
    ['of an empty kind', () => ({ 'sec-fetch-site': '' })],
    ['in capitals', () => ({ 'sec-fetch-site': 'SAME-ORIGIN' })],
  ]
  const foreignOrigins: [title: string, headers: (own: string) => OutgoingHttpHeaders][] = [
    ['of no origin', () => ({ origin: 'null' })],
    ['of an empty origin', () => ({ origin: '' })],
    ['of another host', () => ({ origin: 'http://evil.example' })],
    ['of another port', (own) => ({ origin: own.replace(/:\d+$/, ':1') })],
    ['of no port', (own) => ({ origin: own.replace(/:\d+$/, '') })],
    ['of another name of this machine', (own) => ({ origin: own.replace('127.0.0.1', 'localhost') })],
    ['of a name that begins like ours', (own) => ({ origin: `${own}.evil.example` })],
    ['of a name that ends like ours', (own) => ({ origin: own.replace('//', '//evil-') })],
    ['of a name that holds ours', (own) => ({ origin: own.replace('//', '//evil.example@').replace('@', '#') })],
    ['of a user with our name', (own) => ({ origin: `${own}@evil.example` })],
    ['of two origins', (own) => ({ origin: `${own}, http://evil.example` })],
    ['of a file', () => ({ origin: 'file://' })],
    ['of an extension', () => ({ origin: 'chrome-extension://abcdefgh' })],
    ['of data', () => ({ origin: 'data:' })],
    ['of nonsense', () => ({ origin: '%00' })],
  ]
  const own: [title: string, headers: (own: string) => OutgoingHttpHeaders][] = [
    ['of no browser', () => ({})],
    ['of the panel', (own) => ({ 'sec-fetch-site': 'same-origin', origin: own })],
    ['of the panel, which hides its origin', () => ({ 'sec-fetch-site': 'same-origin', origin: 'null' })],
    ['of the user', () => ({ 'sec-fetch-site': 'none' })],
    ['of the panel, in an older browser', (own) => ({ origin: own })],
    ['of the panel, behind a proxy that ends TLS', (own) => ({ origin: own.replace('http:', 'https:') })],
  ]
  const userPath = (id: number, action: string) => `/admin/api/resources/User/records/${String(id)}/${action}`
  const bulkPath = (id: number) => `/admin/api/resources/User/bulk/logoutOnAllSessions?recordIds=${String(id)}`

  const kinds: [title: string, requestsFor: (fooId: number) => RawRequest[]][] = [
    ['a login', () => [{ method: 'POST', path: '/admin/login', ...credentials }]],
    ['a logout', () => [{ method: 'POST', path: '/admin/logout' }]],
    ['a bulk action', (id) => [{ method: 'POST', path: bulkPath(id) }]],
    ["AdminJS's own delete", (id) => ['POST', 'HEAD'].map((method) => ({ method, path: userPath(id, 'delete') }))],
    ["AdminJS's own edit", (id) => [{ method: 'POST', path: userPath(id, 'edit'), ...form({ isSuperuser: 'true' }) }]],
  ]

  it('that is a post, or anything but a plain look, is refused, whatever it asks for', async () => {
    const { app, root, fooId, requireUnharmed } = await startScene()
    for (const [title, headersFor] of [...foreign, ...foreignOrigins]) {
      for (const [kind, requestsFor] of kinds) {
        for (const request of requestsFor(fooId)) {
          const isHidden = request.method === 'HEAD' && !('sec-fetch-site' in headersFor(app.origin))
          const headers = { ...request.headers, ...headersFor(app.origin), cookie: root.cookieHeader }
          const { status, text } = await send(app.origin, { ...request, headers })
          assert.equal(status, 403, `${kind} ${title}, ${String(isHidden)}`)
          assert.ok(!text.includes(sidOf(root)))
        }
      }
    }
    for (const method of ['PUT', 'PATCH', 'DELETE', 'PROPFIND', 'TRACE']) {
      const headers = { 'sec-fetch-site': 'cross-site', cookie: root.cookieHeader, 'x-http-method-override': 'GET' }
      assert.equal((await send(app.origin, { method, path: userPath(fooId, 'delete'), headers })).status, 403, method)
    }
    await requireUnharmed('posts of other sites')
    const codes = new Set((app.errors as { code: string }[]).map(({ code }) => code))
    assert.deepEqual([...codes], ['ERR_SINGLE_SESSION_CROSS_SITE'])
  })

  for (const [title, headersFor] of own) {
    it(`is none if it is one ${title}`, async () => {
      const { app, foo, root, fooId, state, before } = await startScene()
      const post = (path: string, request: Partial<RawRequest> = {}, cookie = root.cookieHeader) =>
        send(app.origin, {
          ...{ method: 'POST', path, ...request },
          headers: { ...request.headers, ...headersFor(app.origin), cookie },
        })
      assert.equal((await post('/admin/login', credentials, '')).status, 302)
      assert.equal((await state()).links.length, before.links.length + 1)
      assert.equal((await post(bulkPath(fooId))).status, 200)
      assert.equal(await isLoggedIn(foo), false)
      assert.equal((await post(userPath(fooId, 'delete'))).status, 200)
      assert.equal((await state()).users, before.users - 1)
      assert.equal((await post('/admin/logout')).status, 302)
      assert.equal(await isLoggedIn(root), false)
    })
  }

  it('is welcome as a look, but not as one that logs out', async () => {
    const { app, root, requireUnharmed } = await startScene()
    for (const [title, headersFor] of foreign) {
      const headers = { ...headersFor(app.origin), cookie: root.cookieHeader }
      assert.equal((await send(app.origin, { path: '/admin', headers })).status, 200, title)
      assert.equal((await send(app.origin, { path: '/admin/login', headers })).status, 200, title)
      assert.equal((await send(app.origin, { method: 'OPTIONS', path: '/admin/login', headers })).status, 200, title)
      for (const method of ['GET', 'HEAD', 'POST']) {
        const { status } = await send(app.origin, { method, path: '/admin/logout', headers })
        assert.ok([403, 405].includes(status), `${method} ${title}: ${String(status)}`)
      }
    }
    await requireUnharmed('links of other sites')
  })

  it('is accepted from the origins that are trusted, and from no other', async () => {
    const trusted = 'https://login.example.com'
    const { app, root, fooId, requireUnharmed } = await startScene({ settings: { trustedOrigins: [trusted] } })
    const others = [
      ...['null', '', 'https://example.com', 'http://login.example.com', `${trusted}:8443`, `${trusted}.evil.example`],
      ...[
        'https://LOGIN.example.com',
        `${trusted}/`,
        `${trusted}, https://evil.example`,
        'https://evil.login.example.com',
      ],
    ]
    for (const origin of others) {
      for (const site of ['cross-site', 'same-site']) {
        const headers = { 'sec-fetch-site': site, origin, referer: `${trusted}/`, cookie: root.cookieHeader }
        assert.equal((await send(app.origin, { method: 'POST', path: bulkPath(fooId), headers })).status, 403, origin)
        assert.equal((await send(app.origin, { path: '/admin/logout', headers })).status, 403, origin)
      }
    }
    for (const referer of ['https://evil.example/?https://login.example.com', `${trusted}.evil.example/`, 'x', '']) {
      const headers = { 'sec-fetch-site': 'cross-site', referer, cookie: root.cookieHeader }
      assert.equal((await send(app.origin, { path: '/admin/logout', headers })).status, 403, referer)
    }
    await requireUnharmed('other origins')

    for (const headers of [
      { 'sec-fetch-site': 'cross-site', origin: trusted },
      { 'sec-fetch-site': 'same-site', origin: trusted },
      { origin: trusted },
    ]) {
      const request = { method: 'POST', path: '/admin/login', ...credentials }
      const answer = await send(app.origin, { ...request, headers: { ...credentials.headers, ...headers } })
      assert.equal(answer.status, 302, inspect(headers))
    }
    const link = { 'sec-fetch-site': 'cross-site', referer: `${trusted}/account`, cookie: root.cookieHeader }
    assert.equal((await send(app.origin, { path: '/admin/logout', headers: link })).status, 302)
    assert.equal(await isLoggedIn(root), false)
  })

  for (const rootPath of ['/admin', '/', '/admin/', '/deep/er']) {
    it(`is refused however its path is written, with the root path ${rootPath}`, async () => {
      const base = rootPath.replace(/\/$/, '')
      const paths = { login: `${base}/login`, logout: `${base}/logout` }
      const adminOptions = { rootPath, loginPath: paths.login, logoutPath: paths.logout }
      const { app, root, fooId, requireUnharmed } = await startScene({ adminOptions })
      const targets: [path: string, request: Partial<RawRequest>, method: string][] = [
        [paths.login, credentials, 'POST'],
        [paths.logout, {}, 'POST'],
        [paths.logout, {}, 'GET'],
        [`${base}${bulkPath(fooId).slice('/admin'.length)}`, {}, 'POST'],
        [`${base}${userPath(fooId, 'delete').slice('/admin'.length)}`, {}, 'POST'],
      ]
      for (const [path, request, method] of targets) {
        for (const written of spellings(base, path)) {
          const headers = { ...request.headers, 'sec-fetch-site': 'cross-site', cookie: root.cookieHeader }
          const { status } = await send(app.origin, { ...request, method, path: written, headers })
          assert.ok(status < 500, `${method} ${written}: ${String(status)}`)
          await requireUnharmed(`${method} ${written}`)
        }
      }
    })
  }

  it('of another spelling has no session where the cookie has a path, and is led to the login', async () => {
    const { app, root, requireUnharmed } = await startScene({ settings: { cookie: { path: '/admin' } } })
    for (const path of ['/Admin', '/ADMIN/login', '/aDMIN/logout', '/Admin/resources/User']) {
      for (const method of ['GET', 'HEAD', 'POST']) {
        const headers = { ...credentials.headers, cookie: root.cookieHeader }
        const request = method === 'POST' ? { ...credentials, headers } : { headers: { cookie: root.cookieHeader } }
        const answer = await send(app.origin, { ...request, method, path })
        assert.deepEqual([answer.status, answer.headers.location], [303, '/admin/login'], `${method} ${path}`)
      }
    }
    await requireUnharmed('another spelling')
    assert.deepEqual(app.errors, [])
  })
})

/** The same path in the ways that a server may, or may not, take for it. */
function spellings(base: string, path: string): string[] {
  const [place = '', query = ''] = path.split(/(?=\?)/)
  const below = place.slice(base.length)
  const ways = [
    ...[place, `${place}/`, `${place}//`, `${base}/${below}`, `/${place}`, `//${place}`, `${base}//${below}`],
    ...[
      place.toUpperCase(),
      `${base.toUpperCase()}${below}`,
      `${base}${below.toUpperCase()}`,
      `${place};x=y`,
      `${place}.`,
    ],
    ...[
      `${base}/.${below}`,
      `${base}/x/..${below}`,
      `${base}/%2e${below}`,
      `${place}%2F`,
      `${place}%00`,
      `${place}%20`,
    ],
    ...[`${base}${below.replace('l', '%6C')}`, place.replace('a', '%61'), place.replaceAll('/', '\\'), `${place}#x`],
    ...[`http://evil.example${place}`, `http://evil.example:80/${place}`, `${place}/.`, `${place}/index.html`],
    // As if it were one of AdminJS's own files, for which no session is read.
    ...['..', '../..', '..%2f..', '%2e%2e/%2e%2e', '.', ''].map((up) => `${base}/frontend/assets/${up}${below}`),
  ]
  return [...new Set(ways)].map((way) => way + query)
}

describe('a request that is odd', () => {
  const bulk = (ids: string) => `/admin/api/resources/User/bulk/logoutOnAllSessions?recordIds=${ids}`
  const typed = (type: string, body: string): Partial<RawRequest> => ({
    headers: { 'content-type': type, 'content-length': Buffer.byteLength(body) },
    body,
  })
  const url = 'application/x-www-form-urlencoded'
  const bodies: Partial<RawRequest>[] = [
    ...['{', '[]', 'null', '"x"', '1', '{"a":', '[[[['.repeat(1000), '{"__proto__":{"isSuperuser":true}}'].map((body) =>
      typed('application/json', body),
    ),
    typed('application/json', '{"email":{"$gt":""},"password":{"$gt":""}}'),
    typed('application/json', '{"email":["bar@example.com"],"password":["secret"]}'),
    typed('application/json', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
    ...[
      'email[]=bar@example.com&password[]=secret',
      'email[$gt]=&password[$gt]=',
      '%',
      'email=%FF&password=%00',
      '&&&=',
    ].map((body) => typed(url, body)),
    typed(url, `email=${'x'.repeat(500_000)}`),
    typed(url, 'a=b&'.repeat(2000)),
    typed('text/plain', 'text'),
    typed('text/xml', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
    typed('multipart/form-data', 'x'),
    typed('multipart/form-data; boundary=x', '--x'),
    typed(
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="email"\r\n\r\nx\r\n--x--\r\n',
    ),
    typed('', 'x'),
    typed('/', 'x'),
    { headers: { 'transfer-encoding': 'chunked', 'content-type': url }, body: 'email=x' },
    { headers: { 'content-encoding': 'gzip', 'content-type': url, 'content-length': 1 }, body: 'x' },
    { headers: { expect: '100-continue', 'content-type': url, 'content-length': 1 }, body: 'x' },
  ]

  it('at the login logs nobody in', async () => {
    const { app, requireUnharmed } = await startScene()
    for (const body of bodies) {
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'GET', 'OPTIONS']) {
        const { headers } = await send(app.origin, { method, path: '/admin/login', ...body })
        assert.equal(headers['set-cookie'], undefined, inspect(body).slice(0, 200))
      }
    }
    await requireUnharmed('odd logins')
    requireNoErrorOfOurs(app.errors)
  })

  it('at the logout is no fault', async () => {
    const { app, requireUnharmed } = await startScene()
    for (const body of bodies) {
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']) {
        const request = method === 'HEAD' ? {} : body
        const { status } = await send(app.origin, { method, path: '/admin/logout', ...request })
        assert.ok(status < 500, `${String(status)} for ${method} ${inspect(body).slice(0, 200)}`)
      }
    }
    await requireUnharmed('odd logouts')
    assert.deepEqual(app.errors, [])
  })

  it('at a bulk action logs out nobody who was not selected', async () => {
    const { app, root, requireUnharmed } = await startScene()
    const ids = [
      ...[
        '',
        ',',
        '%00',
        '0',
        '-1',
        '999999',
        '9e5',
        '0xFFFFF',
        '%20999999',
        '+999999',
        '999999.0',
        '1;',
        '%EF%BC%91',
        'NaN',
        'null',
        'true',
        '__proto__',
      ],
      ...[
        '1)%20OR%20(1=1',
        '%27',
        '*',
        '%25',
        '99999999999999999999',
        '1'.repeat(5000),
        '[object%20Object]',
        'constructor',
      ],
    ]
    for (const id of ids) {
      const path = bulk(id)
      await send(app.origin, { method: 'POST', path, headers: { cookie: root.cookieHeader } })
      const again = path.replace('?', '%00?').replace('User', 'user')
      await send(app.origin, { method: 'POST', path: again, headers: { cookie: root.cookieHeader } })
    }
    for (const body of bodies) {
      const headers = { ...body.headers, cookie: root.cookieHeader }
      await send(app.origin, { ...body, method: 'POST', path: bulk('999999'), headers })
    }
    await requireUnharmed('odd selections')
    requireNoErrorOfOurs(app.errors)
  })

  /** AdminJS may have faults of its own for these; out of our code comes nothing but that the request is bad. */
  function requireNoErrorOfOurs(errors: readonly unknown[]): void {
    const isOurs = (frame: string) => frame.includes('/src/') && !frame.includes('/node_modules/')
    const isBadRequest = (error: unknown) => (error as { code?: unknown }).code === 'ERR_SINGLE_SESSION_BAD_REQUEST'
    assert.deepEqual(errors.filter((error) => isOurs(firstFrame(error)) && !isBadRequest(error)).map(String), [])
  }

  const firstFrame = (error: unknown) => /^ +at .*$/m.exec(error instanceof Error ? (error.stack ?? '') : '')?.[0] ?? ''
})

describe('the demo, where AdminJS would have a fault', () => {
  let demo: Demo
  let remove: () => Promise<void>
  let root: BrowserClient
  let alice: BrowserClient
  before(async () => {
    const temporary = await temporaryFolder()
    remove = temporary.remove
    demo = await startDemo({ ADMIN_JS_SKIP_BUNDLE: 'true', DATABASE_URL: `file:${temporary.folder}/demo.db` })
    ;[root, alice] = [demo.browser(), demo.browser()]
    await logInAs(root, 'root')
    await logInAs(alice, 'alice')
  })
  after(async () => {
    await stopDemos()
    await remove()
  })

  const json = (body: string): Partial<RawRequest> => ({
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    body,
  })
  const requests: [title: string, request: Partial<RawRequest>][] = [
    ['a field that every object has', json('{"constructor":{"prototype":{"isSuperuser":true}}}')],
    ['a field for the prototype', json('{"__proto__":{"isSuperuser":true}}')],
    ['fields that are methods', json('{"toString":"x","valueOf":"y","hasOwnProperty":"z"}')],
    ['a deep body', json(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)],
    ['operators', json('{"email":{"$gt":""},"password":{"$gt":""}}')],
    ['a body without a length', { headers: { 'transfer-encoding': 'chunked' }, body: 'x' }],
    ['a packed body', { headers: { 'content-encoding': 'gzip', 'content-length': 1 }, body: 'x' }],
    ['an expectation', { headers: { expect: 'nonsense', 'content-length': 1 }, body: 'x' }],
    ['bytes that are no text', { ...form({}), body: Buffer.from([0xff, 0xfe, 0]), headers: { 'content-length': 3 } }],
  ]
  const places = [
    ...[
      '/admin/login',
      '/admin/logout',
      '/admin/api/resources/User/actions/new',
      '/admin/api/resources/User/records/4/edit',
    ],
    ...[
      '/admin/api/resources/User/bulk/logoutOnAllSessions?recordIds=999',
      '/admin/api/resources/__proto__/actions/list',
    ],
    ...['/admin/api/resources/User/bulk/constructor?recordIds=4', '/admin/api/resources/User/records/4/toString'],
    ...[
      '/admin/api/resources/User/records/4/logoutOnAllSessions',
      '/admin/api/pages/__proto__',
      '/admin/refresh-token',
    ],
  ]
  for (const [title, request] of requests) {
    it(`answers ${title} without a fault, and nobody is out`, async () => {
      for (const path of places) {
        const cookie = path.endsWith('logout') ? '' : root.cookieHeader
        const headers = { ...request.headers, ...(cookie ? { cookie } : {}) }
        const { status, text } = await send(demo.origin, { ...request, method: 'POST', path, headers })
        assert.ok(status < 500, `${String(status)} at ${path}: ${text.slice(0, 200)}`)
      }
      assert.deepEqual([await isLoggedIn(root), await isLoggedIn(alice)], [true, true])
      assert.doesNotMatch(demo.process.output(), /adminjs=|s%3A/)
    })
  }

  it('refuses posts of other sites', async () => {
    for (const path of places) {
      const headers = { 'sec-fetch-site': 'cross-site', cookie: root.cookieHeader }
      const { status } = await send(demo.origin, { method: 'POST', path, headers })
      assert.equal(status, 403, path)
    }
    assert.equal(await isLoggedIn(root), true)
  })
})

describe('a page of another site, in a real browser', () => {
  let browser: Browser
  before(async () => {
    browser = await launchBrowser()
  })
  after(() => browser.close())

  /** The forms and links of a page that wants something of the panel at `target`. */
  const page = (target: string, fooId: number) => {
    const bulk = `${target}/admin/api/resources/User/bulk/logoutOnAllSessions?recordIds=${String(fooId)}`
    const remove = `${target}/admin/api/resources/User/records/${String(fooId)}/delete`
    const button = (id: string, action: string, fields = '') =>
      `<form method="post" action="${action}">${fields}<button id="${id}">${id}</button></form>`
    const login = '<input name="email" value="bar@example.com"><input name="password" value="secret">'
    return `<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">
      ${button('login', `${target}/admin/login`, login)} ${button('logout', `${target}/admin/logout`)}
      ${button('bulk', bulk)} ${button('delete', remove)} <a id="link" href="${target}/admin/logout">log out</a>
      <script>
        const urls = { bulk: ${JSON.stringify(bulk)}, delete: ${JSON.stringify(remove)} }
        const fetchAll = () => Promise.allSettled(Object.values(urls).flatMap((url) => ['POST', 'HEAD'].map((method) =>
          fetch(url, { method, mode: 'no-cors', credentials: 'include' }))))
        const showImage = () => new Promise((resolve) => {
          const image = new Image()
          image.onload = image.onerror = () => resolve()
          image.src = ${JSON.stringify(`${target}/admin/logout?image`)}
        })
      </script>`
  }

  /** Serves the page on a port of its own. */
  async function servePage(target: string, fooId: number): Promise<{ port: number; server: Server }> {
    const server = createServer((_req, res) => res.setHeader('content-type', 'text/html').end(page(target, fooId)))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return { port: (server.address() as AddressInfo).port, server }
  }

  for (const [title, host] of [
    ['of another name', 'localhost'],
    ['of the same name, on another port', '127.0.0.1'],
  ]) {
    it(`${String(title)} logs nobody in or out, with forms, scripts, pictures and links`, async (test) => {
      const { app, root, fooId, requireUnharmed } = await startScene()
      const { port, server } = await servePage(app.origin, fooId)
      test.after(() => {
        server.closeAllConnections()
        server.close()
      })
      const { context, page: tab } = await newVisitor(browser)
      const cookie = { name: 'adminjs', value: root.cookies.get('adminjs') ?? '', url: app.origin }
      await context.addCookies([{ ...cookie, httpOnly: true, sameSite: 'Lax' }])
      const evil = `http://${String(host)}:${String(port)}/`
      for (const id of ['login', 'logout', 'bulk', 'delete', 'link']) {
        await tab.goto(evil)
        const [answer] = await Promise.all([
          tab.waitForResponse((response) => response.url().startsWith(app.origin)),
          tab.locator(`#${id}`).click(),
        ])
        assert.equal(answer.status(), 403, id)
        await requireUnharmed(id)
      }
      await tab.goto(evil)
      await tab.evaluate('fetchAll()')
      await requireUnharmed('fetch')
      const refused = app.errors.length
      await tab.evaluate('showImage()')
      assert.equal(app.errors.length, refused + 1)
      await requireUnharmed('a picture')
      // The browser is logged in all the time: a link to the panel itself works.
      await tab.goto(`${app.origin}/admin/api/dashboard`)
      assert.equal(tab.url(), `${app.origin}/admin/api/dashboard`)
      await context.close()
    })
  }

  it('is what the panel is not: the same forms on its own pages work', async () => {
    const pages = { html: '' }
    const { app, root, foo, fooId } = await startScene({
      routes: (routes) =>
        routes.get('/own', (_req, res) => {
          res.send(pages.html)
        }),
    })
    pages.html = page(app.origin, fooId)
    const { context, page: tab } = await newVisitor(browser)
    // AdminJS would bundle its components for the page behind the login.
    await context.route('**/frontend/**', (route) => route.abort())
    const cookie = { name: 'adminjs', value: root.cookies.get('adminjs') ?? '', url: app.origin }
    await context.addCookies([{ ...cookie, httpOnly: true, sameSite: 'Lax' }])
    for (const [id, status] of [
      ['bulk', 200],
      ['logout', 302],
      ['login', 302],
      ['link', 302],
    ] as const) {
      await tab.goto(`${app.origin}/own`)
      const [answer] = await Promise.all([
        tab.waitForResponse((response) => response.url() !== `${app.origin}/own`),
        tab.locator(`#${id}`).click(),
      ])
      assert.equal(answer.status(), status, id)
    }
    assert.deepEqual([await isLoggedIn(foo), await countLive(app.prisma)], [false, 0])
    await context.close()
  })
})
