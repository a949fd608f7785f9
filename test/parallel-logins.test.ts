// Exactly the limit, over several processes: many logins at once, and logins beside what ends sessions.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { countLive, idOf, isLoggedIn, logIn, logOut, seedUsers } from './support/app.js'
import { BrowserClient } from './support/browser-client.js'
import { createDatabase, type TestDatabase } from './support/database.js'
import { run, type RunningProcess } from './support/process.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const processes = 4

for (const limit of [1, 2, 5]) {
  describe(`with a limit of ${String(limit)}, over ${String(processes)} processes`, () => {
    let database: TestDatabase
    let workers: RunningProcess[]
    let browsers: () => BrowserClient[]

    before(async () => {
      database = await createDatabase()
      await seedUsers(database.prisma)
      const args = ['--import', 'tsx', 'test/support/worker.ts', JSON.stringify({ url: database.url, limit })]
      workers = Array.from({ length: processes }, () => run(process.execPath, args, { cwd: root }))
      const origins = await Promise.all(
        workers.map(async (worker) => (await worker.match(/listening on (\S+)/))[1] ?? ''),
      )
      browsers = () => Array.from({ length: 40 }, (_, index) => new BrowserClient(origins[index % processes] ?? ''))
    })
    after(async () => {
      await Promise.all(workers.map((worker) => worker.stop()))
      await database.close()
    })

    /** Logs all of them in at once; every login has to succeed. */
    async function logInTogether(all: BrowserClient[], names: string[]): Promise<void> {
      const answers = await Promise.all(all.map((browser, index) => logIn(browser, names[index % names.length] ?? '')))
      assert.deepEqual([...new Set(answers.map(({ status }) => status))], [302])
    }

    const countInside = async (all: BrowserClient[]) => (await Promise.all(all.map(isLoggedIn))).filter(Boolean).length

    it('leaves exactly the limit of one user live', async () => {
      const all = browsers()
      await logInTogether(all, ['foo'])
      assert.equal(await countLive(database.prisma), limit)
      assert.equal(await countInside(all), limit)
      await database.prisma.session.deleteMany()
    })

    it('leaves exactly the limit of each of several users live', async () => {
      const all = browsers()
      await logInTogether(all, ['foo', 'bar', 'carol', 'dave'])
      assert.equal(await countLive(database.prisma), 4 * limit)
      assert.equal(await countInside(all), 4 * limit)
      await database.prisma.session.deleteMany()
    })

    it('leaves no session half there beside logouts and "log out on all sessions"', async () => {
      const all = browsers()
      const [root, ...others] = all
      assert.ok(root)
      await logIn(root, 'root')
      const id = String(await idOf(database.prisma, 'foo'))
      const path = `/admin/api/resources/User/bulk/logoutOnAllSessions?recordIds=${id}`
      const work = others.map(async (browser, index) => {
        const { status } = await logIn(browser, 'foo')
        assert.equal(status, 302)
        if (index % 5 === 0) assert.equal((await logOut(browser)).status, 302)
        if (index % 7 === 0) assert.equal((await root.post(path)).status, 200)
      })
      await Promise.all(work)
      const links = await database.prisma.userSession.count({ where: { userId: Number(id) } })
      assert.ok(links <= limit, `${String(links)} live`)
      assert.equal(await countInside(others), links)
      assert.equal(await database.prisma.session.count(), links + 1)
      await database.prisma.session.deleteMany()
    })
  })
}
