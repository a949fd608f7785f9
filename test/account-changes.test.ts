// Changes of an account in the panel end the sessions of its user.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import {
  closeApps,
  countLive,
  idOf,
  isLoggedIn,
  logIn,
  startApp,
  type TestApp,
  type TestAppOptions,
} from './support/app.js'
import type { BrowserClient } from './support/browser-client.js'
import { createDatabase } from './support/database.js'
import { sidOf } from './support/sessions.js'

afterEach(closeApps)

const settings = { singleUserSession: 3, endSessionsOnChangeOf: ['passwordHash', 'isSuperuser'] }

interface Answer {
  notice?: { message: string; type: string; options?: { sessions?: number } }
  redirectUrl?: string
}

async function edit(app: TestApp, browser: BrowserClient, name: string, fields: Record<string, string>) {
  const path = `/admin/api/resources/User/records/${String(await idOf(app.prisma, name))}/edit`
  const answer = await browser.post(path, fields)
  assert.equal(answer.status, 200, answer.text)
  return answer.json() as Answer
}

const eventsOf = async ({ prisma }: TestApp, event: string) =>
  (await prisma.sessionEvent.findMany({ where: { event } })).map(({ byUserId }) => byUserId)

describe('a change of a user', () => {
  it('that is named ends all of their sessions, and says so', async () => {
    for (const fields of [{ passwordHash: 'other' }, { isSuperuser: 'true' }]) {
      const app = await startApp({ settings })
      const browsers = [await app.browserOf('foo'), await app.browserOf('foo'), await app.browserOf('bar')]
      const root = await app.browserOf('root')
      const { notice } = await edit(app, root, 'foo', fields)
      assert.deepEqual([notice?.message, notice?.options], ['singleSessionChangedAndEnded', { sessions: 2 }])
      assert.deepEqual(await Promise.all(browsers.map(isLoggedIn)), [false, false, true])
      const rootId = await idOf(app.prisma, 'root')
      assert.deepEqual(await eventsOf(app, 'accountChanged'), [rootId, rootId])
      assert.match((await browsers[0]?.get('/admin/login'))?.text ?? '', /singleSessionEndedAccountChanged/)
    }
  })

  it('by somebody who may log nobody out ends them too, and does not say how many there were', async () => {
    const app = await startApp({ settings })
    const [foo, bar, carol] = [await app.browserOf('foo'), await app.browserOf('bar'), await app.browserOf('carol')]
    const { notice } = await edit(app, bar, 'foo', { passwordHash: 'other' })
    assert.deepEqual([notice?.type, notice?.options], ['success', undefined])
    assert.equal(await isLoggedIn(foo), false)
    await app.browserOf('bar')
    assert.equal((await edit(app, carol, 'bar', { passwordHash: 'other' })).notice?.options?.sessions, 2)
  })

  it('that is not named, or changes nothing, ends none', async () => {
    const app = await startApp({ settings })
    const foo = await app.browserOf('foo')
    const root = await app.browserOf('root')
    for (const fields of [{ permissions: 'x' }, { passwordHash: 'secret' }, { isSuperuser: 'false' }, {}]) {
      const { notice } = await edit(app, root, 'foo', fields)
      assert.equal(notice?.type, 'success')
      assert.ok(!notice.message.startsWith('singleSession'), notice.message)
    }
    assert.equal(await isLoggedIn(foo), true)
  })

  it('ends none unless the options name properties', async () => {
    const app = await startApp({ settings: { singleUserSession: 3 } })
    const foo = await app.browserOf('foo')
    await edit(app, await app.browserOf('root'), 'foo', { passwordHash: 'other', isSuperuser: 'true' })
    assert.equal(await isLoggedIn(foo), true)
  })

  it('that AdminJS refuses ends none', async () => {
    const app = await startApp({ settings })
    const foo = await app.browserOf('foo')
    const id = String(await idOf(app.prisma, 'foo'))
    const root = await app.browserOf('root')
    await root.post(`/admin/api/resources/User/records/${id}/edit`, {
      passwordHash: 'x',
      isSuperuser: 'maybe',
      id: 'x',
    })
    const { passwordHash } = await app.prisma.user.findUniqueOrThrow({ where: { email: 'foo@example.com' } })
    assert.equal(await isLoggedIn(foo), passwordHash === 'secret')
  })

  it('of one’s own password keeps the browser one is in, under a new id, and ends the others', async () => {
    const app = await startApp({ settings })
    const [here, there] = [await app.browserOf('root'), await app.browserOf('root')]
    const [sid, thief] = [sidOf(here), here.copy()]
    await edit(app, here, 'root', { passwordHash: 'other' })
    assert.notEqual(sidOf(here), sid)
    assert.deepEqual(await Promise.all([here, there, thief].map(isLoggedIn)), [true, false, false])
    assert.deepEqual(await eventsOf(app, 'accountChanged'), [null])
    // It is linked as before: a later login counts it.
    assert.equal((await logIn(app.browser(), 'root', 'other')).status, 302)
    assert.equal(await countLive(app.prisma), 2)
  })

  it('of a property that the app’s own hook writes is seen too', async () => {
    const change: TestAppOptions['userOptions'] = {
      actions: {
        edit: {
          before: async (request) => {
            if (request.method === 'post')
              await app.prisma.user.updateMany({
                where: { id: Number(request.params.recordId) },
                data: { passwordHash: 'hashed' },
              })
            return { ...request, payload: {} }
          },
        },
      },
    }
    const app: TestApp = await startApp({ settings, userOptions: change })
    const foo = await app.browserOf('foo')
    await edit(app, await app.browserOf('root'), 'foo', { password: 'new' })
    assert.equal(await isLoggedIn(foo), false)
  })

  it('is seen even if the app’s client leaves the property out by itself', async () => {
    const database = await createDatabase()
    const prisma = database.prisma.$extends({
      query: {
        user: {
          findMany: ({ args, query }) => query(args.select ? args : { ...args, omit: { passwordHash: true } }),
        },
      },
    })
    const app = await startApp({ database, settings: { ...settings, prisma } })
    const foo = await app.browserOf('foo')
    await edit(app, await app.browserOf('root'), 'foo', { passwordHash: 'other' })
    assert.equal(await isLoggedIn(foo), false)
    await closeApps()
    await database.close()
  })
})

describe('an action of the app’s own that changes a user', () => {
  const lock = async (app: TestApp, recordId: string | undefined) => {
    await app.prisma.user.updateMany({ where: { id: Number(recordId) }, data: { passwordHash: 'locked' } })
  }
  const lockOptions = (later: () => TestApp): NonNullable<TestAppOptions['userOptions']> => ({
    actions: {
      ban: {
        actionType: 'record',
        component: false,
        async handler(request, _response, { record, currentAdmin }) {
          await lock(later(), request.params.recordId)
          return { record: record?.toJSON(currentAdmin), notice: { message: 'banned', type: 'success' } }
        },
      },
      // In place of AdminJS's own: it keeps the user.
      delete: {
        async handler(request, _response, { record, currentAdmin }) {
          await lock(later(), request.params.recordId)
          return { record: record?.toJSON(currentAdmin) as never }
        },
      },
      banAll: {
        actionType: 'bulk',
        component: false,
        async handler(_request, _response, { records = [], currentAdmin }) {
          for (const record of records) await lock(later(), record.id())
          return { records: records.map((record) => record.toJSON(currentAdmin)) }
        },
      },
      look: {
        actionType: 'record',
        component: false,
        handler: (_request, _response, { record, currentAdmin }) => ({ record: record?.toJSON(currentAdmin) as never }),
      },
    },
  })

  const calls: [title: string, call: (root: BrowserClient, id: string) => Promise<unknown>, ends: boolean][] = [
    ['by a POST', (root, id) => root.post(`/admin/api/resources/User/records/${id}/ban`), true],
    ['by a GET', (root, id) => root.get(`/admin/api/resources/User/records/${id}/ban`), true],
    ['in place of deleting them', (root, id) => root.post(`/admin/api/resources/User/records/${id}/delete`), true],
    ['of a selection', (root, id) => root.get(`/admin/api/resources/User/bulk/banAll?recordIds=${id}`), true],
    ['not at all', (root, id) => root.post(`/admin/api/resources/User/records/${id}/look`), false],
  ]
  for (const [title, call, ends] of calls) {
    it(`(${title}) ends ${ends ? 'their sessions' : 'nothing'}`, async () => {
      const app: TestApp = await startApp({ settings, userOptions: lockOptions(() => app) })
      const [foo, bar] = [await app.browserOf('foo'), await app.browserOf('bar')]
      await call(await app.browserOf('root'), String(await idOf(app.prisma, 'foo')))
      assert.deepEqual([await isLoggedIn(foo), await isLoggedIn(bar)], [!ends, true])
      assert.equal((await eventsOf(app, 'accountChanged')).length, ends ? 1 : 0)
    })
  }

  it('outside the panel ends their sessions by userChanged()', async () => {
    const app = await startApp({ settings })
    const [foo, bar] = [await app.browserOf('foo'), await app.browserOf('bar')]
    const id = await idOf(app.prisma, 'foo')
    assert.deepEqual(await app.singleSession.userChanged(id), { users: 1, sessions: 1 })
    assert.deepEqual([await isLoggedIn(foo), await isLoggedIn(bar)], [false, true])
    assert.deepEqual(await eventsOf(app, 'accountChanged'), [null])
    await assert.rejects(app.singleSession.userChanged('x'), {
      code: 'ERR_SINGLE_SESSION_INVALID_OPTION',
      message: 'userChanged was given x, which the user model cannot have as an id. Write userChanged(user.id).',
    })
  })
})

describe('the deletion of a user', () => {
  const deletions: [title: string, remove: (app: TestApp, root: BrowserClient, name: string) => Promise<unknown>][] = [
    [
      'one',
      async (app, root, name) =>
        root.post(`/admin/api/resources/User/records/${String(await idOf(app.prisma, name))}/delete`),
    ],
    [
      'of several at once',
      async (app, root, name) =>
        root.post(`/admin/api/resources/User/bulk/bulkDelete?recordIds=${String(await idOf(app.prisma, name))}`),
    ],
  ]
  for (const [title, remove] of deletions) {
    it(`(${title}) ends their sessions, is in the trail, and leaves nothing behind`, async () => {
      const app = await startApp({ settings })
      const [foo, bar] = [await app.browserOf('foo'), await app.browserOf('bar')]
      const root = await app.browserOf('root')
      const rootId = await idOf(app.prisma, 'root')
      await remove(app, root, 'foo')
      assert.equal(await app.prisma.user.count({ where: { email: 'foo@example.com' } }), 0)
      assert.deepEqual([await isLoggedIn(foo), await isLoggedIn(bar)], [false, true])
      assert.equal(await app.prisma.session.count(), 2)
      assert.deepEqual(await eventsOf(app, 'userDeleted'), [rootId])
      assert.match((await foo.get('/admin/login')).text, /singleSessionEndedUserDeleted/)
    })
  }
})
