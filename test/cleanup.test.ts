// Expired sessions are removed, some at a time, by several processes at once if need be, and nothing else is.
import assert from 'node:assert/strict'
import { afterEach, describe, it, mock } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@libsql/client'
import { PrismaLibSQL } from '@prisma/adapter-libsql'
import { PrismaClient } from '@prisma/client'
import { startCleanup } from '../src/rule/cleanup.js'
import { createSingleSession } from '../src/index.js'
import { createPrismaPort } from '../src/prisma/prisma-port.js'
import { closeApps, isLoggedIn, secret, startApp } from './support/app.js'
import { connect, createDatabase, provider } from './support/database.js'

afterEach(closeApps)

async function addExpired(prisma: PrismaClient, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, index) => `e${String(index)}`)
  await prisma.session.createMany({ data: ids.map((id) => ({ id, sid: id, data: '{}', expiresAt: new Date(0) })) })
}

describe('the cleanup', () => {
  it('removes what has expired, in steps of one statement, and leaves what is live', async () => {
    const app = await startApp()
    const browser = await app.browserOf('foo')
    await addExpired(app.prisma, 2_500)
    app.database.takeStatements()
    assert.equal(await app.singleSession.removeExpiredSessions(), 2_500)
    const statements = app.database.takeStatements()
    const deletes = statements.filter((statement) => statement.startsWith('DELETE'))
    assert.ok(deletes.length > 1 && deletes.length < 100, String(deletes.length))
    // The last step of the events and the last one of the sessions need none.
    const checkpoints = statements.filter((statement) => statement.includes('wal_checkpoint'))
    assert.equal(checkpoints.length, provider === 'sqlite' ? deletes.length - 2 : 0)
    assert.equal(await app.prisma.session.count(), 1)
    assert.equal(await isLoggedIn(browser), true)
    assert.equal(await app.singleSession.removeExpiredSessions(), 0)
  })

  it('removes no more at once than it is told to', async () => {
    const app = await startApp()
    await addExpired(app.prisma, 450)
    const { maintenance } = createPrismaPort(app.prisma, 10_000)
    assert.equal(await maintenance.removeExpired(new Date(), 200), 200)
    assert.equal(await app.prisma.session.count(), 250)
  })

  it('does without the checkpoints of a database that refuses them', async () => {
    const app = await startApp()
    await addExpired(app.prisma, 450)
    let refusals = 0
    const prisma = app.prisma.$extends({
      query: {
        $queryRawUnsafe: ({ args, query }) => {
          if (!JSON.stringify(args).includes('wal_checkpoint')) return query(args)
          refusals += 1
          throw new Error('not authorized')
        },
      },
    })
    const other = createSingleSession({ prisma, secret })
    assert.equal(await other.removeExpiredSessions(), 450)
    assert.equal(refusals > 0, provider === 'sqlite')
  })

  const skip = provider === 'sqlite' ? false : 'only SQLite is one file'
  it('is there for everybody, even if the file was too busy for it at first', { skip }, async () => {
    const database = await createDatabase()
    await addExpired(database.prisma, 1)
    const hasty = new PrismaClient({ adapter: new PrismaLibSQL({ url: database.url, timeout: 10 }) })
    const locker = createClient({ url: database.url })
    await locker.execute('BEGIN IMMEDIATE')
    const removal = createPrismaPort(hasty, 10_000).maintenance.removeExpired(new Date(), 10)
    // Long enough for a first try.
    await sleep(100)
    await locker.execute('ROLLBACK')
    assert.equal(await removal, 1)
    assert.equal(await database.prisma.session.count(), 0)
    await database.prisma.session.create({ data: { id: 'n', sid: 'n', data: '{}', expiresAt: new Date() } })
    locker.close()
    await hasty.$disconnect()
    await database.close()
  })

  it('is harmless when several processes do it at once', async () => {
    const app = await startApp()
    await addExpired(app.prisma, 2_500)
    const prisma = connect(app.database.url)
    const other = createSingleSession({ prisma, secret })
    const counts = await Promise.all([app.singleSession.removeExpiredSessions(), other.removeExpiredSessions()])
    await prisma.$disconnect()
    assert.equal(counts[0] + counts[1], 2_500)
    assert.equal(await app.prisma.session.count(), 0)
  })
})

describe('the timer', () => {
  const settle = () => new Promise((resolve) => setImmediate(resolve))

  it('runs again and again, also after a failure, which it reports', async () => {
    mock.timers.enable({ apis: ['setTimeout'] })
    const warnings: string[] = []
    const onWarning = ({ message }: Error) => message.startsWith('Expired') && warnings.push(message)
    process.on('warning', onWarning)
    try {
      let runs = 0
      startCleanup(() => (++runs === 1 ? Promise.reject(new Error('away')) : Promise.resolve()), 1_000)
      for (let i = 0; i < 4; i++) {
        mock.timers.tick(1_000)
        await settle()
      }
      assert.equal(runs, 4)
      assert.deepEqual(warnings, ['Expired sessions could not be removed: Error: away'])
    } finally {
      process.off('warning', onWarning)
      mock.timers.reset()
    }
  })

  it('is off at 0', () => {
    mock.timers.enable({ apis: ['setTimeout'] })
    startCleanup(() => Promise.reject(new Error('it ran')), 0)
    mock.timers.runAll()
    mock.timers.reset()
  })
})
