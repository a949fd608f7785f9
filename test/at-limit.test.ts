// The option `atLimit` in a panel: what a login beyond the limit is answered, whom it tells where a user is logged in, and the
// choice of a session that is to end, with everything that could be wrong with such a choice.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { DefaultAuthProvider, ComponentLoader } from 'adminjs'
import type { SingleSessionOptions } from '../src/index.js'
import type { AtLimitNotice } from '../src/adminjs/login/wire.js'
import { authenticateWith, closeApps, idOf, isLoggedIn, logIn, startApp, type TestApp } from './support/app.js'
import type { Answer, BrowserClient } from './support/browser-client.js'
import { firefox } from './support/people.js'
import { allSessions, sidOf } from './support/sessions.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('what it asks of a database is tested on all of them in port.test.ts, and in the promises')

afterEach(closeApps)

type Told = AtLimitNotice & { errorMessage: string }

/** What a page is given to say, or null if it says nothing of a limit. */
function toldBy({ text }: Answer): Told | null {
  const { errorMessage = '', singleSession_atLimit: encoded } = stateOf(text)
  if (encoded === undefined) return null
  return { errorMessage, ...(JSON.parse(Buffer.from(encoded, 'base64').toString()) as AtLimitNotice) }
}

function stateOf(text: string): { errorMessage?: string; singleSession_atLimit?: string } {
  const [, json = '{}'] = /JSON\.parse\('(.*)'\)/.exec(text) ?? []
  return JSON.parse(json) as { errorMessage?: string; singleSession_atLimit?: string }
}

const messageOf = ({ text }: Answer): string | undefined => stateOf(text).errorMessage

/** Logs in beyond the limit, and returns what that was answered. */
async function asked(browser: BrowserClient, name = 'foo'): Promise<Told & { token: string }> {
  const answer = await logIn(browser, name)
  assert.equal(answer.status, 409)
  const told = toldBy(answer)
  assert.ok(told?.token)
  return { ...told, token: told.token }
}

/** Posts a choice, as the form of the page does. */
const choose = (browser: BrowserClient, token: string, end: string, init: RequestInit = {}) =>
  browser.post('/admin/login', { singleSession_token: token, singleSession_end: end }, init)

const start = (atLimit: 'refuse' | 'ask', settings: Partial<SingleSessionOptions> = {}) =>
  startApp({ settings: { atLimit, ...settings } })

/** The rows of questions that wait. */
const questionsIn = ({ prisma }: TestApp) => prisma.session.findMany({ where: { sid: { startsWith: 'question:' } } })

/** Everything but questions, and the anonymous sessions that were asked them. */
const linkedIn = (app: TestApp) => app.prisma.userSession.findMany({ include: { session: true } })

/** Fails unless a choice counted for nothing: nobody in here, and everything else as it was. */
async function checkOver(answer: Answer, browser: BrowserClient): Promise<void> {
  assert.deepEqual([answer.status, messageOf(answer), toldBy(answer)], [403, 'singleSessionQuestionOver', null])
  assert.equal(await isLoggedIn(browser), false)
}

for (const atLimit of ['refuse', 'ask'] as const) {
  describe(`with '${atLimit}'`, () => {
    it('a login beyond the limit is told where and since when the user is logged in, and changes no session', async () => {
      const app = await start(atLimit, { clock: () => new Date('2030-01-01T12:00:00Z') })
      const first = app.browser()
      const fields = { email: 'foo@example.com', password: 'secret' }
      await first.post('/admin/login', fields, { headers: { 'user-agent': firefox } })
      const before = await linkedIn(app)
      const second = app.browser()
      const answer = await logIn(second, 'foo')
      assert.equal(answer.status, 409)
      assert.equal(answer.headers.get('cache-control'), 'no-store')
      const told = toldBy(answer)
      assert.equal(told?.errorMessage, 'singleSessionAtLimit')
      assert.equal(told.isAgain, false)
      assert.equal(typeof told.token, atLimit === 'ask' ? 'string' : 'object')
      const at = '2030-01-01T12:00:00.000Z'
      assert.deepEqual(
        told.places.map(({ key, ...place }) => [key.length, place]),
        [[43, { device: 'Firefox 120 · Windows', ipAddress: '127.0.0.1', createdAt: at, lastSeenAt: at }]],
      )
      assert.ok(!answer.text.includes(sidOf(first)))
      assert.deepEqual(await linkedIn(app), before)
      assert.deepEqual([await isLoggedIn(first), await isLoggedIn(second)], [true, false])
      assert.deepEqual(
        (await app.prisma.sessionEvent.findMany()).map(({ event }) => event).sort(),
        atLimit === 'refuse' ? ['login', 'loginRefused'] : ['login'],
      )
    })

    it('a wrong password tells nothing, and an unknown user neither', async () => {
      const app = await start(atLimit)
      await app.browserOf('foo')
      for (const [name, password] of [
        ['foo', 'wrong'],
        ['foo', ''],
        ['nobody', 'secret'],
      ] as const) {
        const answer = await logIn(app.browser(), name, password)
        assert.deepEqual([answer.status, messageOf(answer), toldBy(answer)], [200, 'invalidCredentials', null])
      }
      assert.deepEqual(await questionsIn(app), [])
    })

    it('a login below the limit, and one in the same browser, is as ever', async () => {
      const app = await start(atLimit, { singleUserSession: 2 })
      const [first, second] = [await app.browserOf('foo'), await app.browserOf('foo')]
      assert.equal((await logIn(second, 'foo')).status, 302)
      assert.equal((await logIn(second, 'foo')).status, 302)
      assert.deepEqual([await isLoggedIn(first), await isLoggedIn(second)], [true, true])
      assert.equal((await logIn(app.browser(), 'foo')).status, 409)
    })

    it('a session that has expired does not count', async () => {
      let now = Date.parse('2030-01-01')
      const app = await start(atLimit, { idleTimeoutMs: 1000, touchAfterMs: 0, clock: () => new Date(now) })
      await app.browserOf('foo')
      now += 1001
      assert.equal((await logIn(app.browser(), 'foo')).status, 302)
    })

    it('the browser stays where it was, also if another user is logged in there', async () => {
      const app = await start(atLimit)
      const [foo, bar] = [await app.browserOf('foo'), await app.browserOf('bar')]
      const sid = sidOf(bar)
      assert.equal((await logIn(bar, 'foo')).status, 409)
      assert.equal(sidOf(bar), sid)
      const { text } = await bar.get('/admin')
      assert.ok(text.includes('bar@example.com'))
      assert.ok(await isLoggedIn(foo))
    })

    it('the app’s own login fails with a code of its own, and succeeds once the app has made room', async () => {
      const app = await startApp({
        settings: { atLimit },
        routes(express, singleSession) {
          express.post('/own/:id', async (req, res, next) => {
            const user = { id: Number(req.params.id), email: 'foo@example.com' }
            try {
              if (req.query.first !== undefined) await singleSession.endSessions(user.id)
              await singleSession.login(req, user)
              res.send('in')
            } catch (error) {
              next(error)
            }
          })
        },
      })
      const foo = await app.browserOf('foo')
      const path = `/own/${String(await idOf(app.prisma, 'foo'))}`
      const before = await allSessions(app.prisma)
      const browser = app.browser()
      assert.equal((await browser.post(path)).status, 409)
      assert.equal((app.errors[0] as { code?: string }).code, 'ERR_SINGLE_SESSION_AT_LIMIT')
      assert.deepEqual(await allSessions(app.prisma), before)
      assert.equal((await browser.post(`${path}?first`)).text, 'in')
      assert.deepEqual([await isLoggedIn(foo), await isLoggedIn(browser)], [false, true])
    })

    it('a provider is told as authenticate is', async () => {
      const app = await startApp()
      const { prisma } = app
      const authenticate = ({ email, password }: { email: string; password: string }) =>
        authenticateWith(prisma)(email, password)
      const provider = new DefaultAuthProvider({
        componentLoader: new ComponentLoader(),
        // AdminJS has ids that are texts.
        authenticate: authenticate as never,
      })
      const other = await startApp({
        database: app.database,
        settings: { atLimit },
        authentication: { provider },
      })
      await other.browserOf('foo')
      const second = other.browser()
      const answer = await logIn(second, 'foo')
      const told = toldBy(answer)
      assert.deepEqual([answer.status, told?.places.length], [409, 1])
      if (atLimit === 'refuse') return
      const { location } = await choose(second, told?.token ?? '', told?.places[0]?.key ?? '')
      assert.equal(location, '/admin')
      assert.ok(await isLoggedIn(second))
    })
  })
}

describe("with 'refuse'", () => {
  it('is written down in the audit trail', async () => {
    const app = await start('refuse')
    await app.browserOf('foo')
    assert.equal((await logIn(app.browser(), 'foo')).status, 409)
    const events = await app.prisma.sessionEvent.findMany({ where: { event: 'loginRefused' } })
    assert.deepEqual(
      events.map(({ userId, sessionKey }) => [userId, sessionKey]),
      [[await idOf(app.prisma, 'foo'), null]],
    )
  })

  it('nothing is kept, and no cookie is given', async () => {
    const app = await start('refuse')
    await app.browserOf('foo')
    const before = await allSessions(app.prisma)
    const browser = app.browser()
    await logIn(browser, 'foo')
    assert.equal(browser.cookies.size, 0)
    assert.deepEqual(await allSessions(app.prisma), before)
  })

  it('parallel logins leave exactly the limit, each one that succeeded', async () => {
    const app = await start('refuse', { singleUserSession: 3 })
    const browsers = Array.from({ length: 12 }, () => app.browser())
    const answers = await Promise.all(browsers.map((browser) => logIn(browser, 'foo')))
    const statuses = answers.map(({ status }) => status).sort()
    assert.deepEqual(statuses, [302, 302, 302, ...Array<number>(9).fill(409)])
    for (const [index, browser] of browsers.entries())
      assert.equal(await isLoggedIn(browser), answers[index]?.status === 302)
  })
})

describe("with 'ask'", () => {
  it('the chosen session ends and says why, and the browser is in without a second password, under a new id', async () => {
    const app = await start('ask', { singleUserSession: 2 })
    const [first, second] = [await app.browserOf('foo'), await app.browserOf('foo')]
    const third = app.browser()
    const { places, token } = await asked(third)
    const before = sidOf(third)
    const key = places.find(({ createdAt }) => createdAt === oldestOf(places))?.key ?? ''
    const answer = await choose(third, token, key)
    assert.deepEqual([answer.status, answer.location], [303, '/admin'])
    assert.notEqual(sidOf(third), before)
    assert.deepEqual([await isLoggedIn(first), await isLoggedIn(second), await isLoggedIn(third)], [false, true, true])
    assert.deepEqual(await questionsIn(app), [])
    // Nothing of the question is carried into the session of the user.
    const { data } = await app.prisma.session.findUniqueOrThrow({ where: { sid: sidOf(third) } })
    assert.ok(!data.includes('singleSessionQuestion'))
  })

  const oldestOf = (places: AtLimitNotice['places']) => places.map(({ createdAt }) => createdAt).sort()[0]

  it('goes on to the page where the browser wanted to go, unless that is another site', async () => {
    const app = await startApp({
      settings: { atLimit: 'ask' },
      routes(express) {
        express.post('/to', (req, res) => {
          req.session.redirectTo = req.query.path as string
          res.send('noted')
        })
      },
    })
    for (const [path, expected] of [
      ['/admin/pages/mySessions', '/admin/pages/mySessions'],
      ['//elsewhere.example', '/admin'],
    ] as const) {
      await app.singleSession.endSessions(await idOf(app.prisma, 'foo'))
      await app.browserOf('foo')
      const browser = app.browser()
      await browser.post(`/to?path=${encodeURIComponent(path)}`)
      const { token, places } = await asked(browser)
      assert.equal((await choose(browser, token, places[0]?.key ?? '')).location, expected)
    }
  })

  it('the choice of none leaves everything as it was', async () => {
    const app = await start('ask')
    const first = await app.browserOf('foo')
    const before = await linkedIn(app)
    const second = app.browser()
    const { token, places } = await asked(second)
    const answer = await choose(second, token, '')
    assert.deepEqual([answer.status, answer.location], [303, '/admin/login'])
    assert.deepEqual(await linkedIn(app), before)
    assert.deepEqual([await isLoggedIn(first), await isLoggedIn(second)], [true, false])
    assert.deepEqual(await questionsIn(app), [])
    await checkOver(await choose(second, token, places[0]?.key ?? ''), second)
  })

  it('a choice counts once: replayed later or at the same time it is over', async () => {
    const app = await start('ask')
    await app.browserOf('foo')
    const second = app.browser()
    const { token, places } = await asked(second)
    const key = places[0]?.key ?? ''
    const thief = second.copy()
    const copies = Array.from({ length: 6 }, () => second.copy())
    const answers = await Promise.all(copies.map((copy) => choose(copy, token, key)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 403, 403, 403, 403, 403])
    const inside = copies[answers.findIndex(({ status }) => status === 303)]
    assert.ok(inside && (await isLoggedIn(inside)))
    await checkOver(await choose(thief, token, key), thief)
    // Nor does it end what it opened.
    assert.ok(await isLoggedIn(inside))
  })

  it('a forged token, a forged key and fields of other kinds open nothing and end nothing', async () => {
    const app = await start('ask')
    const [foo, bar] = [await app.browserOf('foo'), await app.browserOf('bar')]
    const second = app.browser()
    const { token, places } = await asked(second)
    for (const forged of ['', 'x', token.slice(1), `${token}x`, 'question:', '%00'])
      await checkOver(await choose(second, forged, places[0]?.key ?? ''), second)
    const list = new URLSearchParams([
      ['singleSession_token', token],
      ['singleSession_token', token],
    ])
    await checkOver(await second.request('/admin/login', { method: 'POST', body: list }), second)
    const [, barsKey = ''] = [foo, bar].map(sidOf)
    const again = toldBy(await choose(second, token, barsKey))
    assert.deepEqual([again?.isAgain, again?.places.length], [true, 1])
    for (const key of [places[0]?.key.slice(1) ?? '', 'x'.repeat(5000)]) {
      // The question that was answered with a forged key is followed by another.
      const { token: next } = await asked(second)
      assert.equal((await choose(second, next, key)).status, 409)
    }
    assert.deepEqual([await isLoggedIn(foo), await isLoggedIn(bar), await isLoggedIn(second)], [true, true, false])
  })

  it('another browser’s choice is over, whoever’s it is', async () => {
    const app = await start('ask')
    await app.browserOf('foo')
    const second = app.browser()
    const { token, places } = await asked(second)
    const key = places[0]?.key ?? ''
    await checkOver(await choose(app.browser(), token, key), app.browser())
    const third = app.browser()
    await asked(third)
    await checkOver(await choose(third, token, key), third)
    const bar = await app.browserOf('bar')
    assert.equal((await choose(bar, token, key)).status, 403)
    // It is not spent by that.
    assert.equal((await choose(second, token, key)).status, 303)
  })

  it('a choice is over after two minutes, by the clock of the option, and a second question lasts no longer', async () => {
    let now = Date.parse('2030-01-01')
    const app = await start('ask', { clock: () => new Date(now) })
    const first = await app.browserOf('foo')
    const second = app.browser()
    const { token, places } = await asked(second)
    now += 119_000
    const again = toldBy(await choose(second, token, 'x'))
    assert.ok(again?.token)
    now += 1000
    await checkOver(await choose(second, again.token, places[0]?.key ?? ''), second)
    assert.ok(await isLoggedIn(first))
    const last = await asked(second)
    now += 119_999
    assert.equal((await choose(second, last.token, places[0]?.key ?? '')).status, 303)
  })

  it('nothing is kept longer: the cleanup removes what nobody answered', async () => {
    let now = Date.parse('2030-01-01')
    const app = await start('ask', { clock: () => new Date(now) })
    await app.browserOf('foo')
    await asked(app.browser())
    now += 120_000
    await app.singleSession.removeExpiredSessions()
    const rest = (await app.prisma.session.findMany({ where: { userSession: null } })).map(({ data }) => data)
    assert.ok(!JSON.stringify(rest).includes('foo@example.com'))
    assert.deepEqual(await questionsIn(app), [])
  })

  it('the password is not kept, nor what would answer for the user', async () => {
    const app = await start('ask')
    await app.prisma.user.update({ where: { email: 'foo@example.com' }, data: { passwordHash: 'hush-hush' } })
    await logIn(app.browser(), 'foo', 'hush-hush')
    const second = app.browser()
    const told = toldBy(await logIn(second, 'foo', 'hush-hush'))
    const rows = JSON.stringify(await app.prisma.session.findMany())
    assert.ok(told?.token)
    assert.ok(!rows.includes('hush-hush'))
    assert.ok(!rows.includes(told.token))
  })

  it('a choice from another site is refused, and not spent', async () => {
    const app = await start('ask')
    const first = await app.browserOf('foo')
    const second = app.browser()
    const { token, places } = await asked(second)
    const key = places[0]?.key ?? ''
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://elsewhere.example' }])
      assert.equal((await choose(second, token, key, { headers: new Headers(headers) })).status, 403)
    assert.ok(await isLoggedIn(first))
    assert.equal((await choose(second, token, key)).status, 303)
  })

  it('a choice is over once the account was changed, or the user deleted', async () => {
    const app = await start('ask')
    const id = await idOf(app.prisma, 'foo')
    const first = await app.browserOf('foo')
    const second = app.browser()
    const one = await asked(second)
    await app.singleSession.userChanged(id)
    await checkOver(await choose(second, one.token, one.places[0]?.key ?? ''), second)
    assert.equal(await isLoggedIn(first), false)
    // Asked after the change, and changed again.
    await app.browserOf('foo')
    const two = await asked(second)
    await app.singleSession.userChanged(id)
    await checkOver(await choose(second, two.token, two.places[0]?.key ?? ''), second)
    await app.browserOf('foo')
    const three = await asked(second)
    await app.prisma.user.delete({ where: { id } })
    assert.equal((await choose(second, three.token, three.places[0]?.key ?? '')).status, 403)
    assert.equal(await isLoggedIn(second), false)
  })

  it('a choice asked after a change of the account counts', async () => {
    const app = await start('ask')
    await app.singleSession.userChanged(await idOf(app.prisma, 'foo'))
    await app.browserOf('foo')
    const second = app.browser()
    const { token, places } = await asked(second)
    assert.equal((await choose(second, token, places[0]?.key ?? '')).status, 303)
  })

  it('asks again if others came meanwhile, and goes on if the chosen one has ended', async () => {
    const app = await start('ask')
    const first = await app.browserOf('foo')
    const second = app.browser()
    const { token, places } = await asked(second)
    await first.get('/admin/logout')
    const other = await app.browserOf('foo')
    const again = toldBy(await choose(second, token, places[0]?.key ?? ''))
    assert.deepEqual([again?.isAgain, again?.places.length], [true, 1])
    assert.notEqual(again?.places[0]?.key, places[0]?.key)
    assert.ok(await isLoggedIn(other))
    await other.get('/admin/logout')
    const answer = await choose(second, again?.token ?? '', again?.places[0]?.key ?? '')
    assert.equal(answer.status, 303)
    assert.ok(await isLoggedIn(second))
  })

  it('a new login in the same browser puts the question before it out of force', async () => {
    const app = await start('ask')
    await app.browserOf('foo')
    const second = app.browser()
    const { token, places } = await asked(second)
    assert.equal((await logIn(second, 'bar')).status, 302)
    assert.equal((await choose(second, token, places[0]?.key ?? '')).status, 403)
    assert.ok((await second.get('/admin')).text.includes('bar@example.com'))
  })

  it('is for the panel where it was asked', async () => {
    const app = await start('ask')
    const settings = { atLimit: 'ask' as const }
    const adminOptions = { rootPath: '/other', loginPath: '/other/login', logoutPath: '/other/logout' }
    const other = await startApp({ database: app.database, settings, adminOptions })
    await app.browserOf('foo')
    const second = app.browser()
    const { token, places } = await asked(second)
    const there = other.browser()
    for (const [name, value] of second.cookies) there.cookies.set(name, value)
    const fields = { singleSession_token: token, singleSession_end: places[0]?.key ?? '' }
    assert.equal((await there.post('/other/login', fields)).status, 403)
  })

  it('hands the app’s functions what they know, and asks the app for the user once', async () => {
    const since = new Date('2020-01-01')
    let calls = 0
    const app = await startApp({
      settings: {
        atLimit: 'ask',
        // Of a kind that JSON does not keep.
        singleUserSession: (user: { since: Date }) => (user.since.getFullYear() === 2020 ? 1 : 2),
      },
      authentication: {
        authenticate: async (email) => {
          calls += 1
          return { id: await idOf(app.prisma, 'foo'), email, since }
        },
      },
    })
    await app.browserOf('foo')
    const second = app.browser()
    const { token, places } = await asked(second)
    assert.equal((await choose(second, token, places[0]?.key ?? '')).status, 303)
    assert.equal(calls, 2)
    assert.ok((await second.get('/admin')).text.includes('foo@example.com'))
  })

  it('leaves another user’s session in the browser alone until the choice', async () => {
    const app = await start('ask')
    await app.browserOf('foo')
    const bar = await app.browserOf('bar')
    const { token, places } = await asked(bar)
    assert.ok((await bar.get('/admin')).text.includes('bar@example.com'))
    assert.equal((await choose(bar, token, places[0]?.key ?? '')).status, 303)
    assert.ok((await bar.get('/admin')).text.includes('foo@example.com'))
    assert.equal(await app.prisma.userSession.count({ where: { userId: await idOf(app.prisma, 'bar') } }), 0)
  })

  it('writes a page that no user agent can break out of', async () => {
    const app = await start('ask')
    const fields = { email: 'foo@example.com', password: 'secret' }
    const headers = { 'user-agent': `Mozilla/5.0 '</script><script>alert(1)</script> Firefox/1.0 \\' "` }
    await app.browser().post('/admin/login', fields, { headers })
    assert.ok(!(await logIn(app.browser(), 'foo')).text.includes('alert(1)'))
  })
})
