// Exactly the limit, over several processes, two of which have a clock that is wrong: many logins at once, and logins
// beside everything that ends or changes a session.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { isLoggedIn, logIn, logOut, seedUsers } from '../support/app.js'
import { BrowserClient, type Answer } from '../support/browser-client.js'
import { createDatabase, type TestDatabase } from '../support/database.js'
import { Errands } from '../support/errands.js'
import { guarantee, trials } from '../support/guarantee.js'
import { createUser, liveSids, sidOf, type TestUser } from '../support/sessions.js'
import { startWorkers, type Worker } from '../support/workers.js'

const promise = guarantee('Exactly the limit')
const limits = [1, 2, 5]
const clockOffsetsMs = [0, 60 * 60 * 1000, 0, -60 * 60 * 1000]
const loginsAtOnce = 40
const rounds = trials(1, 8)
const errands = new Errands()

/** Whether somebody is logged in in this browser. Quicker than to ask the panel for a page. */
const isInside = async (browser: BrowserClient) => (await errands.userIn(browser)) !== null

let database: TestDatabase
let workers: Worker[] = []
/** Of each process, one for each limit. */
let origins: string[][] = []

before(async () => {
  database = await createDatabase()
  await seedUsers(database.prisma)
  workers = await startWorkers(clockOffsetsMs, { url: database.url, limits })
  origins = workers.map((worker) => worker.origins)
})
after(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  await database.close()
})

for (const [index, limit] of limits.entries()) {
  describe(`with a limit of ${String(limit)}, over ${String(clockOffsetsMs.length)} processes`, () => {
    it('leaves exactly the limit of one user live', async () => {
      for (let round = 0; round < rounds; round++) {
        const user = await createUser(database.prisma)
        const all = browsers()
        const answers = await Promise.all(all.map((browser) => logIn(browser, user.name)))
        checkSuccess(answers)
        await checkLive([user], all)
        await database.prisma.session.deleteMany()
      }
    })

    it('leaves exactly the limit of each of several users live', async () => {
      for (let round = 0; round < rounds; round++) {
        const users = await Promise.all(Array.from({ length: 4 }, () => createUser(database.prisma)))
        const all = browsers()
        // Each user on every process.
        const userOf = (number: number) => users[Math.floor(number / 4) % users.length]?.name ?? ''
        checkSuccess(await Promise.all(all.map((browser, number) => logIn(browser, userOf(number)))))
        for (const user of users) {
          const own = all.filter((_, number) => userOf(number) === user.name)
          await checkLive([user], own)
        }
        await checkLive(users, all)
        await database.prisma.session.deleteMany()
      }
    })

    it('leaves exactly the limit live beside changes of the session id', async () => {
      for (let round = 0; round < rounds; round++) {
        const user = await createUser(database.prisma)
        const all = browsers()
        const work = all.map(async (browser) => {
          const answer = await logIn(browser, user.name)
          const rotated = await errands.send(browser, { do: 'rotate' })
          promise.check([200, 409].includes(rotated.status), `a rotation was answered ${String(rotated.status)}`)
          return answer
        })
        checkSuccess(await Promise.all(work))
        await checkLive([user], all)
        await database.prisma.session.deleteMany()
      }
    })

    it('leaves no session half there beside logouts and "log out on all sessions"', async () => {
      for (let round = 0; round < rounds; round++) {
        const user = await createUser(database.prisma)
        const [root, ...others] = browsers()
        assert.ok(root)
        await logIn(root, 'root')
        const path = `/admin/api/resources/User/bulk/logoutOnAllSessions?recordIds=${String(user.id)}`
        const work = others.map(async (browser, number) => {
          const answer = await logIn(browser, user.name)
          if (number % 5 === 0) promise.equal((await logOut(browser)).status, 302, 'a logout')
          if (number % 7 === 0) promise.equal((await root.post(path)).status, 200, 'a bulk action')
          return answer
        })
        checkSuccess(await Promise.all(work))
        const live = (await liveSids(database.prisma, user)).length
        promise.check(live <= limit, `${String(live)} live`)
        await checkLive([user], others, live)
        promise.equal(await database.prisma.session.count(), live + 1, 'sessions with that of root')
        await database.prisma.session.deleteMany()
      }
    })

    it('leaves nobody inside beside the deletion of the user, who can be created again', async () => {
      for (let round = 0; round < rounds; round++) {
        const user = await createUser(database.prisma)
        const all = browsers()
        let answered = 0
        let enough: () => void = () => undefined
        const someAreIn = new Promise<void>((resolve) => (enough = resolve))
        const logins = all.map(async (browser) => {
          const answer = await logIn(browser, user.name)
          if ((answered += 1) > (round * 7) % loginsAtOnce) enough()
          return answer
        })
        await someAreIn
        await database.prisma.user.delete({ where: { id: user.id } })
        for (const { status, text } of await Promise.all(logins)) {
          const refused = status === 403 || (status === 200 && text.includes('invalidCredentials'))
          promise.check(status === 302 || refused, `a login beside the deletion was answered ${String(status)}`)
        }
        promise.equal(
          await database.prisma.userSession.count({ where: { userId: user.id } }),
          0,
          'links of a deleted user',
        )
        for (const browser of all) promise.equal(await isInside(browser), false, 'a browser of a deleted user is in')

        const again = await createUser(database.prisma, user.name)
        const browser = browserOn(round)
        checkSuccess([await logIn(browser, again.name)])
        await checkLive([again], [browser], 1)
        await database.prisma.session.deleteMany()
      }
    })

    it('counts the last logins, whatever the clocks of the processes say', async () => {
      for (let round = 0; round < rounds; round++) {
        const user = await createUser(database.prisma)
        const all: BrowserClient[] = []
        for (let number = 0; number < limit + 4; number++) {
          const browser = browserOn(number)
          checkSuccess([await logIn(browser, user.name)])
          all.push(browser)
          const inside = await Promise.all(all.map(isInside))
          const expected = all.map((_, earlier) => earlier > number - limit)
          promise.equal(inside, expected, `who is in after ${String(number + 1)} logins`)
        }
        await database.prisma.session.deleteMany()
      }
    })

    const browserOn = (worker: number) => new BrowserClient(origins[worker % origins.length]?.[index] ?? '')
    const browsers = () => Array.from({ length: loginsAtOnce }, (_, number) => browserOn(number))

    /** No login fails because others run beside it. */
    function checkSuccess(answers: readonly Answer[]): void {
      for (const { status } of answers) promise.equal(status, 302, 'a login')
    }

    /** So many sessions of each of these users are live, each in one of the browsers, and there are no others. */
    async function checkLive(users: TestUser[], all: BrowserClient[], ofEach = limit): Promise<void> {
      const live = await liveSids(database.prisma, ...users)
      promise.equal(live.length, users.length * ofEach, 'live sessions')
      const inside: string[] = []
      for (const browser of all) if (await isInside(browser)) inside.push(sidOf(browser))
      const survivor = all.find((browser) => live.includes(sidOf(browser)))
      if (survivor) promise.equal(await isLoggedIn(survivor), true, 'the panel lets a survivor in')
      promise.equal(inside.sort(), live, 'the browsers that are in, and the live sessions')
      promise.equal(
        await database.prisma.userSession.count({ where: { userId: { in: users.map(({ id }) => id) } } }),
        live.length,
        'links',
      )
    }
  })
}
