// Exactly the limit, when the process of a login is killed: before the login, after each of its statements to the
// database, and while one is on its way.
import assert from 'node:assert/strict'
import { afterEach, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { closeApps, isLoggedIn, logIn, secret, startApp } from '../support/app.js'
import { BrowserClient, type Answer } from '../support/browser-client.js'
import { provider } from '../support/database.js'
import { guarantee, isLongRun, trials } from '../support/guarantee.js'
import type { LastLogin } from '../support/mortal-worker.js'
import { run, type RunningProcess } from '../support/process.js'
import { createUser, liveSids, sidOf } from '../support/sessions.js'

const promise = guarantee('Exactly the limit')
const startedAtOnce = 3

const running: RunningProcess[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((worker) => worker.stop('SIGKILL')))
  await closeApps()
})

interface Death {
  dieAfter: number
  nextIsSent: boolean
  /** Whether the login comes from the browser in which the user is logged in. */
  inTheSameBrowser: boolean
}

it('leaves one live session, the earlier or the new one, wherever in a login its process is killed', async () => {
  // The server that survives; it runs here.
  const app = await startApp()
  const { prisma } = app
  const first = await startWorker()
  const count = await countStatements(first)
  const deaths = Array.from({ length: trials(1, 4) }, () => deathsOf(count)).flat()
  for (let begin = 0; begin < deaths.length; begin += startedAtOnce) {
    const some = deaths.slice(begin, begin + startedAtOnce)
    const workers = await Promise.all(some.map(async (death) => (death === deaths[0] ? first : await startWorker())))
    for (const [index, death] of some.entries()) {
      const worker = workers[index]
      assert.ok(worker)
      await killDuringLogin(worker, death)
    }
  }

  /** How many statements a login takes when the user is logged in elsewhere; the end of the transaction is one. */
  async function countStatements({ browser }: Worker): Promise<number> {
    const user = await createUser(prisma)
    await app.browserOf(user.name)
    const answer = await lastLogin(browser.copy(), { userId: user.id, dieAfter: 'never', nextIsSent: false })
    const statements = Number(answer.text)
    // The lock, the sessions that there are, the deletion, the session, the link, the commit.
    assert.ok(statements >= 6, `${answer.text} statements`)
    return statements
  }

  async function killDuringLogin({ worker, browser }: Worker, death: Death): Promise<void> {
    const user = await createUser(prisma)
    const earlier = await app.browserOf(user.name)
    const when = `killed after ${String(death.dieAfter)} of ${String(count)} statements`
    if (death.inTheSameBrowser) for (const [name, value] of earlier.cookies) browser.cookies.set(name, value)
    const answer = await lastLogin(browser, { ...death, userId: user.id }).catch(() => undefined)
    assert.equal(answer, undefined, 'the login was answered')
    assert.equal(await worker.ended, 'SIGKILL')

    // One statement, so that a commit that is still under way counts as one or the other.
    const links = await prisma.userSession.findMany({ where: { userId: user.id } })
    promise.equal(links.length, 1, `${when}: sessions`)
    const isEarlier = links[0]?.sid === sidOf(earlier)
    if (!death.nextIsSent) {
      promise.equal(isEarlier, death.dieAfter < count, `${when}: the earlier session is the one`)
      promise.equal(await isLoggedIn(earlier), isEarlier, `${when}: the earlier browser is logged in`)
      const stored = await app.singleSession.sessionOptions.store.get(links[0]?.sid ?? '')
      promise.equal((stored?.adminUser as { id: number } | undefined)?.id, user.id, `${when}: whose session it is`)
    }

    // The dead hold no lock.
    const next = app.browser()
    promise.equal((await logIn(next, user.name)).status, 302, `${when}: the next login`)
    promise.equal(await liveSids(prisma, user), [sidOf(next)], `${when}: live after the next login`)
    promise.equal(await isLoggedIn(next), true, `${when}: the next browser is logged in`)
    promise.equal(await isLoggedIn(earlier), false, `${when}: the earlier browser is logged in after the next login`)
    const [sessions, linked] = await Promise.all([prisma.session.count(), prisma.userSession.count()])
    promise.equal(sessions, linked, `${when}: sessions, each with its link`)
  }

  async function startWorker(): Promise<Worker> {
    const args = ['--import', 'adminjs', '--import', 'tsx', 'test/support/mortal-worker.ts', app.database.url, secret]
    const worker = run(process.execPath, args, { cwd: fileURLToPath(new URL('../..', import.meta.url)) })
    running.push(worker)
    const [, origin = ''] = await worker.match(/listening on (\S+)/)
    return { worker, browser: new BrowserClient(origin) }
  }
})

interface Worker {
  worker: RunningProcess
  browser: BrowserClient
}

/** Every moment of a login; in the short run one alone of those in which a statement is on its way, the commit. */
function deathsOf(count: number): Death[] {
  const moments = Array.from({ length: count + 1 }, (_, dieAfter) => dieAfter)
  // With SQLite nothing is ever on its way: the database is in the process.
  const onItsWay = provider === 'sqlite' ? [] : moments.slice(isLongRun ? 1 : -2, -1)
  return [
    ...moments.map((dieAfter) => ({ dieAfter, nextIsSent: false, inTheSameBrowser: dieAfter % 2 === 1 })),
    ...onItsWay.map((dieAfter) => ({ dieAfter, nextIsSent: true, inTheSameBrowser: false })),
    ...(isLongRun ? moments : []).map((dieAfter) => ({
      dieAfter,
      nextIsSent: false,
      inTheSameBrowser: dieAfter % 2 === 0,
    })),
  ]
}

const lastLogin = (browser: BrowserClient, login: LastLogin): Promise<Answer> =>
  browser.request('/login', {
    method: 'POST',
    body: JSON.stringify(login),
    headers: { 'content-type': 'application/json' },
  })
