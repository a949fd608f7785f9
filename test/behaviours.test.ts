// The behaviours of django-single-session: its four tests, told as journeys, and the cases where it falls short.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import {
  countLive,
  idOf,
  isLoggedIn,
  logIn,
  logOut,
  closeApps,
  startApp,
  type Routes,
  type TestAppOptions,
} from './support/app.js'
import type { BrowserClient } from './support/browser-client.js'

afterEach(closeApps)

describe('the four scenarios', () => {
  type Step = [who: 'foo' | 'bar' | 'logout', where: 'A' | 'B' | 'C', live: number, loggedIn: string]
  const scenarios: { name: string; settings: TestAppOptions['settings']; steps: Step[] }[] = [
    {
      name: 'by default a login ends the earlier one, a logout all of them',
      settings: {},
      steps: [
        ['foo', 'A', 1, 'A'],
        ['foo', 'B', 1, 'B'],
        ['bar', 'C', 2, 'BC'],
        ['foo', 'A', 2, 'AC'],
        ['logout', 'A', 1, 'C'],
        ['logout', 'C', 0, ''],
      ],
    },
    {
      name: 'a function decides by user',
      settings: { singleUserSession: (user: { email: string }) => user.email.startsWith('foo') },
      steps: [
        ['foo', 'A', 1, 'A'],
        ['foo', 'B', 1, 'B'],
        ['bar', 'A', 2, 'AB'],
        ['bar', 'C', 3, 'ABC'],
        ['logout', 'A', 1, 'B'],
        ['logout', 'B', 0, ''],
        ['logout', 'C', 0, ''],
      ],
    },
    {
      name: 'without the limit a logout still ends all sessions of the user',
      settings: { singleUserSession: false },
      steps: [
        ['foo', 'A', 1, 'A'],
        ['foo', 'B', 2, 'AB'],
        ['bar', 'C', 3, 'ABC'],
        ['foo', 'A', 3, 'ABC'],
        ['logout', 'A', 1, 'C'],
        ['logout', 'C', 0, ''],
      ],
    },
    {
      name: 'with both settings off only the own session ends',
      settings: { singleUserSession: false, logoutAllSessions: false },
      steps: [
        ['foo', 'A', 1, 'A'],
        ['foo', 'B', 2, 'AB'],
        ['bar', 'C', 3, 'ABC'],
        ['foo', 'A', 3, 'ABC'],
        ['logout', 'A', 2, 'BC'],
        ['logout', 'C', 1, 'B'],
      ],
    },
  ]
  for (const { name, settings, steps } of scenarios) {
    it(name, async () => {
      const app = await startApp({ settings })
      const browsers = { A: app.browser(), B: app.browser(), C: app.browser() }
      for (const [who, where, live, loggedIn] of steps) {
        const step = `${who} on ${where}`
        const answer = await (who === 'logout' ? logOut(browsers[where]) : logIn(browsers[where], who))
        assert.equal(answer.status, 302, step)
        assert.equal(await countLive(app.prisma), live, step)
        assert.equal(await whoIsIn(browsers), loggedIn, step)
      }
      assert.deepEqual(app.errors, [])
    })
  }
})

describe('where the Django app falls short', () => {
  it('logs the same user in again in the same browser', async () => {
    const app = await startApp()
    const browser = await app.browserOf('foo')
    assert.equal((await logIn(browser, 'foo')).status, 302)
    assert.equal(await isLoggedIn(browser), true)
    assert.equal(await countLive(app.prisma), 1)
    assert.equal(await app.prisma.session.count(), 1)
  })

  it('keeps the link when the session id is rotated', async () => {
    const app = await startApp({ routes: rotation })
    const browser = await app.browserOf('foo')
    const before = browser.cookieHeader
    assert.equal((await browser.post('/rotate')).status, 200)
    assert.notEqual(browser.cookieHeader, before)
    assert.equal(await isLoggedIn(browser), true)
    assert.equal(await countLive(app.prisma), 1)
    await app.browserOf('foo')
    assert.equal(await isLoggedIn(browser), false, 'a later login ends the rotated session')
  })

  it('refuses to rotate a session that was ended meanwhile', async () => {
    const held = holdRequest()
    const app = await startApp({
      routes(express, singleSession) {
        express.post('/rotate-late', (req, _res, next) => {
          held.wait().then(() => {
            req.url = '/rotate'
            next()
          }, next)
        })
        rotation(express, singleSession)
      },
    })
    const stale = await app.browserOf('foo')
    const rotating = stale.post('/rotate-late')
    await held.promise
    const current = await app.browserOf('foo')
    held.release()
    const answer = await rotating
    assert.equal(answer.status, 409)
    assert.equal(answer.headers.get('set-cookie'), null)
    assert.equal(await isLoggedIn(stale), false)
    assert.equal(await isLoggedIn(current), true)
    assert.equal(await countLive(app.prisma), 1)
  })

  for (const failing of [
    () => {
      throw new Error('boom')
    },
    () => Promise.reject(new Error('boom')),
    () => 'yes',
    () => undefined,
  ]) {
    it(`refuses the login when the setting does ${String(failing)}, and leaves all as it was`, async () => {
      let broken = false
      const app = await startApp({ settings: { singleUserSession: () => (broken ? (failing() as never) : true) } })
      const earlier = await app.browserOf('foo')
      broken = true
      const browser = app.browser()
      const answer = await logIn(browser, 'foo')
      assert.equal(answer.status, 503)
      assert.equal(answer.headers.get('retry-after'), '5')
      assert.equal(await isLoggedIn(browser), false)
      assert.equal(await isLoggedIn(earlier), true)
      assert.equal(await app.prisma.session.count(), 1)
      assert.equal((app.errors[0] as { code: string }).code, 'ERR_SINGLE_SESSION_CALLBACK_FAILED')
    })
  }

  it('logs a deleted user out at once', async () => {
    const app = await startApp()
    const browser = await app.browserOf('foo')
    await app.prisma.user.delete({ where: { email: 'foo@example.com' } })
    assert.equal(await isLoggedIn(browser), false)
    assert.equal(await countLive(app.prisma), 0)
  })
})

describe('what adopters rely on', () => {
  it('keeps what the anonymous session held, under a new id', async () => {
    const app = await startApp({ routes: anonymousData })
    const browser = app.browser()
    await browser.post('/visit')
    const { sid: oldSid } = await app.prisma.session.findFirstOrThrow()
    const answer = await logIn(browser, 'foo')
    assert.equal(answer.location, '/admin/resources/User')
    assert.match((await browser.get('/visit')).text, /"seen":1/)
    const sessions = await app.prisma.session.findMany()
    assert.equal(sessions.length, 1)
    assert.notEqual(sessions[0]?.sid, oldSid)
  })

  it('does not hand the data of one user to the next in the same browser', async () => {
    const app = await startApp({ routes: anonymousData })
    const browser = await app.browserOf('foo')
    await browser.post('/visit')
    await logIn(browser, 'bar')
    assert.doesNotMatch((await browser.get('/visit')).text, /seen/)
    assert.equal(await countLive(app.prisma), 1)
  })

  it('does not hand the data of a deleted user to the next in the same browser', async () => {
    const app = await startApp({ routes: anonymousData })
    const browser = await app.browserOf('foo')
    await browser.post('/visit')
    await app.prisma.user.delete({ where: { email: 'foo@example.com' } })
    await logIn(browser, 'bar')
    assert.doesNotMatch((await browser.get('/visit')).text, /seen/)
  })

  it('keeps a user in the data only who the link names', async () => {
    const app = await startApp()
    const browser = await app.browserOf('foo')
    const { sid, data } = await app.prisma.session.findFirstOrThrow()
    const forged = data.replace(/"id":\d+/, `"id":${String(await idOf(app.prisma, 'root'))}`)
    await app.prisma.session.update({ where: { sid }, data: { data: forged } })
    assert.equal(await isLoggedIn(browser), false)
  })

  it('treats a session without a link as logged out', async () => {
    const app = await startApp()
    const browser = await app.browserOf('foo')
    await app.prisma.userSession.deleteMany()
    assert.equal(await app.prisma.session.count(), 1)
    assert.equal(await isLoggedIn(browser), false)
  })

  it('leaves exactly the limit live after parallel logins, each of which succeeded', async () => {
    const app = await startApp({ settings: { singleUserSession: 2 } })
    const browsers = Array.from({ length: 10 }, () => app.browser())
    const answers = await Promise.all(browsers.map((browser) => logIn(browser, 'foo')))
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [302])
    assert.equal(await countLive(app.prisma), 2)
    const inside = await Promise.all(browsers.map(isLoggedIn))
    assert.equal(inside.filter(Boolean).length, 2)
  })

  it('creates no row for an unknown session id, nor for a visitor', async () => {
    const app = await startApp()
    const browser = await app.browserOf('foo')
    await app.prisma.session.deleteMany()
    await browser.get('/admin')
    await app.browser().get('/admin')
    assert.equal(await app.prisma.session.count(), 0)
  })

  it('does not bring an ended session back by a late save', async () => {
    const held = holdRequest()
    const app = await startApp({
      routes(express) {
        express.post('/slow', (req, res, next) => {
          Object.assign(req.session, { changed: true })
          held.wait().then(() => res.send('done'), next)
        })
      },
    })
    const late = await app.browserOf('foo')
    const request = late.post('/slow')
    await held.promise
    await app.browserOf('foo')
    held.release()
    assert.equal((await request).status, 200)
    assert.equal(await isLoggedIn(late), false)
    assert.equal(await app.prisma.session.count(), 1)
  })

  it('takes a second logout, and one by a stale tab, without harm', async () => {
    const app = await startApp()
    const stale = await app.browserOf('foo')
    const current = await app.browserOf('foo')
    assert.equal((await logOut(stale)).status, 302)
    assert.equal((await logOut(stale)).status, 302)
    assert.equal((await stale.get('/admin')).location, '/admin/login')
    assert.equal(await isLoggedIn(current), true)
  })

  it('ends nothing when a logout of an ended session is under way', async () => {
    const held = holdRequest()
    const app = await startApp({
      routes(express, singleSession) {
        express.post('/slow-logout', (req, res, next) => {
          held
            .wait()
            .then(() => singleSession.logout(req))
            .then(() => res.send('done'), next)
        })
      },
    })
    const late = await app.browserOf('foo')
    const request = late.post('/slow-logout')
    await held.promise
    const current = await app.browserOf('foo')
    held.release()
    await request
    assert.equal(await isLoggedIn(current), true)
  })

  it('trims the surplus at the next login when the limit was lowered, oldest first', async () => {
    let limit = 3
    let now = Date.now()
    const app = await startApp({ settings: { singleUserSession: () => limit, clock: () => new Date((now += 1000)) } })
    const browsers = [await app.browserOf('foo'), await app.browserOf('foo'), await app.browserOf('foo')]
    assert.equal(await countLive(app.prisma), 3)
    limit = 2
    assert.deepEqual(await Promise.all(browsers.map(isLoggedIn)), [true, true, true])
    await app.browserOf('foo')
    assert.deepEqual(await Promise.all(browsers.map(isLoggedIn)), [false, false, true])
  })

  it('leaves the sessions as they were after a wrong password', async () => {
    const app = await startApp()
    const browser = await app.browserOf('foo')
    const cookie = browser.cookieHeader
    assert.equal((await logIn(browser, 'foo', 'wrong')).status, 200)
    assert.equal((await logIn(app.browser(), 'foo', 'wrong')).status, 200)
    assert.equal((await logIn(app.browser(), 'nobody')).status, 200)
    assert.equal(browser.cookieHeader, cookie)
    assert.equal(await isLoggedIn(browser), true)
    assert.equal(await countLive(app.prisma), 1)
  })

  it('ends a session after its idle time, and not while it is used', async () => {
    let now = Date.now()
    const app = await startApp({
      settings: { idleTimeoutMs: 60_000, touchAfterMs: 10_000, clock: () => new Date(now) },
    })
    const browser = await app.browserOf('foo')
    for (let used = 0; used < 5; used++) {
      now += 60_000
      assert.equal(await isLoggedIn(browser), true, `after ${String(used + 1)} minutes`)
    }
    now += 71_000
    assert.equal(await isLoggedIn(browser), false)
  })
})

/** Holds one request under way until the test lets it go on. */
function holdRequest() {
  let arrived: () => void = () => undefined
  let release: () => void = () => undefined
  const promise = new Promise<void>((resolve) => (arrived = resolve))
  const released = new Promise<void>((resolve) => (release = resolve))
  return {
    /** Resolves when the request is here. */
    promise,
    wait: () => (arrived(), released),
    release: () => {
      release()
    },
  }
}

async function whoIsIn(browsers: Record<string, BrowserClient>): Promise<string> {
  const names: string[] = []
  for (const [name, browser] of Object.entries(browsers)) if (await isLoggedIn(browser)) names.push(name)
  return names.join('')
}

const rotation: Routes = (app) => {
  app.post('/rotate', (req, res, next) => {
    const { adminUser } = req.session
    req.session.regenerate((error: unknown) => {
      if (error) {
        next(error)
        return
      }
      if (adminUser) req.session.adminUser = adminUser
      res.send('rotated')
    })
  })
}

const anonymousData: Routes = (app) => {
  app.post('/visit', (req, res) => {
    Object.assign(req.session, { seen: 1, redirectTo: '/admin/resources/User' })
    res.send('seen')
  })
  app.get('/visit', (req, res) => {
    res.json(req.session)
  })
}
