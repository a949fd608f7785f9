// What a credential opened ends with it, and what it is about to open does not open: a login for which the app read the old
// password, while the account is changed and its sessions are ended.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { closeApps, isLoggedIn, logIn, seedUsers, startApp, type TestApp } from '../support/app.js'
import { BrowserClient } from '../support/browser-client.js'
import { createDatabase, type TestDatabase } from '../support/database.js'
import { guarantee, trials } from '../support/guarantee.js'
import { createUser, liveSids, sidOf, type TestUser } from '../support/sessions.js'
import { startWorkers, type Worker } from '../support/workers.js'

const promise = guarantee('What a credential opened ends with it')
const endSessionsOnChangeOf = ['passwordHash', 'isSuperuser']

let database: TestDatabase
before(async () => {
  database = await createDatabase()
  await seedUsers(database.prisma)
})
after(async () => {
  await closeApps()
  await database.close()
})

/** An app that reads the password, and then waits for the test before it compares it. */
async function startSlowApp(): Promise<{
  app: TestApp
  asked: () => Promise<void>
  release: () => void
  calls: string[]
}> {
  let [arrive, release] = [(): void => undefined, (): void => undefined]
  const arrived = new Promise<void>((resolve) => (arrive = resolve))
  const released = new Promise<void>((resolve) => (release = resolve))
  const calls: string[] = []
  const app = await startApp({
    database,
    settings: { endSessionsOnChangeOf, singleUserSession: 2 },
    authentication: {
      async authenticate(email, password) {
        calls.push(email)
        const user = await database.prisma.user.findUnique({ where: { email } })
        if (!email.startsWith('root')) {
          arrive()
          await released
        }
        return password === user?.passwordHash ? { id: user.id, email, isSuperuser: user.isSuperuser } : null
      },
    },
  })
  return { app, asked: () => arrived, release, calls }
}

/** A change of an account, by whoever makes it. */
type Change = (app: TestApp, root: BrowserClient, user: TestUser) => Promise<unknown>

const path = ({ id }: TestUser) => `/admin/api/resources/User/records/${String(id)}`
const withPassword = (passwordHash: string) => (user: TestUser) =>
  database.prisma.user.update({ where: { id: user.id }, data: { passwordHash } })

const changes: Record<string, Change> = {
  'by an administrator': (_, root, user) => root.post(`${path(user)}/edit`, { passwordHash: 'new' }),
  'outside the panel': async (app, _, user) => {
    await withPassword('new')(user)
    await app.singleSession.userChanged(user.id)
  },
  twice: async (app, _, user) => {
    await withPassword('newer')(user)
    await app.singleSession.userChanged(user.id)
    await withPassword('new')(user)
    await app.singleSession.userChanged(user.id)
  },
  'by the user’s deletion': (_, root, user) => root.post(`${path(user)}/delete`),
  'by the user’s deletion, and a new user of the same id': async (_, root, user) => {
    await root.post(`${path(user)}/delete`)
    const { id, name } = user
    await database.prisma.user.create({ data: { id, email: `${name}@example.com`, passwordHash: 'new' } })
  },
}

describe('a login for which the app read the old password', () => {
  for (const [how, change] of Object.entries(changes)) {
    for (const wasLoggedIn of [false, true]) {
      it(`fails after a change ${how}, ${wasLoggedIn ? 'with' : 'without'} a session from before`, async () => {
        for (let round = 0; round < trials(1, 10); round++) {
          const user = await createUser(database.prisma)
          const { app, asked, release } = await startSlowApp()
          const root = await app.browserOf('root')
          if (wasLoggedIn) await (await startApp({ database })).browserOf(user.name)
          const thief = app.browser()
          const login = logIn(thief, user.name)
          await asked()
          await change(app, root, user)
          release()
          const { status, text } = await login
          promise.check(status !== 302, `the login was answered ${String(status)} ${text.slice(0, 80)}`)
          promise.equal(await isLoggedIn(thief), false, 'the browser is in')
          promise.equal(await liveSids(database.prisma, user), [], 'live sessions')
        }
      })
    }
  }

  it('succeeds if the password is right after all, with what the app says when it is asked again', async () => {
    const user = await createUser(database.prisma)
    const { app, asked, release, calls } = await startSlowApp()
    const browser = app.browser()
    const login = logIn(browser, user.name)
    await asked()
    await (await app.browserOf('root')).post(`${path(user)}/edit`, { isSuperuser: 'true' })
    release()
    promise.equal((await login).status, 302, 'the login')
    promise.equal(await isLoggedIn(browser), true, 'the browser is in')
    promise.equal(calls.filter((email) => email.startsWith(user.name)).length, 2, 'questions to the app')
    const row = await database.prisma.session.findUniqueOrThrow({ where: { sid: sidOf(browser) } })
    const { adminUser } = JSON.parse(row.data) as { adminUser: { isSuperuser: boolean } }
    promise.equal(adminUser.isSuperuser, true, 'the role in the session')
  })
})

describe('a login during which the account changes whenever the app is asked', () => {
  const start = async (changesAt: (call: number, user: TestUser) => Promise<unknown>) => {
    const user = await createUser(database.prisma)
    let calls = 0
    const app: TestApp = await startApp({
      database,
      authentication: {
        async authenticate(email, password) {
          const found = await database.prisma.user.findUnique({ where: { email } })
          await changesAt((calls += 1), user)
          await app.singleSession.userChanged(user.id)
          return password === found?.passwordHash ? { id: found.id, email } : null
        },
      },
    })
    const browser = app.browser()
    const { status } = await logIn(browser, user.name)
    promise.equal(await isLoggedIn(browser), false, 'the browser is in')
    promise.equal(await liveSids(database.prisma, user), [], 'live sessions')
    return { status, calls }
  }

  it('fails if the password changes while the app is asked again', async () => {
    const { calls } = await start(async (call, user) => call === 2 && withPassword('new')(user))
    promise.equal(calls, 3, 'questions to the app')
  })

  it('is refused in the end', async () => {
    const { status, calls } = await start(() => Promise.resolve())
    promise.equal([status, calls], [403, 4], 'the answer and the questions to the app')
  })
})

describe('a login right after a change', () => {
  it('with the new password succeeds', async () => {
    const app = await startApp({ database, settings: { endSessionsOnChangeOf } })
    const user = await createUser(database.prisma)
    const root = await app.browserOf('root')
    await root.post(`${path(user)}/edit`, { passwordHash: 'new' })
    const browser = app.browser()
    promise.equal((await logIn(browser, user.name, 'new')).status, 302, 'the login')
    promise.equal(await isLoggedIn(browser), true, 'the browser is in')
  })
})

describe('a login of the app’s own', () => {
  const start = (onLogin: (app: TestApp, id: number) => Promise<unknown>, tellsRequest: boolean): Promise<TestApp> => {
    const started: Promise<TestApp> = startApp({
      database,
      routes: (express, singleSession) => {
        express.post('/enter/:id', async (req, res) => {
          const id = Number(req.params.id)
          await onLogin(await started, id)
          if (tellsRequest) await singleSession.userChanged(id, req)
          await singleSession.login(req, { id })
          res.send('in')
        })
      },
    })
    return started
  }

  it('is refused if the account was changed since the request came', async () => {
    const user = await createUser(database.prisma)
    const app = await start(({ singleSession }, id) => singleSession.userChanged(id), false)
    const browser = app.browser()
    promise.equal((await browser.post(`/enter/${String(user.id)}`)).status, 403, 'the login')
    promise.equal(await isLoggedIn(browser), false, 'the browser is in')
  })

  it('counts as one after the change if this very request made it', async () => {
    const user = await createUser(database.prisma)
    const app = await start(() => withPassword('new')(user), true)
    const browser = app.browser()
    promise.equal((await browser.post(`/enter/${String(user.id)}`)).status, 200, 'the login')
    promise.equal(await isLoggedIn(browser), true, 'the browser is in')
  })
})

describe('somebody who tries the old password all the time, at processes whose clocks are wrong', () => {
  let workers: Worker[]
  before(async () => {
    const minutes = 60_000
    const settings = { endSessionsOnChangeOf }
    workers = await startWorkers([10 * minutes, -10 * minutes], {
      ...{ url: database.url, limits: [1], settings, checkTakesMs: 40 },
    })
  })
  after(() => Promise.all(workers.map((worker) => worker.stop())))

  it('is not inside after the password was changed', async () => {
    const app = await startApp({ database, settings: { endSessionsOnChangeOf } })
    const root = await app.browserOf('root')
    for (let round = 0; round < trials(6, 60); round++) {
      const user = await createUser(database.prisma)
      let isChanged = false
      const browsers: BrowserClient[] = []
      const loops = [0, 1, 2, 3].map(async (index) => {
        const origin = workers[index % workers.length]?.origins[0] ?? ''
        let last = false
        do {
          last = isChanged
          const browser = new BrowserClient(origin)
          browsers.push(browser)
          await logIn(browser, user.name)
        } while (!last)
      })
      await new Promise((resolve) => setTimeout(resolve, 60 + 20 * round))
      assert.equal((await root.post(`${path(user)}/edit`, { passwordHash: 'new' })).status, 200)
      isChanged = true
      await Promise.all(loops)
      promise.equal(await liveSids(database.prisma, user), [], 'live sessions')
      promise.check(browsers.length > 4, 'the loop logged in before the change')
    }
  })
})
