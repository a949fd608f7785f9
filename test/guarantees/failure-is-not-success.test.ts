// A database that fails under load: what was not done is not reported as done, nobody is taken for anonymous, every
// request is answered while it lasts, and afterwards all goes on by itself. The outages are those of
// support/outages.ts; they end when all answers have come, so an answer that never came would stop the test.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, afterEach, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Prisma } from '@prisma/client'
import type { Express, Request } from 'express'
import { type SingleSession, SingleSessionError } from '../../src/index.js'
import { closeApps, idOf, logIn, logOut, startApp, type TestApp } from '../support/app.js'
import type { Answer, BrowserClient } from '../support/browser-client.js'
import { guarantee, isLongRun, trials } from '../support/guarantee.js'
import { provider } from '../support/database.js'
import { prepareOutages, type FailingDatabase, type Outage } from '../support/outages.js'

declare module 'express-session' {
  interface SessionData {
    note?: string
  }
}

const promise = guarantee('A failure is never reported as success')

/** How long the package waits for the database, and the driver for each query. */
const waitMs = 700
/** How long a driver waits that waits for ever. */
const everMs = 600_000
/** How long a database is busy for a moment: longer than a driver for SQLite waits, shorter than the package does. */
const busyMs = 300

/** Whether Prisma tells of the ROLLBACK of a transaction that began too late; from 7 on it rolls back without a word. */
const tellsLateStart = Number.parseInt(Prisma.prismaVersion.client) < 7

const { outages, halts, freezes, unnoticed, close } = await prepareOutages()
const databases: FailingDatabase[] = []
after(close)
afterEach(async () => {
  await closeApps()
  await Promise.all(databases.splice(0).map((database) => database.close()))
})

const uncaught: string[] = []
const keep = (error: unknown) => uncaught.push(String(error))
process.on('unhandledRejection', keep).on('uncaughtException', keep)
afterEach(() => {
  promise.equal(uncaught.splice(0), [], 'errors that nobody caught')
})

/** A panel on a database that fails. */
interface Panel extends TestApp {
  database: FailingDatabase
  root: BrowserClient
  /** Calls this when a statement of the panel has run. */
  onStatement: (statement: string) => void
}

async function startPanel(outage: Outage, driverWaitMs = waitMs, queryTimeoutMs = waitMs): Promise<Panel> {
  const database = await outage.open(driverWaitMs)
  databases.push(database)
  const app = await startApp({ database, settings: { queryTimeoutMs }, routes })
  const root = await browserOf(app, await newUser(app, { isSuperuser: true }))
  const panel: Panel = { ...app, database, root, onStatement: () => undefined }
  database.onStatement((statement) => {
    panel.onStatement(statement)
  })
  return panel
}

function routes(app: Express, singleSession: SingleSession): void {
  app.get('/note', (req, res) => {
    res.json(req.session.note ?? null)
  })
  app.post('/note/:note', (req, res) => {
    req.session.note = req.params.note
    res.send('noted')
  })
  app.post('/renew', (req, res, next) => {
    const { adminUser } = req.session
    req.session.regenerate((error: unknown) => {
      req.session.adminUser = adminUser
      if (error) next(error)
      else res.send('renewed')
    })
  })
  app.post('/destroy', (req, res, next) => {
    req.session.destroy((error: unknown) => {
      if (error) next(error)
      else res.send('destroyed')
    })
  })
  app.post('/log-in/:id', async (req: Request<{ id: string }>, res) => {
    await singleSession.login(req, { id: Number(req.params.id) })
    req.session.note = 'welcome'
    res.send('welcome')
  })
}

/** A user whom no other trial knows. Returns the name. */
async function newUser({ prisma }: TestApp, rights: { isSuperuser?: boolean } = {}): Promise<string> {
  const name = `user-${randomUUID()}`
  await prisma.user.create({ data: { email: `${name}@example.com`, passwordHash: 'secret', ...rights } })
  return name
}

/** A browser in which this user logged in, however long the well but busy database took. */
async function browserOf(app: TestApp, user: string): Promise<BrowserClient> {
  const browser = app.browser()
  await untilAnswered(() => logIn(browser, user))
  return browser
}

/** Something that is done with sessions, once. */
interface Trial {
  user: string
  /** Does it; whether it was reported as done. */
  act(): Promise<boolean>
  /** Finds out whether it was done, when the database is back. `isUnknown`: its very end was sent and not answered. */
  verify(reported: boolean, isUnknown: boolean): Promise<void>
}

/** Gets everything ready while the database is well. */
type Deed = (panel: Panel, name: string) => Promise<Trial>

const logInTrial: Deed = async (panel, name) => {
  const user = await newUser(panel)
  const [earlier, browser] = [await browserOf(panel, user), panel.browser()]
  return {
    user,
    act: async () => isDone(name, await logIn(browser, user), 302),
    verify: (reported, isUnknown) => verifyLogin(name, { earlier, browser }, reported, isUnknown),
  }
}

const deeds: Record<string, Deed> = {
  'a login': logInTrial,

  "a login of the app's own, which keeps something in the session": async (panel, name) => {
    const user = await newUser(panel)
    const [earlier, browser] = [await browserOf(panel, user), panel.browser()]
    const path = `/log-in/${String(await idOf(panel.prisma, user))}`
    return {
      user,
      act: async () => isDone(name, await browser.post(path), 200, 'may have a cookie'),
      verify: (reported, isUnknown) => verifyLogin(name, { earlier, browser }, reported, isUnknown),
    }
  },

  'a logout': async (panel, name) => {
    const user = await newUser(panel)
    const browser = await browserOf(panel, user)
    const old = browser.copy()
    return {
      user,
      act: async () => isDone(name, await logOut(browser), 302),
      verify: async (reported, isUnknown) => {
        verifyEnd(name, !(await isIn(old)), reported, isUnknown)
      },
    }
  },

  'a bulk action': async (panel, name) => {
    const user = await newUser(panel)
    const browser = await browserOf(panel, user)
    const id = String(await idOf(panel.prisma, user))
    const path = `/admin/api/resources/User/bulk/logoutOnAllSessions?recordIds=${id}`
    return {
      user,
      act: async () => isDoneByAdminJs(name, await panel.root.post(path), '"type":"success"'),
      verify: async (reported, isUnknown) => {
        verifyEnd(name, !(await isIn(browser)), reported, isUnknown)
      },
    }
  },

  endSessions: async (panel, name) => {
    const user = await newUser(panel)
    const browser = await browserOf(panel, user)
    const id = await idOf(panel.prisma, user)
    return {
      user,
      act: () => isFulfilled(name, panel.singleSession.endSessions(id)),
      verify: async (reported, isUnknown) => {
        verifyEnd(name, !(await isIn(browser)), reported, isUnknown)
      },
    }
  },

  'req.session.destroy()': async (panel, name) => {
    const user = await newUser(panel)
    const browser = await browserOf(panel, user)
    return {
      user,
      act: async () => isDone(name, await browser.post('/destroy'), 200),
      verify: async (reported, isUnknown) => {
        verifyEnd(name, !(await isIn(browser)), reported, isUnknown)
      },
    }
  },

  'req.session.regenerate()': async (panel, name) => {
    const user = await newUser(panel)
    const browser = await browserOf(panel, user)
    const old = browser.copy()
    return {
      user,
      act: async () => isDone(name, await browser.post('/renew'), 200, 'may have a cookie'),
      verify: async (reported, isUnknown) => {
        if (reported)
          promise.equal([await isIn(browser), await isIn(old)], [true, false], `${name}, the new id and the old`)
        // What the app put into the renewed session may be missing; but it is there, and the browser knows its id.
        const where = { user: { email: `${user}@example.com` } }
        const links = await untilFulfilled(() => panel.prisma.userSession.findMany({ where }))
        const isKnown = links.length === 1 && browser.cookieHeader.includes(`s%3A${links[0]?.sid ?? ''}.`)
        promise.check(isKnown || (isUnknown && !reported), `${name} lost the session`)
      },
    }
  },

  removeExpiredSessions: async (panel, name) => {
    const user = await newUser(panel)
    const sid = randomUUID()
    await panel.prisma.session.create({ data: { id: sid, sid, data: '{}', expiresAt: new Date(0) } })
    return {
      user,
      act: () => isFulfilled(name, panel.singleSession.removeExpiredSessions()),
      verify: async (reported) => {
        const left = await untilFulfilled(() => panel.prisma.session.count({ where: { sid } }))
        if (reported) promise.equal(left, 0, `${name}, the expired session that is left`)
      },
    }
  },

  'a request that changes its session': async (panel, name) => {
    const user = await newUser(panel)
    const browser = await browserOf(panel, user)
    const note = randomUUID()
    return {
      user,
      act: async () => isDone(name, await browser.post(`/note/${note}`), 200),
      verify: async (reported, isUnknown) => {
        promise.equal(await isIn(browser), true, `${name}: logged in`)
        const { text } = await untilAnswered(() => browser.get('/note'))
        verifyEnd(name, text.includes(note), reported, isUnknown)
      },
    }
  },
}

/** Whether it was answered as done. If not, it has to be answered as failed, in a way that harms nobody. */
function isDone(name: string, answer: Answer, status: 200 | 302, cookie?: 'may have a cookie', text = ''): boolean {
  const { location } = answer
  if (answer.status === status && answer.text.includes(text)) {
    promise.check(location !== '/admin/login' || name === 'a logout', `${name} was answered with the login page`)
    return true
  }
  checkFailure(name, answer)
  if (!cookie) promise.equal(answer.headers.getSetCookie(), [], `${name}, the cookies of the failure`)
  return false
}

/** The same. What AdminJS cannot read for itself the app's error handler answers; here that is Express's own, with 500. */
function isDoneByAdminJs(name: string, answer: Answer, text: string): boolean {
  if (answer.status !== 500) return isDone(name, answer, 200, undefined, text)
  promise.equal(answer.headers.getSetCookie(), [], `${name}, the cookies of the failure`)
  return false
}

function checkFailure(name: string, { status, location, headers, text }: Answer): void {
  const found = { status, retryAfter: headers.get('retry-after'), location, type: headers.get('content-type') }
  const wanted = { status: 503, retryAfter: '5', location: null, type: 'text/html; charset=utf-8' }
  promise.equal(found, wanted, `${name}, the failure`)
  promise.check(!/user-|secret|adminjs=/.test(text), `${name}, the failure tells: ${text}`)
  promise.check(!headers.getSetCookie().join().includes('1970'), `${name}, the failure takes the cookie away`)
}

async function isFulfilled(name: string, work: Promise<unknown>): Promise<boolean> {
  try {
    await work
    return true
  } catch (error) {
    const code = error instanceof SingleSessionError ? error.code : error
    promise.equal(code, 'ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE', `${name}, the failure`)
    return false
  }
}

function verifyEnd(name: string, happened: boolean, reported: boolean, isUnknown: boolean): void {
  if (isUnknown && !reported) return
  promise.equal({ happened }, { happened: reported }, `${name}, which was reported as ${reported ? 'done' : 'failed'}`)
}

async function verifyLogin(
  name: string,
  { earlier, browser }: { earlier: BrowserClient; browser: BrowserClient },
  reported: boolean,
  isUnknown: boolean,
): Promise<void> {
  const inside = { earlier: await isIn(earlier), now: await isIn(browser) }
  if (reported) promise.equal(inside, { earlier: false, now: true }, name)
  else promise.check(inside.earlier !== inside.now || isUnknown, `${name} failed and left ${JSON.stringify(inside)}`)
}

/** Whether the panel lets this browser in, as soon as it says so. */
async function isIn(browser: BrowserClient): Promise<boolean> {
  const { status, location } = await untilAnswered(() => browser.get('/admin'))
  promise.check(status === 200 || location === '/admin/login', `neither in nor out: ${String(status)}`)
  return status === 200
}

async function untilAnswered(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await ask()
    if (answer.status !== 503) return answer
  }
}

/** A connection that was broken a moment ago may still be taken for a good one: our own queries are asked again. */
async function untilFulfilled<T>(ask: () => PromiseLike<T>): Promise<T> {
  for (;;) {
    const answer = await ask().then(
      (value) => ({ value }),
      () => undefined,
    )
    if (answer) return answer.value
  }
}

/** After the outage the user can log in: no lock is left of what was under way, and there are connections. */
async function verifyRecovery(panel: Panel, { user }: Trial, name: string): Promise<void> {
  const browser = panel.browser()
  let tries = 1
  await untilAnswered(async () => {
    const answer = await logIn(browser, user)
    if (answer.status === 503) tries += 1
    return answer
  })
  promise.check(tries <= 3, `a login after ${name} took ${String(tries)} tries`)
  promise.equal(await isIn(browser), true, `logged in after ${name}`)
}

/** Somebody who keeps requesting, each time when the last answer has come. */
interface Bystander {
  browser: BrowserClient
  start(): void
  /** Waits for two answers: the second one is to a request that comes after this call. */
  twoAnswers(): Promise<void>
  stop(): Promise<void>
}

async function createBystander(panel: Panel, ask: (browser: BrowserClient) => Promise<unknown>): Promise<Bystander> {
  const browser = await browserOf(panel, await newUser(panel))
  const waiting = new Set<() => void>()
  let stopped = Promise.resolve()
  let isStopped = false

  async function keepAsking(): Promise<void> {
    while (!isStopped) {
      await ask(browser)
      for (const resolve of waiting) resolve()
      waiting.clear()
    }
  }
  const answer = () => Promise.race([stopped, new Promise<void>((resolve) => waiting.add(resolve))])
  return {
    browser,
    start() {
      isStopped = false
      stopped = keepAsking()
    },
    async twoAnswers() {
      await answer()
      await answer()
    },
    async stop() {
      isStopped = true
      await stopped
    },
  }
}

/** Resolves when this many statements have run, from now on. */
function statementsOf(panel: Panel, wanted: number): Promise<void> {
  return new Promise((resolve) => {
    let count = 0
    panel.onStatement = () => {
      count += 1
      if (count === wanted) resolve()
    }
  })
}

describe('an outage under load', () => {
  for (const outage of isLongRun ? outages : outages.slice(0, 2)) {
    it(`is reported as what it is, and all goes on afterwards: ${outage.name}`, async () => {
      const panel = await startPanel(outage)
      const bystanders = [
        await createBystander(panel, async (browser) => isDone('a page', await browser.get('/admin'), 200)),
        await createBystander(panel, async (browser) =>
          isDone('a note', await browser.post(`/note/${randomUUID()}`), 200),
        ),
        await createBystander(panel, async (browser) =>
          isDoneByAdminJs('a list', await browser.get('/admin/api/resources/User/actions/list'), '"records":'),
        ),
      ]
      for (let round = 1; round <= trials(2, 12); round++) {
        const all: (Trial & { name: string })[] = []
        for (const [name, deed] of Object.entries(deeds)) all.push({ name, ...(await deed(panel, name)) })
        if (outage.needsQuiet) await panel.database.begin()
        for (const bystander of bystanders) bystander.start()

        // In every other round it begins while they are under way.
        const isUnknown = round % 2 === 0 && !outage.needsQuiet
        const underWay = statementsOf(panel, 2 * all.length)
        const act = () => Promise.all(all.map((trial) => trial.act()))
        const early = isUnknown ? act() : undefined
        if (isUnknown) await underWay
        if (!outage.needsQuiet) await panel.database.begin()
        const [reports] = await Promise.all([
          early ?? act(),
          Promise.all(bystanders.map((bystander) => bystander.twoAnswers())),
        ])
        await panel.database.end()

        for (const { browser } of bystanders) promise.equal(await isIn(browser), true, 'still logged in')
        promise.equal(await isIn(panel.root), true, 'root is still logged in')
        await Promise.all(bystanders.map((bystander) => bystander.stop()))
        for (const [index, trial] of all.entries()) {
          await trial.verify(reports[index] === true, isUnknown)
          await verifyRecovery(panel, trial, `${outage.name}, ${trial.name}`)
        }
      }
    })
  }
})

describe('an outage in the middle', () => {
  for (const halt of isLongRun ? halts : halts.slice(0, 2)) {
    it(`is reported as what it is, and nothing is half done: ${halt.name}`, async () => {
      await withEachDeed(halt.isForAll, async (name, deed) => {
        const panel = await startPanel(halt)
        const statements = await rehearse(panel, name, deed)
        for (const moment of momentsOf(statements, Math.ceil(statements.length / 2))) {
          await haltAt(panel, moment, statements, `${name} with ${halt.name}`, () => deed(panel, name))
        }
      })
    })
  }

  for (const halt of freezes) {
    it(`is bounded even if the driver waits for ever: ${halt.name}`, async () => {
      await withEachDeed(halt.isForAll, async (name, deed) => {
        const panel = await startPanel(halt, everMs)
        const statements = await rehearse(panel, name, deed)
        // Before, AdminJS may wait for something of its own.
        const transaction = statements.findIndex((statement) => / FOR (NO KEY )?UPDATE/.test(statement))
        for (const moment of momentsOf(statements, transaction)) {
          const isTold = transaction >= 0 && (moment > transaction || tellsLateStart)
          await haltAt(
            panel,
            moment,
            statements,
            `${name} with ${halt.name}`,
            () => deed(panel, name),
            halt.goesOn && isTold,
          )
        }
      })
    })
  }
})

/** Each has a panel of its own, in which it waits beside the others, unless a halt is for all of them. */
async function withEachDeed(oneByOne: boolean, run: (name: string, deed: Deed) => Promise<void>): Promise<void> {
  const all: Promise<void>[] = []
  for (const [name, deed] of Object.entries(deeds)) {
    all.push(run(name, deed))
    if (oneByOne) await Promise.all(all)
  }
  await Promise.all(all)
}

/** After which of the statements to stop: at `first` and before the last one, and in a long run at all between them. */
function momentsOf(statements: readonly string[], first: number): Iterable<number> {
  const [from, to] = [Math.max(first, 1), Math.max(statements.length - 1, 1)]
  return new Set(isLongRun ? Array.from({ length: to - from + 1 }, (_, index) => from + index) : [from, to])
}

/** Stops the database when so many statements of a trial have run, until it is answered. */
async function haltAt(
  panel: Panel,
  moment: number,
  statements: readonly string[],
  name: string,
  begin: () => Promise<Trial>,
  goesOn = false,
): Promise<void> {
  for (;;) {
    const trial = await begin()
    let [count, isAnswered] = [0, false]
    // Watched from here on: some drivers tell the end as they send it, others when it is answered.
    const ended = new Promise<string>((resolve) => {
      panel.onStatement = (statement) => {
        const [, end] = transactionEnd.exec(statement) ?? []
        if (count >= moment && end !== undefined) resolve(end)
        count += 1
        if (count >= moment && !isAnswered) void panel.database.begin()
      }
    })
    const reported = await trial.act()
    isAnswered = true
    await panel.database.end()
    // On a machine with much else to do the time may be up before the moment has come.
    const hasCome = count >= moment
    // Sent, and not answered: nobody can know.
    const isUnknown = hasCome && isCommit(statements[moment]) && name.includes('frozen')
    if (goesOn && hasCome)
      promise.equal(await ended, isUnknown ? 'COMMIT' : 'ROLLBACK', `${name}, the end of its transaction`)
    panel.onStatement = () => undefined
    await trial.verify(reported, isUnknown)
    await verifyRecovery(panel, trial, `${name} after ${String(moment)} statements`)
    if (hasCome) return
  }
}

const isCommit = (statement = ''): boolean => transactionEnd.exec(statement)?.[1] === 'COMMIT'

/** The statement that ends a transaction; where the driver adapter sends that itself, Prisma tells of it in a comment. */
const transactionEnd = /^(?:-- Implicit ")?(COMMIT|ROLLBACK)(?:" query via underlying driver)?$/

/** What a deed asks the database. */
async function rehearse(panel: Panel, name: string, deed: Deed): Promise<string[]> {
  for (;;) {
    const trial = await deed(panel, name)
    const statements: string[] = []
    panel.onStatement = (statement) => statements.push(statement)
    const isDone = await trial.act()
    panel.onStatement = () => undefined
    if (isDone) return statements
  }
}

describe('a database that is busy for a moment', () => {
  const [halt] = halts
  it('is asked again, and all is done', { skip: provider === 'sqlite' ? false : 'only on SQLite' }, async () => {
    assert.ok(halt)
    const panel = await startPanel(halt, waitMs, 20 * busyMs)
    for (const [name, deed] of Object.entries(deeds)) {
      const trial = await deed(panel, name)
      await panel.database.begin()
      const [reported] = await Promise.all([trial.act(), sleep(busyMs).then(() => panel.database.end())])
      promise.equal(reported, true, `${name}, while the database is busy, is done`)
      await trial.verify(true, false)
    }
  })
})

it(
  'leaves no lock behind that the server would keep for a client that has vanished',
  { skip: unnoticed ? false : 'only on PostgreSQL' },
  async () => {
    assert.ok(unnoticed)
    const panel = await startPanel(unnoticed)
    const name = 'a login'
    for (let round = 1; round <= trials(1, 5); round++) {
      const trial = await logInTrial(panel, name)
      // The user is locked then.
      panel.onStatement = (statement) => {
        if (/FOR (NO KEY )?UPDATE/.test(statement)) void panel.database.begin()
      }
      promise.equal(await trial.act(), false, 'reported as done')
      panel.onStatement = () => undefined
      await panel.database.end()
      await untilAnswered(() => logIn(panel.browser(), trial.user))
      await verifyRecovery(panel, trial, unnoticed.name)
    }
  },
)
