// Nothing more is shown: every answer of every action, page and route, to each of five people, in panels whose rules are
// unlike the demo's, is searched for everything that the panel hides of its users.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import type { PrismaClient } from '@prisma/client'
import { ValidationError, type RecordJSON, type ResourceOptions } from 'adminjs'
import {
  closeApps,
  eventResource,
  idOf,
  logIn,
  startApp,
  userResource,
  type TestApp,
  type TestAppOptions,
} from './support/app.js'
import type { Answer, BrowserClient } from './support/browser-client.js'
import { pathsRegisteredBy, stepsFor, type Step } from './support/crawl.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('what an answer carries is put together of records, whatever database they come from')

afterEach(closeApps)

const names = ['foo', 'bar', 'root', 'carol', 'dave'] as const
type Name = (typeof names)[number]

/** Properties of a user whose values are texts, each with the value that this user has. */
const secretsOf = (name: Name) => ({
  email: `${name}@example.com`,
  passwordHash: `hash-of-${name}`,
  permissions: `${{ carol: 'single_session.logout,', dave: 'single_session.logout_all,' }[name as string] ?? ''}@title-of-${name}`,
})

const denied = { isAccessible: false }
const hidden = { isVisible: false }

/** What an app writes to keep properties to itself in the answers of its own actions. */
const strip = (properties: readonly string[]) => {
  const stripped = (record: RecordJSON): RecordJSON => ({
    ...record,
    params: Object.fromEntries(Object.entries(record.params).filter(([name]) => !properties.includes(name))),
  })
  return (response: { record?: RecordJSON; records?: RecordJSON[] }) => ({
    ...response,
    ...(response.record && { record: stripped(response.record) }),
    ...(response.records && { records: response.records.map(stripped) }),
  })
}

interface Panel {
  readonly title: string
  readonly hides: readonly string[]
  readonly options: ResourceOptions
}

const writes = { new: denied, delete: denied, bulkDelete: denied }

const panels: readonly Panel[] = [
  {
    title: 'that denies everything, and hides all but the id',
    hides: ['email', 'passwordHash', 'permissions', 'isSuperuser'],
    options: {
      id: 'people',
      properties: { email: hidden, passwordHash: hidden, permissions: hidden, isSuperuser: hidden },
      actions: { list: denied, show: denied, search: denied, edit: denied, ...writes },
    },
  },
  {
    title: 'that denies everything, and has a title',
    hides: ['passwordHash', 'permissions', 'isSuperuser'],
    options: {
      properties: { passwordHash: hidden, permissions: hidden, isSuperuser: hidden },
      actions: { list: denied, show: denied, search: denied, edit: denied, ...writes },
    },
  },
  {
    title: 'that strips its own answers, and has a title of an unusual kind',
    hides: ['email', 'passwordHash', 'isSuperuser'],
    options: {
      id: 'people@work',
      titleProperty: 'permissions',
      properties: { email: hidden, passwordHash: hidden, isSuperuser: hidden },
      actions: {
        ...Object.fromEntries(
          ['list', 'show', 'search', 'edit'].map((name) => [
            name,
            { after: strip(['email', 'passwordHash', 'isSuperuser']) },
          ]),
        ),
        ...writes,
      },
    },
  },
]

/** Starts a panel, whose users have the secrets above; the password of all of them is still "secret". */
async function startPanel({ options, hides }: Pick<Panel, 'options' | 'hides'>, more: TestAppOptions = {}) {
  let users: PrismaClient['user'] | undefined
  const { result: app, paths } = await pathsRegisteredBy(() =>
    startApp({
      settings: { endSessionsOnChangeOf: ['passwordHash'], checkPassword: (_user, password) => password === 'secret' },
      resources: (prisma) => {
        users = prisma.user
        return [{ resource: userResource(prisma), options }, eventResource(prisma)]
      },
      authentication: {
        authenticate: async (email, password) => {
          const user = await users?.findUnique({ where: { email } })
          return user && password === 'secret' ? { id: user.id, ...(hides.includes('email') ? {} : { email }) } : null
        },
      },
      ...more,
    }),
  )
  for (const name of names) {
    await app.prisma.user.update({ where: { email: `${name}@example.com` }, data: secretsOf(name) })
  }
  return { app, paths }
}

type Started = Awaited<ReturnType<typeof startPanel>>

/** All that an answer says, in whatever form it is written. */
function said({ status, headers, text }: Answer): string {
  const plain = [String(status), JSON.stringify([...headers]), text]
  const encoded = text.match(/[A-Za-z0-9+/]{24,}={0,2}/g) ?? []
  const decoded = encoded.map((one) => Buffer.from(one, 'base64').toString())
  return [
    ...plain,
    ...decoded,
    ...plain.map((one) =>
      one.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    ),
  ].join('\n')
}

/** The names of fields anywhere in an answer of the API. */
function fieldsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const nested = Object.values(value).flatMap(fieldsIn)
  return Array.isArray(value) ? nested : [...Object.keys(value).flatMap((name) => name.split('.')), ...nested]
}

const isRefusedLogin = ({ status, location }: Answer) =>
  status === 401 || (status === 302 && location?.endsWith('/login') === true)

/** Sends a request as this person, who logs in again if an earlier one ended their session. */
async function send(browser: BrowserClient, { method, path, fields }: Step, name: Name | null): Promise<Answer> {
  const once = () => (method === 'GET' ? browser.get(path) : browser.post(path, fields))
  const answer = await once()
  if (name === null || !isRefusedLogin(answer) || path.endsWith('/logout')) return answer
  assert.equal((await logIn(browser, name)).status, 302)
  const again = await once()
  assert.ok(!isRefusedLogin(again), `${name} is not logged in for ${method} ${path}`)
  return again
}

async function crawl(app: TestApp, paths: Set<string>, name: Name | null, look: (answer: Answer, step: Step) => void) {
  const { admin } = app
  const ids = await Promise.all((['foo', 'root', 'carol'] as const).map((one) => idOf(app.prisma, one)))
  const browser = app.browser()
  if (name !== null) await logIn(browser, name)
  // One of each, and one that is not there.
  const events = await app.prisma.sessionEvent.findMany({ take: 2, orderBy: { createdAt: 'asc' } })
  const [users, trail] = admin.resources.map((resource) => resource.decorate().id())
  assert.ok(users !== undefined && trail !== undefined)
  const recordIds = {
    [users]: [...ids.map(String), '999999'],
    [trail]: [...events.map(({ id }) => id), 'nowhere'],
  }
  const nowhere = new Set<string>()
  for (const step of stepsFor(paths, { admin, recordIds })) {
    const key = `${step.method} ${step.path}`
    if (nowhere.has(key)) continue
    const answer = await send(browser, step, name)
    // Whatever else it says, nobody reads it there.
    if (answer.status === 404 || answer.status === 405) nowhere.add(key)
    look(answer, step)
  }
}

/** What the crawl finds of what a panel hides, each with the request whose answer has it; and how many were no refusal. */
async function findHidden({ app, paths }: Started, hides: readonly string[], name: Name | null) {
  const secrets = names.flatMap((one) => Object.entries(secretsOf(one)))
  const values = secrets.filter(([property]) => hides.includes(property)).map(([, value]) => value)
  const found = new Set<string>()
  let answered = 0
  await crawl(app, paths, name, (answer, { method, path }) => {
    const all = said(answer)
    const isJson = answer.headers.get('content-type')?.includes('json') === true
    const fields = isJson ? fieldsIn(answer.json()).filter((field) => hides.includes(field)) : []
    for (const one of [...values.filter((value) => all.includes(value)), ...fields])
      found.add(`${method} ${path}: ${one}`)
    if (answer.status >= 500) found.add(`${method} ${path}: ${String(answer.status)}`)
    if (answer.status === 200) answered += 1
  })
  return { found: [...found], answered }
}

describe('a panel', () => {
  for (const panel of panels) {
    for (const name of [null, 'foo', 'carol', 'dave', 'root'] as const) {
      it(`${panel.title}, shows ${name ?? 'nobody'} nothing of what it hides`, async () => {
        const started = await startPanel(panel)
        // Something to list.
        for (const one of names) await logIn(started.app.browser(), one)
        const { found, answered } = await findHidden(started, panel.hides, name)
        assert.deepEqual(found, [])
        assert.ok(answered >= (name === null ? 1 : 60), `${String(answered)} answers`)
      })
    }
  }

  it('is crawled as a whole: an action and a page that show too much are found', async () => {
    const panel = panels[0]
    assert.ok(panel)
    const leak = { actionType: 'resource', component: false, handler: () => ({ seen: secretsOf('bar') }) } as const
    const options = { ...panel.options, actions: { ...panel.options.actions, leak } }
    const pages = { leaking: { component: 'none', handler: () => Promise.resolve(secretsOf('bar')) } }
    const { found } = await findHidden(
      await startPanel({ ...panel, options }, { adminOptions: { pages } }),
      panel.hides,
      'foo',
    )
    const paths = found.map((one) => one.split(' ')[1]?.replace(/:$|\?.*/, ''))
    const leaks = ['resources/people/actions/leak', 'resources/people/actions/leak/a', 'pages/leaking']
    assert.deepEqual(new Set(paths), new Set(leaks.map((path) => `/admin/api/${path}`)))
  })
})

interface Shown {
  record?: Partial<RecordJSON>
  records: (Partial<RecordJSON> & { singleSession: object })[]
  notice?: { options?: { skipped?: string } }
}

const sessionsOf = async (app: TestApp, browser: BrowserClient, name: Name, query = '') => {
  const path = `/admin/api/resources/${app.admin.resources[0]?.decorate().id() ?? ''}/records`
  return (await browser.get(`${path}/${String(await idOf(app.prisma, name))}/sessions${query}`)).json() as Shown
}

const bulkOf = async (app: TestApp, browser: BrowserClient, ...selected: Name[]) => {
  const ids = await Promise.all(selected.map((one) => idOf(app.prisma, one)))
  const path = `/admin/api/resources/${app.admin.resources[0]?.decorate().id() ?? ''}/bulk/logoutOnAllSessions`
  return (await browser.post(`${path}?recordIds=${ids.join(',')}`)).json() as Shown
}

describe('of a user an administrator', () => {
  const [all, withTitle] = panels
  assert.ok(all && withTitle)

  it('gets the id and the title, and the action that they asked for', async () => {
    const { app } = await startPanel(withTitle)
    const id = await idOf(app.prisma, 'foo')
    const { record } = await sessionsOf(app, await app.browserOf('carol'), 'foo')
    const { recordActions, ...shown } = record ?? {}
    assert.deepEqual(shown, {
      ...{ id, title: 'foo@example.com', params: { id, email: 'foo@example.com' } },
      ...{ populated: {}, errors: {}, baseError: null, bulkActions: [] },
    })
    assert.deepEqual(
      recordActions?.map(({ name }) => name),
      ['sessions'],
    )
  })

  it('gets the id in place of a title that is hidden, or is no text', async () => {
    const titles: ResourceOptions[] = [
      all.options,
      { listProperties: ['id'], showProperties: ['id'] },
      { titleProperty: 'isSuperuser' },
      { titleProperty: 'madeUp', properties: { madeUp: { type: 'string' } } },
    ]
    for (const options of titles) {
      const { app } = await startPanel({ options, hides: [] })
      const id = await idOf(app.prisma, 'foo')
      const { record } = await sessionsOf(app, await app.browserOf('root'), 'foo')
      assert.deepEqual([record?.title, record?.params], [String(id), { id }])
    }
  })

  it('who may log out ordinary users alone gets nothing of a superuser but what the panel itself shows', async () => {
    const { app } = await startPanel(withTitle)
    const [carol, id] = [await app.browserOf('carol'), await idOf(app.prisma, 'root')]
    await app.browserOf('root')
    const { record } = await sessionsOf(app, carol, 'root')
    assert.deepEqual([record?.id, record?.title, record?.params], [id, String(id), {}])
    const { records, notice } = await bulkOf(app, carol, 'root', 'foo')
    const shown = records.map(({ title, singleSession }) => [title, singleSession])
    const skipped = { liveSessions: null, skippedBecause: 'adminUser', isCurrentAdmin: false }
    assert.deepEqual(new Map(shown as [string, object][]).get(String(id)), skipped)
    assert.equal(notice?.options?.skipped, String(id))
    // A panel that lists its users has told who they are.
    const open = await startApp()
    const answer = await bulkOf(open, await open.browserOf('carol'), 'root')
    assert.deepEqual([answer.records[0]?.title, answer.notice?.options?.skipped], Array(2).fill('root@example.com'))
  })

  it('without a permission gets nothing, not even the id', async () => {
    const { app } = await startPanel(withTitle)
    const foo = await app.browserOf('foo')
    const { record } = await sessionsOf(app, foo, 'bar')
    assert.deepEqual(Object.keys(record ?? {}).sort(), ['baseError', 'errors', 'params', 'populated'])
    assert.deepEqual((await bulkOf(app, foo, 'bar')).records, [])
  })

  it('gets no more when a hook of the app’s refuses', async () => {
    const refuse = () => {
      throw new ValidationError({}, { message: 'not now' })
    }
    const options = { ...withTitle.options, actions: { sessions: { before: refuse } } }
    const { app } = await startPanel({ ...withTitle, options })
    const { record } = await sessionsOf(app, await app.browserOf('root'), 'foo')
    const id = await idOf(app.prisma, 'foo')
    assert.deepEqual([record?.baseError, record?.params], [{ message: 'not now' }, { id, email: 'foo@example.com' }])
  })
})

describe('of the users in the trail a reader', () => {
  it('gets id and title, and the way to their page if there is one', async () => {
    for (const [options, actions] of [
      [panels[1]?.options, []],
      [{}, ['show']],
    ] as const) {
      const { app } = await startPanel({ options: options ?? {}, hides: [] })
      const [dave, id] = [await app.browserOf('dave'), await idOf(app.prisma, 'dave')]
      const trail = '/admin/api/resources/SessionEvent'
      const { records } = (await dave.get(`${trail}/actions/list`)).json() as { records: RecordJSON[] }
      const { record } = (await dave.get(`${trail}/records/${records[0]?.id ?? ''}/show`)).json() as {
        record: RecordJSON
      }
      for (const { populated, params } of [records[0], record].filter((one) => one !== undefined)) {
        assert.deepEqual(populated.userId?.params, { id, email: 'dave@example.com' })
        assert.deepEqual(
          populated.userId.recordActions.map(({ name }) => name),
          actions,
        )
        assert.deepEqual('sessionKey' in params, false)
      }
    }
  })
})
