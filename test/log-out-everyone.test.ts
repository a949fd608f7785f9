// The resource action "Log out everyone".
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import type { EveryoneResponse } from '../src/adminjs/log-out/wire.js'
import { closeApps, countLive, idOf, isLoggedIn, startApp } from './support/app.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('what it asks of a database is tested on all of them in port.test.ts, and in the promises')

afterEach(closeApps)

const path = '/admin/api/resources/User/actions/logoutEveryone'

interface Answer extends Partial<EveryoneResponse> {
  notice?: { message: string; type: string; options?: object }
  redirectUrl?: string
}

describe('log out everyone', () => {
  it('says whom it concerns, with and without oneself, and does nothing by GET', async () => {
    const app = await startApp({ settings: { singleUserSession: 2 } })
    for (const name of ['foo', 'foo', 'bar', 'dave']) await app.browserOf(name)
    const dave = await app.browserOf('dave')
    assert.deepEqual(((await dave.get(path)).json() as Answer).singleSession, {
      everyone: { users: 3, sessions: 5 },
      // Of dave's own two the other one.
      others: { users: 3, sessions: 4 },
    })
    assert.equal(await countLive(app.prisma), 5)
  })

  it('logs out all but the session that asks', async () => {
    const app = await startApp({ settings: { singleUserSession: 2 } })
    const others = [await app.browserOf('foo'), await app.browserOf('bar'), await app.browserOf('root')]
    const dave = await app.browserOf('dave')
    const answer = (await dave.post(path, { keepMe: 'true' })).json() as Answer
    assert.deepEqual([answer.notice?.options, answer.redirectUrl], [{ users: 3, sessions: 3 }, undefined])
    assert.deepEqual(await Promise.all([...others, dave].map(isLoggedIn)), [false, false, false, true])
    const event = await app.prisma.sessionEvent.findFirst({ where: { event: 'revoked' } })
    assert.equal(event?.byUserId, await idOf(app.prisma, 'dave'))
  })

  it('logs out the one who asks as well, if they say so', async () => {
    const app = await startApp()
    const dave = await app.browserOf('dave')
    const answer = (await dave.post(path, { keepMe: 'false' })).json() as Answer
    assert.equal(answer.redirectUrl, '/admin/login')
    assert.equal(await countLive(app.prisma), 0)
    assert.match((await dave.get('/admin/login')).text, /singleSessionEndedByYourself/)
  })

  for (const userOptions of [{}, { actions: { logoutEveryone: { isAccessible: true } } }]) {
    it(`is for nobody but holders of "logout_all", with ${JSON.stringify(userOptions)}`, async () => {
      const app = await startApp({ userOptions })
      const browsers = [await app.browserOf('carol'), await app.browserOf('foo')]
      for (const browser of browsers) {
        assert.equal(((await browser.get(path)).json() as Answer).singleSession, undefined)
        await browser.post(path, { keepMe: 'false' })
      }
      assert.equal(await countLive(app.prisma), 2)
    })
  }

  it('works for thousands, some at a time', async () => {
    const app = await startApp()
    const dave = await app.browserOf('dave')
    const count = 1200
    const expiresAt = new Date(Date.now() + 60_000)
    const emails = Array.from({ length: count }, (_, index) => `many${String(index)}@example.com`)
    await app.prisma.user.createMany({ data: emails.map((email) => ({ email, passwordHash: 'secret' })) })
    const users = await app.prisma.user.findMany({ where: { email: { startsWith: 'many' } }, select: { id: true } })
    const sessions = users.map(({ id }) => ({ sid: `sid-${String(id)}`, userId: id }))
    await app.prisma.session.createMany({ data: sessions.map(({ sid }) => ({ id: sid, sid, data: '{}', expiresAt })) })
    await app.prisma.userSession.createMany({ data: sessions })
    const answer = (await dave.post(path, {})).json() as Answer
    assert.deepEqual(answer.notice?.options, { users: count, sessions: count })
    assert.equal(await countLive(app.prisma), 1)
  })
})
