// Nobody is harmed by a process whose clock is wrong: sessions live by the clock of the database, which all processes share.
import { after, before, describe, it } from 'node:test'
import { logIn, seedUsers, startApp, closeApps, isLoggedIn } from '../support/app.js'
import { BrowserClient } from '../support/browser-client.js'
import { createDatabase, type TestDatabase } from '../support/database.js'
import { Errands } from '../support/errands.js'
import { guarantee } from '../support/guarantee.js'
import { createUser, liveSids, sidOf } from '../support/sessions.js'
import { startWorkers, type Worker } from '../support/workers.js'

const promise = guarantee('Nobody else is harmed')
const minutes = 60_000
const settings = { idleTimeoutMs: 15 * minutes, touchAfterMs: 0 }
/** How much a session may live longer or shorter than it should. */
const toleranceMs = 5_000

let database: TestDatabase
before(async () => {
  database = await createDatabase()
  await seedUsers(database.prisma)
})
after(async () => {
  await closeApps()
  await database.close()
})

const endOf = async (browser: BrowserClient): Promise<number> => {
  const { expiresAt } = await database.prisma.session.findUniqueOrThrow({ where: { sid: sidOf(browser) } })
  return expiresAt.getTime()
}

for (const wrongByMs of [17 * minutes, -17 * minutes]) {
  const way = wrongByMs > 0 ? 'ahead' : 'behind'
  describe(`a process whose clock is 17 minutes ${way}`, () => {
    let worker: Worker | undefined
    before(async () => {
      // It removes expired sessions all the time.
      const options = { url: database.url, limits: [true], settings: { ...settings, cleanupIntervalMs: 50 } }
      ;[worker] = await startWorkers([wrongByMs], options)
    })
    after(() => worker?.stop())

    const there = () => new BrowserClient(worker?.origins[0] ?? '')

    it('ends nobody’s session early', async () => {
      const app = await startApp({ database, settings })
      const user = await createUser(database.prisma)
      const browser = await app.browserOf(user.name)
      promise.equal(await new Errands().userIn(there()), null, 'a stranger')
      await new Promise((resolve) => setTimeout(resolve, 300))
      promise.equal((await liveSids(database.prisma, user)).length, 1, 'live sessions after its cleanup')
      const moved = there()
      moved.cookies.set('adminjs', browser.cookies.get('adminjs') ?? '')
      promise.equal(await isLoggedIn(moved), true, 'the session at that process')
      promise.equal(await isLoggedIn(browser), true, 'the session at the other process')
    })

    it('keeps nobody’s session alive long, nor an ended one', async () => {
      const user = await createUser(database.prisma)
      const browser = there()
      promise.equal((await logIn(browser, user.name)).status, 302, 'a login there')
      for (const what of ['a login', 'a use']) {
        const left = (await endOf(browser)) - Date.now()
        promise.check(
          Math.abs(left - settings.idleTimeoutMs) < toleranceMs,
          `after ${what} the session lives for ${String(left)} ms`,
        )
        promise.equal(await isLoggedIn(browser), true, 'the browser is in')
      }
      await database.prisma.session.updateMany({
        where: { sid: sidOf(browser) },
        data: { expiresAt: new Date(Date.now() - 1000) },
      })
      promise.equal(await isLoggedIn(browser), false, 'an expired session is live')
    })

    it('keeps an anonymous session as long as that of a user', async () => {
      const errands = new Errands()
      const app = there()
      await errands.send(app, { do: 'write', path: 'note', value: 1 })
      const left = (await endOf(app)) - Date.now()
      promise.check(Math.abs(left - settings.idleTimeoutMs) < toleranceMs, `it lives for ${String(left)} ms`)
    })

    it('writes the time of the others into the trail', async () => {
      const user = await createUser(database.prisma)
      await logIn(there(), user.name)
      const event = await database.prisma.sessionEvent.findFirstOrThrow({ where: { userId: user.id } })
      const off = event.createdAt.getTime() - Date.now()
      promise.check(Math.abs(off) < toleranceMs, `the login is ${String(off)} ms off`)
    })
  })
}
