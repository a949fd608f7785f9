// Random steps of several users in several browsers, and of an administrator in the panel, taken in the real thing and in
// a model of the rules (support/model.ts), which are compared after every step. MODEL_STEPS says about how many steps
// there are, and MODEL_SEED repeats a run that failed.
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, it } from 'node:test'
import type AdminJS from 'adminjs'
import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express'
import fc from 'fast-check'
import { createSingleSession, type SingleSession } from '../../src/index.js'
import { closeApps, startApp, type TestApp } from '../support/app.js'
import { BrowserClient, type Answer } from '../support/browser-client.js'
import { createDatabase, type TestDatabase } from '../support/database.js'
import { guarantee, trials } from '../support/guarantee.js'
import { Model, type Deed, type ModelRequest } from '../support/model.js'

const promise = guarantee('All of it, in random order, against a model')
const steps = Number(process.env.MODEL_STEPS ?? trials(1_500, 36_000))
const stepsPerRun = 60
const idleTimeoutMs = 60_000
const userNames = ['foo', 'bar', 'carol'] as const
const browserNames = ['A', 'B', 'C', 'D', 'E'] as const
const fieldNames = ['color', 'size'] as const
const limits = {
  one: () => true,
  two: () => 2,
  none: () => false,
  'by user': ({ name }: { name: UserName }) => ({ foo: true, bar: 2, carol: false })[name],
} as const

type UserName = (typeof userNames)[number]
type BrowserName = (typeof browserNames)[number]

interface Settings {
  limit: keyof typeof limits
  logoutAllSessions: boolean
  touchAfterMs: number
}

/** What a request is for. */
type Errand =
  | { do: 'look' | 'rotate' | 'destroy' | 'log out' }
  | { do: 'write'; field: (typeof fieldNames)[number] }
  | { do: 'log in'; user: UserName; password: 'right' | 'wrong' }

type Step =
  | { kind: 'request'; browser: BrowserName; errand: Errand }
  | { kind: 'begin'; browser: BrowserName; errand: Errand }
  | { kind: 'go on'; request: number }
  | { kind: 'old cookie'; browser: BrowserName; cookie: number }
  | { kind: 'end sessions'; users: UserName[] }
  | { kind: 'bulk action'; users: UserName[]; permission: Permission }
  | { kind: 'grant'; permissions: Permission[] }
  | { kind: 'promote or demote'; user: UserName }
  | { kind: 'wait'; ms: number }
  | { kind: 'clean up' }
  | { kind: 'delete or create'; user: UserName }

/** The permission of each bulk action, and the action's name. */
const actionOf = { logout: 'logoutOnAllSessions', logout_all: 'logoutAllOnAllSessions' } as const
type Permission = keyof typeof actionOf

const anySettings: fc.Arbitrary<Settings> = fc.record({
  limit: fc.constantFrom('one', 'two', 'none', 'by user'),
  logoutAllSessions: fc.constantFrom(true, true, false),
  touchAfterMs: fc.constantFrom(0, 0, 0, 10_000),
})

// Some more often than others: most can go wrong between several sessions of one user, and several requests of one browser.
const anyUser = fc.constantFrom(...userNames, 'foo', 'foo')
const anyBrowser = fc.constantFrom(...browserNames, 'A', 'A', 'B')
const anyUsers = fc.subarray([...userNames], { minLength: 1 })
const anyErrand = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('log in'), user: anyUser, password: fc.constant('right') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('log in'), user: anyUser, password: fc.constant('wrong') }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('look', 'look', 'rotate', 'rotate', 'destroy', 'log out', 'log out') }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('write'), field: fc.constantFrom(...fieldNames) }) },
) as fc.Arbitrary<Errand>

/** Mostly what ends sessions: a request that takes its time may find that others have ended its own meanwhile. */
const anySlowErrand = fc.oneof(
  { weight: 2, arbitrary: anyErrand },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('log out', 'log out', 'log out', 'rotate', 'destroy') }) },
) as fc.Arbitrary<Errand>

const anyStep = fc.oneof(
  { weight: 14, arbitrary: fc.record({ kind: fc.constant('request'), browser: anyBrowser, errand: anyErrand }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('begin'), browser: anyBrowser, errand: anySlowErrand }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('go on'), request: fc.nat(10) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('old cookie'), browser: anyBrowser, cookie: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('end sessions'), users: anyUsers }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('bulk action'),
      users: anyUsers,
      permission: fc.constantFrom('logout', 'logout_all'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('grant'), permissions: fc.subarray(['logout', 'logout_all']) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('promote or demote'), user: anyUser }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('wait'),
      ms: fc.constantFrom(1, idleTimeoutMs / 2, idleTimeoutMs - 1, idleTimeoutMs, idleTimeoutMs + 10_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clean up') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete or create'), user: anyUser }) },
) as fc.Arbitrary<Step>

let database: TestDatabase
/** The panel, in which an administrator uses the bulk actions. */
let panel: TestApp
let now = Date.parse('2030-01-01')
const apps = new Map<string, ModelApp>()

before(async () => {
  database = await createDatabase()
  panel = await startApp({ database, settings: { clock: () => new Date(now) } })
})
after(async () => {
  await closeApps()
  await Promise.all([...apps.values()].map((app) => app.close()))
  await database.close()
})

it('does what the model of the rules does, whatever the order of the steps', async (context) => {
  let taken = 0
  let runs = 0
  let failedAt = Infinity
  const property = fc.asyncProperty(
    anySettings,
    fc.array(anyStep, { minLength: 1, maxLength: stepsPerRun, size: 'max' }),
    async (settings, sequence) => {
      // Shorter ones that would fail too are looked for for a minute.
      if (Date.now() - failedAt > 60_000) return
      const run = await Run.start(settings)
      runs += 1
      try {
        for (const step of sequence) if (await run.take(step)) taken += 1
        await run.finish()
      } catch (error) {
        failedAt = Math.min(failedAt, Date.now())
        throw new Error(run.story(error), { cause: error })
      } finally {
        await run.abandon()
      }
    },
  )
  const { MODEL_SEED: seed } = process.env
  const numRuns = Math.ceil(steps / (stepsPerRun / 2.7))
  const result = await fc.check(property, { numRuns, ...(seed === undefined ? {} : { seed: Number(seed) }) })
  if (result.failed) {
    promise.check(false, 'the thing and the model differ')
    const story = result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance)
    const command = `MODEL_SEED=${String(result.seed)} MODEL_STEPS=${String(steps)}`
    assert.fail(`The shortest of ${String(result.numShrinks)} failing runs found; ${command} repeats it.\n${story}`)
  }
  promise.passed(taken)
  context.diagnostic(`${String(taken)} steps, ${String(runs)} runs`)
})

interface ModelApp {
  singleSession: SingleSession
  origin: string
  errors: unknown[]
  close(): Promise<void>
}

/** Holds one request under way, after its session was read, until the test lets it go on. */
class Hold {
  arrive: () => void = () => undefined
  release: () => void = () => undefined
  readonly arrived = new Promise<void>((resolve) => (this.arrive = resolve))
  readonly released = new Promise<void>((resolve) => (this.release = resolve))
}

const holds = new Map<string, Hold>()

/** The app with these settings; it is started once. */
async function appWith({ limit, logoutAllSessions, touchAfterMs }: Settings): Promise<ModelApp> {
  const key = JSON.stringify([limit, logoutAllSessions, touchAfterMs])
  const started = apps.get(key)
  if (started) return started
  const singleSession = createSingleSession({
    prisma: database.prisma,
    secret: 'a secret of more than thirty-two characters',
    singleUserSession: limits[limit],
    logoutAllSessions,
    idleTimeoutMs,
    touchAfterMs,
    cleanupIntervalMs: 0, // cleaning up is a step like any other
    clock: () => new Date(now),
  })
  // All that the middleware needs of a panel: a real one is slow to build, and no step comes near it.
  const admin = {
    resources: [],
    options: {
      rootPath: '/admin',
      loginPath: '/admin/login',
      logoutPath: '/admin/logout',
      refreshTokenPath: '/admin/refresh-token',
    },
  }
  const errors: unknown[] = []
  const answerError: ErrorRequestHandler = (error: Error & { status?: number }, _req, res, _next) => {
    if (![403, 409].includes(error.status ?? 500)) errors.push(error)
    res.status(error.status ?? 500).send(error.message)
  }
  const app = express()
  app.use(singleSession.middleware(admin as unknown as AdminJS))
  app.use(express.urlencoded())
  app.post('/', errandsOf(singleSession))
  app.use(answerError)
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const created: ModelApp = {
    singleSession,
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    errors,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  apps.set(key, created)
  return created
}

/** The app's own route: does what the form asks for, perhaps later, and says what it saw when the request came. */
function errandsOf(singleSession: SingleSession): RequestHandler {
  return async (req, res) => {
    const form = req.body as Record<string, string>
    const seen = contentOf(req.session)
    const hold = holds.get(form.hold ?? '')
    hold?.arrive()
    await hold?.released
    if (form.do === 'write') {
      const { notes } = req.session as { notes?: object }
      Object.assign(req.session, { notes: { ...notes, [form.field ?? '']: form.note } })
    }
    if (form.do === 'rotate') await rotate(req)
    if (form.do === 'destroy') await new Promise((resolve) => req.session.destroy(resolve))
    if (form.do === 'log out') await singleSession.logout(req)
    if (form.do === 'log in' && form.password === 'right') {
      await singleSession.login(req, { id: Number(form.userId), name: form.user })
    }
    res.status(form.password === 'wrong' ? 403 : 200).json(seen)
  }
}

async function rotate(req: Request): Promise<void> {
  const { adminUser } = req.session
  await new Promise<void>((resolve, reject) => {
    req.session.regenerate((error?: Error) => {
      if (error) reject(error)
      else resolve()
    })
  })
  if (adminUser) req.session.adminUser = adminUser
}

/** What a session says: who is logged in, and the app's notes. */
function contentOf(session: object | undefined): { userId: number | null; notes: Record<string, string> } {
  const { adminUser, notes } = (session ?? {}) as { adminUser?: { id: number }; notes?: Record<string, string> }
  return { userId: adminUser?.id ?? null, notes: notes ?? {} }
}

/** A request that is under way, in the real thing and in the model. */
interface Pending {
  browser: BrowserName
  errand: Errand
  deed: Deed
  request: ModelRequest
  answer: Promise<Answer>
  hold: Hold
  /** The status of the answer if all goes well. */
  success: number
}

/** One run: the browsers on the real app, and the model beside them. */
class Run {
  readonly #app: ModelApp
  readonly #administrator: BrowserClient
  readonly #model: Model
  readonly #browsers: Record<BrowserName, BrowserClient>
  /** The ids of the users, the deleted ones too: their last. */
  readonly #userIds = new Map<UserName, number>()
  /** Every cookie that a browser ever got, in order. */
  readonly #cookies: string[] = []
  readonly #pending: Pending[] = []
  readonly #lines: string[] = []
  readonly #limitOf: (userId: number) => number | false
  readonly #superusers = new Set<number>()
  #granted: Permission[] = []
  #count = 0

  static async start(settings: Settings): Promise<Run> {
    const app = await appWith(settings)
    const { prisma } = database
    database.takeStatements()
    app.errors.length = 0
    await prisma.session.deleteMany()
    const run = new Run(settings, app, await panel.browserOf('carol'))
    await prisma.user.updateMany({ data: { isSuperuser: false, permissions: '' } })
    const present = new Map((await prisma.user.findMany()).map(({ email, id }) => [email, id]))
    for (const user of userNames) run.#addUser(user, present.get(user) ?? (await createUser(user)))
    return run
  }

  private constructor(settings: Settings, app: ModelApp, administrator: BrowserClient) {
    this.#app = app
    this.#administrator = administrator
    this.#lines.push(
      `limit: ${settings.limit}, a logout ends ${settings.logoutAllSessions ? 'all' : 'one'}, ` +
        `touch after ${String(settings.touchAfterMs)} ms`,
    )
    this.#limitOf = (userId) => {
      const name = userNames.find((user) => this.#userIds.get(user) === userId) ?? 'foo'
      const limit = limits[settings.limit]({ name })
      return limit === false ? false : Number(limit)
    }
    this.#model = new Model({ ...settings, idleTimeoutMs, limitOf: this.#limitOf }, () => now)
    const browsers = browserNames.map((name) => [name, new BrowserClient(app.origin)])
    this.#browsers = Object.fromEntries(browsers) as Record<BrowserName, BrowserClient>
  }

  /** Takes one step on both sides, and compares them. Says whether it did: what is not there cannot go on. */
  async take(step: Step): Promise<boolean> {
    // No two steps are at the same time: the newest session is the one of the last login.
    now += 1
    switch (step.kind) {
      case 'request':
        await this.#goOn(await this.#begin(step.browser, step.errand, null))
        break
      case 'begin':
        this.#pending.push(await this.#begin(step.browser, step.errand, new Hold()))
        this.#tell(`${step.browser}: ${textOf(step.errand)}, which takes its time`)
        break
      case 'go on': {
        const [pending] = this.#pending.splice(step.request % this.#pending.length, 1)
        if (!pending) return false
        await this.#goOn(pending, 'which took its time, goes on: ')
        break
      }
      case 'old cookie': {
        const number = step.cookie % this.#cookies.length
        const cookie = this.#cookies[number]
        if (cookie === undefined) return false
        this.#browsers[step.browser].cookies.set('adminjs', cookie)
        this.#tell(`${step.browser}: goes back to cookie ${String(number)}`)
        break
      }
      case 'end sessions': {
        const ids = step.users.map((user) => this.#idOf(user))
        this.#tell(`all sessions of ${step.users.join(' and ')} are ended`)
        assert.deepEqual(await this.#app.singleSession.endSessions(ids), this.#model.endSessions(ids))
        break
      }
      case 'bulk action':
        await this.#useBulkAction(step.users, step.permission)
        break
      case 'grant':
        this.#tell(`the administrator may ${step.permissions.join(' and ') || 'nothing'}`)
        this.#granted = step.permissions
        await updateUser({ email: administrator }, { permissions: step.permissions.map(nameOf).join() })
        break
      case 'promote or demote': {
        const id = this.#idOf(step.user)
        if (!this.#model.userIds.has(id)) return false
        const isSuperuser = !this.#superusers.delete(id)
        if (isSuperuser) this.#superusers.add(id)
        this.#tell(`${step.user} becomes ${isSuperuser ? 'an admin user' : 'an ordinary user'}`)
        await updateUser({ id }, { isSuperuser })
        break
      }
      case 'wait':
        now += step.ms
        this.#tell(`${String(step.ms)} ms go by`)
        break
      case 'clean up':
        this.#tell('what has expired is removed')
        assert.equal(await this.#app.singleSession.removeExpiredSessions(), this.#model.removeExpired())
        break
      case 'delete or create':
        await this.#deleteOrCreate(step.user)
        break
    }
    await this.#compare()
    return true
  }

  /** Lets what is under way go on, and tries every cookie that there ever was. */
  async finish(): Promise<void> {
    for (let pending = this.#pending.shift(); pending; pending = this.#pending.shift()) {
      now += 1
      await this.#goOn(pending, 'which took its time, goes on: ')
      await this.#compare()
    }
    for (const cookie of this.#cookies) {
      now += 1
      this.#browsers.A.cookies.set('adminjs', cookie)
      await this.#goOn(await this.#begin('A', { do: 'look' }, null))
    }
    await this.#compare()
  }

  /** Leaves nothing under way, whatever happened. */
  async abandon(): Promise<void> {
    this.#pending.forEach(({ hold }) => {
      hold.release()
    })
    await Promise.allSettled(this.#pending.map(({ answer }) => answer))
    holds.clear()
  }

  /** What happened in this run, for people. */
  story(error: unknown): string {
    return [...this.#lines, error instanceof Error ? error.message : String(error)].join('\n')
  }

  /** Sends a request; with a hold, only until its session was read. */
  async #begin(browser: BrowserName, errand: Errand, held: Hold | null): Promise<Pending> {
    const client = this.#browsers[browser]
    const hold = held ?? new Hold()
    const name = `hold ${String((this.#count += 1))}`
    const deed = this.#deedOf(errand)
    const request = this.#model.read(sidOf(client))
    const form = Object.fromEntries(Object.entries({ ...errand, ...deed }).map(([key, value]) => [key, String(value)]))
    if (held) holds.set(name, hold)
    // A logout that takes no time is the panel's own.
    const isPanel = deed.do === 'log out' && !held
    const answer = isPanel ? client.get('/admin/logout') : client.post('/', { ...form, hold: name })
    if (held) await Promise.race([hold.arrived, answer])
    return { browser, errand, deed, request, answer, hold, success: isPanel ? 302 : 200 }
  }

  /** Lets a request do what it came for; compares what it saw and what it got. */
  async #goOn({ browser, errand, deed, request, answer, hold, success }: Pending, how = ''): Promise<void> {
    const client = this.#browsers[browser]
    // As it is when the answer comes: other requests of this browser may have changed it meanwhile.
    const before = client.cookies.get('adminjs')
    hold.release()
    const { status, text } = await answer
    const cookie = client.cookies.get('adminjs')
    const changed = cookie !== undefined && cookie !== before
    if (changed) this.#cookies.push(cookie)
    const got = changed ? `, gets cookie ${String(this.#cookies.length - 1)}` : ''
    this.#tell(`${browser}: ${how}${textOf(errand)}${got}`)

    assert.deepEqual(this.#app.errors, [])
    assert.ok(!changed || !this.#model.sessions.has(sidOf(client) ?? ''), 'the new session id is not new')
    const outcome = this.#model.finish(deed, request, sidOf(client) ?? '')
    assert.equal(changed, outcome.newSid, 'a new session id')
    assert.equal(status, outcome.refused ? (deed.do === 'log in' ? 403 : 409) : success, text)
    if (status === 200) {
      const { userId, notes } = request.seen ?? { userId: null, notes: {} }
      assert.deepEqual(JSON.parse(text), { userId, notes }, 'what the request saw')
    }
    if (deed.do === 'log in' && !outcome.refused) await this.#checkLimit(deed.userId)
  }

  /** Right after a login the user has no more live sessions than they may have. */
  async #checkLimit(userId: number): Promise<void> {
    const limit = this.#limitOf(userId)
    const live = await database.prisma.userSession.count({
      where: { userId, session: { expiresAt: { gt: new Date(now) } } },
    })
    assert.ok(limit === false || live <= limit, `${String(live)} live sessions after a login`)
  }

  /** The administrator selects users in the panel: what the action says it did is what the model does. */
  async #useBulkAction(users: readonly UserName[], permission: Permission): Promise<void> {
    const ids = users.map((user) => this.#idOf(user)).filter((id) => this.#model.userIds.has(id))
    if (ids.length === 0) return
    this.#tell(`the administrator selects ${users.join(' and ')} and uses ${actionOf[permission]}`)
    const path = `/admin/api/resources/User/bulk/${actionOf[permission]}?recordIds=${ids.join()}`
    const { notice } = (await this.#administrator.post(path)).json() as BulkAnswer
    if (!this.#granted.includes(permission)) {
      assert.equal(notice.type, 'error', 'an action without its permission')
      return
    }
    const concerned = ids.filter((id) => permission === 'logout_all' || !this.#superusers.has(id))
    const { users: number, sessions } = notice.options ?? {}
    assert.deepEqual({ users: number, sessions }, this.#model.endSessions(concerned))
  }

  async #deleteOrCreate(user: UserName): Promise<void> {
    const id = this.#idOf(user)
    if (this.#model.userIds.has(id)) {
      this.#tell(`${user} is deleted`)
      this.#model.deleteUser(id)
      this.#superusers.delete(id)
      await database.prisma.user.delete({ where: { id } })
    } else {
      this.#tell(`${user} is created again`)
      this.#addUser(user, await createUser(user))
    }
  }

  /** Every session in the database is in the model and the other way round, and the browsers are whose it says. */
  async #compare(): Promise<void> {
    const { prisma } = database
    const browsers = Object.values(this.#browsers).map(sidOf)
    const [rows, links, inside] = await Promise.all([
      prisma.session.findMany({ where: { NOT: { userSession: { user: { email: administrator } } } } }),
      prisma.userSession.findMany({ where: { NOT: { user: { email: administrator } } } }),
      Promise.all([...new Set(browsers)].map(async (sid) => [sid, await this.#userIn(sid)] as const)),
    ])
    const linkOf = new Map(links.map((link) => [link.sid, link]))
    const real = rows.map(({ sid, expiresAt, data }) => ({
      sid,
      userId: linkOf.get(sid)?.userId ?? null,
      createdAt: linkOf.get(sid)?.createdAt.getTime() ?? null,
      expiresAt: expiresAt.getTime(),
      notes: contentOf(JSON.parse(data) as object).notes,
    }))
    const expected = [...this.#model.sessions].map(([sid, session]) => ({ sid, ...session }))
    assert.deepEqual(real.sort(bySid), expected.sort(bySid), 'the sessions in the database')
    assert.ok(
      links.every(({ sid }) => this.#model.sessions.has(sid)),
      'a link without a session',
    )
    const userOf = new Map(inside)
    assert.deepEqual(
      browsers.map((sid) => userOf.get(sid)),
      browsers.map((sid) => this.#model.userOf(sid)),
      `who is logged in, in ${browserNames.join(', ')}`,
    )
  }

  /** Who is logged in with this session id, by the store; no time passes for the session. */
  async #userIn(sid: string | null): Promise<number | null> {
    return sid === null ? null : contentOf(await this.#app.singleSession.sessionOptions.store.get(sid)).userId
  }

  #deedOf(errand: Errand): Deed {
    if (errand.do === 'log in') return { ...errand, userId: this.#idOf(errand.user) }
    return errand.do === 'write' ? { ...errand, note: `note ${String(this.#count)}` } : { do: errand.do }
  }

  #addUser(user: UserName, id: number): void {
    this.#userIds.set(user, id)
    this.#model.userIds.add(id)
  }

  #idOf(user: UserName): number {
    const id = this.#userIds.get(user)
    assert.ok(id !== undefined)
    return id
  }

  #tell(line: string): void {
    this.#lines.push(`${String(this.#lines.length).padStart(3)}  ${line}`)
  }
}

interface BulkAnswer {
  notice: { type: string; options?: { users?: number; sessions?: number } }
}

/** Who uses the bulk actions: a user of the panel's own, whom no step concerns. */
const administrator = 'carol@example.com'

const nameOf = (permission: Permission): string => `single_session.${permission}`

const updateUser = (
  where: { id: number } | { email: string },
  data: { isSuperuser: boolean } | { permissions: string },
) => database.prisma.user.update({ where, data })

const textOf = (errand: Errand): string =>
  errand.do === 'log in'
    ? `log in as ${errand.user}${errand.password === 'wrong' ? ', wrong password' : ''}`
    : errand.do

/** The session id in a browser's cookie. */
function sidOf(browser: BrowserClient): string | null {
  const cookie = browser.cookies.get('adminjs')
  return cookie === undefined ? null : decodeURIComponent(cookie).replace(/^s:(.*?)\..*$/, '$1')
}

const bySid = (a: { sid: string }, b: { sid: string }): number => (a.sid < b.sid ? -1 : 1)

async function createUser(user: UserName): Promise<number> {
  const { id } = await database.prisma.user.create({ data: { email: user, passwordHash: '' } })
  return id
}
