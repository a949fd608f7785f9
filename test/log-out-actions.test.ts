// The bulk actions as AdminJS serves them: who sees them, whom they log out, and what refuses them.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { countLive, idOf, isLoggedIn, closeApps, startApp } from './support/app.js'
import type { BrowserClient } from './support/browser-client.js'

afterEach(closeApps)

type ActionName = 'logoutOnAllSessions' | 'logoutAllOnAllSessions'

interface BulkAnswer {
  records: { title: string; singleSession: object }[]
  notice?: { message: string; type: string; options?: Record<string, unknown> }
  redirectUrl?: string
}

const pathOf = (action: ActionName, ids: readonly (number | string)[]) =>
  `/admin/api/resources/User/bulk/${action}?recordIds=${ids.join(',')}`

async function bulkActionsSeenBy(browser: BrowserClient): Promise<string[]> {
  const answer = await browser.get('/admin/api/resources/User/actions/list')
  const { records } = answer.json() as { records: { bulkActions: { name: string }[] }[] }
  return records[0]?.bulkActions.map(({ name }) => name).filter((name) => name.startsWith('logout')) ?? []
}

describe('who sees the actions', () => {
  const expected: [name: string, actions: string[]][] = [
    ['root', ['logoutOnAllSessions', 'logoutAllOnAllSessions']],
    ['carol', ['logoutOnAllSessions']],
    ['dave', ['logoutAllOnAllSessions']],
    ['foo', []],
  ]
  for (const [name, actions] of expected) {
    it(`shows ${name} ${actions.join(' and ') || 'none'}`, async () => {
      const app = await startApp()
      assert.deepEqual(await bulkActionsSeenBy(await app.browserOf(name)), actions)
    })
  }

  it('follows the database, not the login: a permission given or taken counts at once', async () => {
    const app = await startApp()
    const browser = await app.browserOf('foo')
    const target = await app.browserOf('bar')
    const permit = (permissions: string) =>
      app.prisma.user.update({ where: { email: 'foo@example.com' }, data: { permissions } })
    const path = pathOf('logoutOnAllSessions', [await idOf(app.prisma, 'bar')])

    await permit('single_session.logout')
    assert.deepEqual(await bulkActionsSeenBy(browser), ['logoutOnAllSessions'])
    await permit('')
    assert.deepEqual(await bulkActionsSeenBy(browser), [])
    const refused = (await browser.post(path)).json() as BulkAnswer
    assert.equal(refused.notice?.type, 'error')
    assert.equal(await isLoggedIn(target), true)
  })
})

describe('what the actions do', () => {
  it('tells by GET whom it would log out and whom it skips, and changes nothing', async () => {
    const app = await startApp({ settings: { singleUserSession: false } })
    await Promise.all([app.browserOf('foo'), app.browserOf('foo')])
    const carol = await app.browserOf('carol')
    const ids = await Promise.all(['foo', 'bar', 'root', 'carol'].map((name) => idOf(app.prisma, name)))
    for (const method of ['GET', 'HEAD']) await carol.request(pathOf('logoutOnAllSessions', ids), { method })
    const { records, notice } = (await carol.get(pathOf('logoutOnAllSessions', ids))).json() as BulkAnswer
    assert.equal(notice, undefined)
    assert.deepEqual(Object.fromEntries(records.map(({ title, singleSession }) => [title, singleSession])), {
      'foo@example.com': { liveSessions: 2, skippedBecause: null, isCurrentAdmin: false },
      'bar@example.com': { liveSessions: 0, skippedBecause: null, isCurrentAdmin: false },
      'root@example.com': { liveSessions: null, skippedBecause: 'adminUser', isCurrentAdmin: false },
      'carol@example.com': { liveSessions: 1, skippedBecause: null, isCurrentAdmin: true },
    })
    assert.equal(await countLive(app.prisma), 3)
  })

  it('logs ordinary users out, leaves admin users alone, and reports both', async () => {
    const app = await startApp({ settings: { singleUserSession: false } })
    const [foo, alsoFoo, root] = [await app.browserOf('foo'), await app.browserOf('foo'), await app.browserOf('root')]
    const carol = await app.browserOf('carol')
    const ids = await Promise.all(['foo', 'bar', 'root'].map((name) => idOf(app.prisma, name)))
    const { notice, redirectUrl } = (await carol.post(pathOf('logoutOnAllSessions', ids))).json() as BulkAnswer
    assert.deepEqual(notice, {
      message: 'singleSessionLoggedOutSkipped',
      options: { users: 1, sessions: 2, skipped: 'root@example.com' },
      type: 'success',
    })
    assert.equal(redirectUrl, '/admin/resources/User')
    assert.deepEqual(await Promise.all([foo, alsoFoo, root, carol].map(isLoggedIn)), [false, false, true, true])
  })

  it('logs admin users out too with logout_all', async () => {
    const app = await startApp()
    const [root, dave] = [await app.browserOf('root'), await app.browserOf('dave')]
    const { notice } = (
      await dave.post(pathOf('logoutAllOnAllSessions', [await idOf(app.prisma, 'root')]))
    ).json() as BulkAnswer
    assert.deepEqual(notice?.options, { users: 1, sessions: 1, skipped: '' })
    assert.equal(await isLoggedIn(root), false)
  })

  it('logs thousands of users out at once, in a fixed number of statements', async () => {
    const app = await startApp()
    const many = Array.from({ length: 5_500 }, (_, index) => String(index))
    await app.prisma.user.createMany({ data: many.map((email) => ({ email, passwordHash: '' })) })
    const users = await app.prisma.user.findMany({ where: { passwordHash: '' }, select: { id: true } })
    const expiresAt = new Date(Date.now() + 60_000)
    await app.prisma.session.createMany({ data: many.map((sid) => ({ id: sid, sid, data: '{}', expiresAt })) })
    await app.prisma.userSession.createMany({
      data: users.map(({ id }, index) => ({ sid: String(index), userId: id })),
    })
    const browser = await app.browserOf('foo')

    const ids = users.map(({ id }) => id)
    app.database.takeStatements()
    assert.deepEqual(await app.singleSession.endSessions(ids.slice(0, 500)), { users: 500, sessions: 500 })
    // lock, read, delete, write down, commit
    assert.ok(app.database.takeStatements().length <= 5)
    assert.deepEqual(await app.singleSession.endSessions(ids), { users: 5_000, sessions: 5_000 })
    assert.deepEqual([await app.prisma.session.count(), await isLoggedIn(browser)], [1, true])
  })

  it('says so when there was nobody to log out, also the second time', async () => {
    const app = await startApp()
    const root = await app.browserOf('root')
    const path = pathOf('logoutAllOnAllSessions', [await idOf(app.prisma, 'foo')])
    for (let time = 0; time < 2; time++) {
      const { notice } = (await root.post(path)).json() as BulkAnswer
      assert.deepEqual([notice?.type, notice?.options], ['info', { users: 0, sessions: 0, skipped: '' }])
    }
    assert.equal(await isLoggedIn(root), true)
  })

  it('logs the one who acts out with the others, and tells them on the login page, once', async () => {
    const app = await startApp()
    const root = await app.browserOf('root')
    const answer = (
      await root.post(pathOf('logoutAllOnAllSessions', [await idOf(app.prisma, 'root')]))
    ).json() as BulkAnswer
    assert.equal(answer.redirectUrl, '/admin/login')
    assert.equal(await isLoggedIn(root), false)
    await root.request('/admin/login', { method: 'HEAD' })
    assert.match((await root.get('/admin/login')).text, /"errorMessage":"singleSessionEndedByYourself"/)
    assert.doesNotMatch((await root.get('/admin/login')).text, /"errorMessage":"singleSession/)
    assert.doesNotMatch((await app.browser().get('/admin/login')).text, /"errorMessage":"singleSession/)
  })

  it('ends a parallel login whole, or not at all', async () => {
    const app = await startApp({ settings: { singleUserSession: false } })
    const root = await app.browserOf('root')
    const path = pathOf('logoutOnAllSessions', [await idOf(app.prisma, 'foo')])
    for (let round = 0; round < 5; round++) {
      const [, ...browsers] = await Promise.all([
        root.post(path),
        ...Array.from({ length: 4 }, () => app.browserOf('foo')),
      ])
      const inside = (await Promise.all(browsers.map(isLoggedIn))).filter(Boolean).length
      const links = await app.prisma.userSession.count({ where: { user: { email: 'foo@example.com' } } })
      assert.ok(links >= inside)
      await root.post(path)
      assert.equal(await countLive(app.prisma), 1)
    }
  })
})

describe('what is refused', () => {
  const forgeries: [title: string, name: string, action: ActionName][] = [
    ['by a user without permissions', 'foo', 'logoutOnAllSessions'],
    ['by a user without permissions, for admin users', 'foo', 'logoutAllOnAllSessions'],
    ['for admin users, by someone who may only log out ordinary users', 'carol', 'logoutAllOnAllSessions'],
  ]
  for (const [title, name, action] of forgeries) {
    it(`refuses a forged request ${title}`, async () => {
      const app = await startApp()
      const [root, forger] = [await app.browserOf('root'), await app.browserOf(name)]
      const path = pathOf(action, [await idOf(app.prisma, 'root')])
      for (const answer of [await forger.get(path), await forger.post(path)]) {
        const { records, notice } = answer.json() as BulkAnswer
        assert.deepEqual([records, notice?.type, notice?.message], [[], 'error', 'singleSessionForbidden'])
      }
      assert.equal(await isLoggedIn(root), true)
    })
  }

  it('sends someone who is not logged in to the login page', async () => {
    const app = await startApp()
    const foo = await app.browserOf('foo')
    const answer = await app.browser().post(pathOf('logoutOnAllSessions', [await idOf(app.prisma, 'foo')]))
    assert.deepEqual([answer.status, answer.location], [302, '/admin/login'])
    assert.equal(await isLoggedIn(foo), true)
  })

  it('leaves alone what is not a known record', async () => {
    const app = await startApp()
    const [root, foo] = [await app.browserOf('root'), await app.browserOf('foo')]
    for (const ids of ['', '999999', ',,,']) {
      const answer = await root.post(pathOf('logoutOnAllSessions', [ids]))
      assert.ok(answer.status >= 400, `${ids}: ${String(answer.status)}`)
    }
    assert.equal(await isLoggedIn(foo), true)
    assert.equal(await isLoggedIn(root), true)
  })
})

describe('what the app decides', () => {
  it('asks the functions in the options, with the user as the database has them', async () => {
    const seen: unknown[] = []
    const app = await startApp({
      settings: {
        isAdminUser: (user: { email: string }) => user.email.startsWith('foo'),
        hasPermission: (user: { email: string; passwordHash: string }, permission) => {
          seen.push(user.passwordHash)
          return Promise.resolve(user.email.startsWith('bar') && permission === 'logout')
        },
      },
    })
    const bar = await app.browserOf('bar')
    assert.deepEqual(await bulkActionsSeenBy(bar), ['logoutOnAllSessions'])
    assert.deepEqual(await bulkActionsSeenBy(await app.browserOf('root')), [])
    const foo = await app.browserOf('foo')
    await bar.post(pathOf('logoutOnAllSessions', [await idOf(app.prisma, 'foo')]))
    assert.equal(await isLoggedIn(foo), true)
    assert.ok(seen.length > 0 && seen.every((value) => value === 'secret'))
  })

  it('takes only a plain true for a permission', async () => {
    const app = await startApp({ settings: { hasPermission: () => 'yes' as never } })
    assert.deepEqual(await bulkActionsSeenBy(await app.browserOf('root')), [])
  })

  it('answers 503 when such a function fails, and logs nobody out', async () => {
    let fails = false
    const hasPermission = () => (fails ? Promise.reject(new Error('boom')) : Promise.resolve(true))
    const app = await startApp({ settings: { hasPermission } })
    const [root, foo] = [await app.browserOf('root'), await app.browserOf('foo')]
    fails = true
    assert.equal((await root.post(pathOf('logoutOnAllSessions', [await idOf(app.prisma, 'foo')]))).status, 503)
    assert.equal(await isLoggedIn(foo), true)
  })

  it("lets the app's own options for an action win", async () => {
    const app = await startApp({
      userOptions: { actions: { logoutOnAllSessions: { isVisible: false, isAccessible: false } } },
    })
    assert.deepEqual(await bulkActionsSeenBy(await app.browserOf('root')), ['logoutAllOnAllSessions'])
  })

  it('ends sessions by a call, and says how many', async () => {
    const app = await startApp({ settings: { singleUserSession: false } })
    const [foo, bar] = [await app.browserOf('foo'), await app.browserOf('bar')]
    await app.browserOf('foo')
    const id = await idOf(app.prisma, 'foo')
    assert.deepEqual(await app.singleSession.endSessions([id, id, 999_999]), { users: 1, sessions: 2 })
    assert.deepEqual(await app.singleSession.endSessions(id), { users: 0, sessions: 0 })
    assert.deepEqual(await app.singleSession.endSessions([]), { users: 0, sessions: 0 })
    assert.deepEqual([await isLoggedIn(foo), await isLoggedIn(bar)], [false, true])
    for (const wrong of ['foo', NaN, 2 ** 40, 1.5]) {
      await assert.rejects(app.singleSession.endSessions(wrong), { code: 'ERR_SINGLE_SESSION_INVALID_OPTION' })
    }
  })
})
