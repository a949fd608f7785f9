// Apps that set up their client and their database in ways that we did not choose: another schema, an extension that keeps
// what is deleted, a replica that lags.
import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import { PrismaPg } from '@prisma/adapter-pg'
import { readReplicas } from '@prisma/extension-read-replicas'
import type { PrismaClient } from '@prisma/client'
import { theApp } from '../src/rule/actor.js'
import { closeApps, idOf, isLoggedIn, seedUsers, startApp } from './support/app.js'
import { createDatabase, openOnPostgres, provider, tablesIn } from './support/database.js'
import { loginOf, ruleOf } from './support/rule.js'

afterEach(closeApps)

describe('a client whose extension marks rows in place of deleting them', async () => {
  const database = await createDatabase()
  after(() => database.close())
  await seedUsers(database.prisma)
  const userId = await idOf(database.prisma, 'foo')

  const marking = (prisma: PrismaClient) =>
    prisma.$extends({
      query: { $allModels: { deleteMany: ({ query: _ }) => Promise.resolve({ count: 1 }) } },
    })

  it('ends sessions all the same', async () => {
    const rule = ruleOf(marking(database.prisma))
    await Promise.all(Array.from({ length: 10 }, () => rule.logIn(loginOf(userId))))
    assert.equal(await database.prisma.userSession.count(), 1)
    assert.deepEqual(await rule.sessions.endSessions([userId], 'revoked', theApp), { users: 1, sessions: 1 })
    assert.equal(await database.prisma.session.count(), 0)
  })
})

describe('a client that reads from a replica, which lags', async () => {
  const [primary, replica] = [await createDatabase(), await createDatabase()]
  after(() => Promise.all([primary.close(), replica.close()]))
  for (const { prisma } of [primary, replica]) await seedUsers(prisma)

  it('counts a permission that was taken away at once, and sees every session', async () => {
    const { prisma } = primary
    const carol = await idOf(prisma, 'carol')
    const rule = ruleOf(prisma.$extends(readReplicas({ replicas: [replica.prisma] })))
    assert.deepEqual([...(await rule.users.permissionsOf(carol))], ['logout'])
    await rule.logIn(loginOf(carol))
    assert.equal(await rule.live.countOf(carol), 1)
    assert.equal((await rule.live.page(carol, 0, 10)).length, 1)
    await prisma.user.update({ where: { id: carol }, data: { permissions: '' } })
    assert.deepEqual([...(await rule.users.permissionsOf(carol))], [])
  })

  it('ends the other sessions of a user whose account is changed', async () => {
    const prisma = primary.prisma.$extends(readReplicas({ replicas: [replica.prisma] })) as unknown as PrismaClient
    const app = await startApp({ database: primary, settings: { prisma, endSessionsOnChangeOf: ['passwordHash'] } })
    const [foo, root] = [await app.browserOf('foo'), await app.browserOf('root')]
    const id = await idOf(app.prisma, 'foo')
    await root.post(`/admin/api/resources/User/records/${String(id)}/edit`, { passwordHash: 'another' })
    assert.deepEqual([await isLoggedIn(foo), await isLoggedIn(root)], [false, true])
  })
})

const skip = provider === 'postgresql' ? false : 'only PostgreSQL has schemas in a database'
describe('an adapter with a schema', { skip }, () => {
  it('keeps sessions there, and leaves tables of the same names elsewhere alone', async () => {
    const database = await createDatabase()
    await database.prisma.$executeRawUnsafe('CREATE SCHEMA app')
    await tablesIn('app', database)
    const prisma = openOnPostgres(new PrismaPg({ connectionString: database.url }, { schema: 'app' }))
    await seedUsers(prisma)
    const rule = ruleOf(prisma)
    const userId = await idOf(prisma, 'foo')
    const first = loginOf(userId)
    await rule.logIn(first)
    await rule.logIn(loginOf(userId))
    assert.deepEqual([await prisma.userSession.count(), await prisma.sessionEvent.count()], [1, 3])
    assert.equal(
      await rule.endings.find(first.sid).then((ending) => typeof ending?.end === 'object' && ending.end.event),
      'replaced',
    )
    assert.deepEqual([await database.prisma.session.count(), await database.prisma.sessionEvent.count()], [0, 0])
    await prisma.$disconnect()
    await database.close()
  })
})
