// Expired sessions are removed, some at a time, by several processes at once if need be, and nothing else is.
import assert from 'node:assert/strict'
import { afterEach, describe, it, mock } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@libsql/client'
import { PrismaLibSQL } from '@prisma/adapter-libsql'
import { PrismaClient } from '@prisma/client'
import { startCleanup } from '../src/cleanup.js'
import { createSingleSession } from '../src/create-single-session.js'
import { createPrismaSessionRepository } from '../src/prisma/prisma-session-repository.js'
import { closeApps, isLoggedIn, secret, startApp } from './support/app.js'
import { connect, createDatabase, provider } from './support/database.js'

afterEach(closeApps)

describe('the cleanup', () => {
  it('removes what has expired, in steps of one statement, and leaves what is live', async () => {
    const app = await startApp()
    const browser = await app.browserOf('foo')
    const expired = (index: number) => ({
      id: `e${String(index)}`,
      sid: `e${String(index)}`,
      data: '{}',
      expiresAt: new Date(0),
    })
    await app.prisma.session.createMany({ data: Array.from({ length: 2_500 }, (_, index) => expired(index)) })
    app.database.takeStatements()
    assert.equal(await app.singleSession.removeExpiredSessions(), 2_500)
    const deletes = app.database.takeStatements().filter((statement) => statement.startsWith('DELETE'))
    assert.ok(deletes.length > 1 && deletes.length < 50, String(deletes.length))
    assert.equal(await app.prisma.session.count(), 1)
    assert.equal(await isLoggedIn(browser), true)
    assert.equal(await app.singleSession.removeExpiredSessions(), 0)
  })

  it('removes no more at once than it is told to', async () => {
    const app = await startApp()
    const expired = Array.from({ length: 450 }, (_, index) => `e${String(index)}`)
    await app.prisma.session.createMany({
      data: expired.map((sid) => ({ id: sid, sid, data: '{}', expiresAt: new Date(0) })),
    })
    const repository = createPrismaSessionRepository(app.prisma, 10_000)
    assert.equal(await repository.removeExpired(new Date(), 200), 200)
    assert.equal(await app.prisma.session.count(), 250)
  })

  const skip = provider === 'sqlite' ? false : 'only SQLite is one file'
  it('is there for everybody, even if the file was too busy for it at first', { skip }, async () => {
    const database = await createDatabase()
    await database.prisma.session.create({ data: { id: 'e', sid: 'e', data: '{}', expiresAt: new Date(0) } })
    const hasty = new PrismaClient({ adapter: new PrismaLibSQL({ url: database.url, timeout: 10 }) })
    const locker = createClient({ url: database.url })
    await locker.execute('BEGIN IMMEDIATE')
    const removal = createPrismaSessionRepository(hasty, 10_000).removeExpired(new Date(), 10)
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
    await app.prisma.session.createMany({
      data: Array.from({ length: 2_500 }, (_, index) => ({
        id: String(index),
        sid: String(index),
        data: '{}',
        expiresAt: new Date(0),
      })),
    })
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
