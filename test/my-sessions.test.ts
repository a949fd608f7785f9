// The page "My sessions": one's own sessions, of which every one can be ended but the one that asks.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import type { MySessionsEnded, SessionPage } from '../src/adminjs/sessions/wire.js'
import { closeApps, countLive, isLoggedIn, startApp } from './support/app.js'
import type { BrowserClient } from './support/browser-client.js'
import { Errands } from './support/errands.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('what it asks of a database is tested on all of them in port.test.ts, and in the promises')

afterEach(closeApps)

const path = '/admin/api/pages/mySessions'
const list = async (browser: BrowserClient) => (await browser.get(path)).json() as SessionPage
const post = async (browser: BrowserClient, fields: Record<string, string>) => {
  const answer = await browser.post(path, fields)
  assert.equal(answer.status, 200, answer.text)
  return answer.json() as MySessionsEnded
}
const otherKey = async (browser: BrowserClient) =>
  (await list(browser)).sessions.find(({ isCurrent }) => !isCurrent)?.key ?? ''

describe('my sessions', () => {
  it('are one’s own, whoever one is, and none of anybody else’s', async () => {
    const app = await startApp({ settings: { singleUserSession: 3 } })
    await app.browserOf('bar')
    const [here] = [await app.browserOf('foo'), await app.browserOf('foo')]
    const { sessions, total } = await list(here)
    assert.equal(total, 2)
    assert.deepEqual(sessions.map(({ isCurrent }) => isCurrent).sort(), [false, true])
  })

  it('end one by one', async () => {
    const app = await startApp({ settings: { singleUserSession: 3 } })
    const [here, there] = [await app.browserOf('foo'), await app.browserOf('foo')]
    const answer = await post(here, { end: 'one', key: await otherKey(here) })
    assert.deepEqual([answer.notice.message, answer.list.total], ['singleSessionEndedOne', 1])
    assert.deepEqual([await isLoggedIn(here), await isLoggedIn(there)], [true, false])
  })

  it('end everywhere else, and doing that twice does not end the one that asks', async () => {
    const app = await startApp({ settings: { singleUserSession: 3 } })
    const [here] = [await app.browserOf('foo'), await app.browserOf('foo'), await app.browserOf('foo')]
    assert.deepEqual((await post(here, { end: 'others' })).notice.options, { sessions: 2 })
    assert.equal((await post(here, { end: 'others' })).notice.message, 'singleSessionEndedAlready')
    assert.deepEqual([await isLoggedIn(here), await countLive(app.prisma)], [true, 1])
  })

  it('cannot end the one that asks, nor one of another user', async () => {
    const app = await startApp({ settings: { singleUserSession: 3 } })
    const [here, bar] = [await app.browserOf('foo'), await app.browserOf('bar')]
    const own = (await list(here)).sessions[0]?.key ?? ''
    const others = (await list(bar)).sessions[0]?.key ?? ''
    for (const key of [own, others, '', 'x']) await post(here, { end: 'one', key })
    assert.deepEqual([await isLoggedIn(here), await isLoggedIn(bar)], [true, true])
  })

  it('are not ended by a request whose own session has ended meanwhile', async () => {
    const errands = new Errands()
    let arrive: () => void = () => undefined
    let release: () => void = () => undefined
    const arrived = new Promise<void>((resolve) => (arrive = resolve))
    const released = new Promise<void>((resolve) => (release = resolve))
    const app = await startApp({
      settings: {
        checkPassword: async () => {
          arrive()
          await released
          return true
        },
      },
      routes: errands.routes,
    })
    const stale = await app.browserOf('foo')
    const late = post(stale, { end: 'others', password: 'secret' })
    await arrived
    const next = await app.browserOf('foo')
    release()
    await late
    assert.equal(await isLoggedIn(next), true)
  })

  it('stay if the app cannot say whether the password is right, or says so by something else than true', async () => {
    for (const checkPassword of [() => Promise.reject(new Error('away')), () => 'yes' as unknown as boolean]) {
      const app = await startApp({ settings: { singleUserSession: 3, checkPassword } })
      const [here, there] = [await app.browserOf('foo'), await app.browserOf('foo')]
      const { status } = await here.post(path, { end: 'others', password: 'secret' })
      assert.ok([200, 503].includes(status), String(status))
      assert.equal(await isLoggedIn(there), true)
    }
  })
})
