// The models are checked at start, on the data model of a real client from which a piece was taken.
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import type { PrismaClientLike } from '../src/options/prisma-client.js'
import { readDataModel } from '../src/prisma/data-model.js'
import { createPrismaPort } from '../src/prisma/prisma-port.js'
import type { Port } from '../src/rule/port.js'
import type { Actor } from '../src/rule/actor.js'
import { createDatabase } from './support/database.js'

interface Internals {
  _activeProvider: string
  _runtimeDataModel: {
    models: Record<
      string,
      { dbName?: string | null; schema?: string; fields: { name: string; type: string; dbName?: string }[] } | undefined
    >
  }
}

const database = await createDatabase()
after(() => database.close())

/** The client, with a copy of its data model that the test changed. */
function clientWith(change: (internals: Internals) => void): PrismaClientLike {
  const { _activeProvider, _runtimeDataModel } = database.prisma as unknown as Internals
  const internals = structuredClone({ _activeProvider, _runtimeDataModel })
  change(internals)
  // Defined, not assigned: the client is a proxy, and an assignment would reach the real one.
  const properties = Object.entries(internals).map(([name, value]) => [name, { value }])
  return Object.create(database.prisma, Object.fromEntries(properties) as PropertyDescriptorMap) as PrismaClientLike
}

const fieldsOf = ({ _runtimeDataModel }: Internals, model: string) => _runtimeDataModel.models[model]?.fields ?? []

function fieldOf(internals: Internals, model: string, name: string) {
  const field = fieldsOf(internals, model).find((one) => one.name === name)
  assert.ok(field)
  return field
}

describe('the check of the models', () => {
  it('takes a client with extensions', () => {
    createPrismaPort(database.prisma.$extends({}), 10_000)
  })

  it('finds the user model by the relation, whatever its name', () => {
    const prisma = clientWith((internals) => {
      internals._runtimeDataModel.models.Account = internals._runtimeDataModel.models.User
      fieldOf(internals, 'UserSession', 'user').type = 'Account'
    })
    assert.equal(readDataModel(prisma).user.name, 'Account')
  })
})

describe('the statements', () => {
  /** A client for another provider, with names of its own for tables and columns. */
  const renamed = (provider: string) =>
    clientWith((internals) => {
      internals._activeProvider = provider
      const { models } = internals._runtimeDataModel
      Object.assign(models.Session ?? {}, { dbName: 'my "sessions`', schema: 'auth' })
      Object.assign(models.SessionEvent ?? {}, { dbName: 'events' })
      fieldOf(internals, 'Session', 'expiresAt').dbName = 'expires_at'
      fieldOf(internals, 'SessionEvent', 'createdAt').dbName = 'created_at'
      fieldOf(internals, 'SessionEvent', 'userId').dbName = 'user_id'
    })

  /** The SQL of some work, on a client that answers nothing. */
  async function statementsOf(provider: string, work: (port: Port) => Promise<unknown>): Promise<string> {
    const statements: string[] = []
    const note = (answer: unknown) => ({
      value(sql: string) {
        statements.push(sql)
        return Promise.resolve(answer)
      },
    })
    const client = Object.create(renamed(provider), {
      $queryRawUnsafe: note([]),
      $executeRawUnsafe: note(0),
      $transaction: { value: (inside: (transaction: unknown) => unknown) => inside(client) },
    }) as PrismaClientLike
    await work(createPrismaPort(client, 10_000))
    assert.equal(statements.length, 1)
    return statements.join()
  }

  const find = (port: Port) => port.sessions.find('x')
  const lock = (port: Port) => port.sessions.withUsersLocked([1, 2], () => Promise.resolve())
  const change = (port: Port) => port.sessions.change('x', () => assert.fail())
  const remove = (port: Port) => port.maintenance.removeExpired(new Date(), 5)
  const by: Actor = { byUserId: null, ipAddress: null, userAgent: null }
  const record = (port: Port) =>
    port.sessions.withUsersLocked([], (sessions) =>
      sessions.record([{ ...by, event: 'login', createdAt: new Date(), userId: 1, sessionKey: 'x' }]),
    )

  it('honour @@map, @map and @@schema, quoted as PostgreSQL wants it', async () => {
    assert.match(
      await statementsOf('postgresql', find),
      /s\."expires_at" AS "expiresAt".* FROM "auth"\."my ""sessions`" s .*IN \(\$1\)$/,
    )
    assert.equal(
      await statementsOf('postgresql', lock),
      'SELECT "id" FROM "User" WHERE "id" IN ($1, $2) ORDER BY "id" FOR NO KEY UPDATE',
    )
    assert.match(
      await statementsOf('postgresql', record),
      /^INSERT INTO "events" \("id", .*"user_id", .*"created_at"\) SELECT "id", .*\(NULL::"events", \$1::jsonb\)$/,
    )
  })

  it('honour them quoted as MySQL wants it', async () => {
    assert.match(
      await statementsOf('mysql', find),
      /s\.`expires_at` AS `expiresAt`.* FROM `auth`\.`my "sessions``` s .*IN \(\?\)$/,
    )
    assert.equal(
      await statementsOf('mysql', lock),
      'SELECT `id` FROM `User` WHERE `id` IN (?, ?) ORDER BY `id` FOR UPDATE',
    )
    assert.match(
      await statementsOf('mysql', record),
      /^INSERT INTO `events` \(`id`, .*`user_id`, .*`created_at`\) SELECT/,
    )
    assert.equal(
      await statementsOf('mysql', remove),
      'DELETE FROM `auth`.`my "sessions``` WHERE `expires_at` <= ? ORDER BY `expires_at` LIMIT ?',
    )
  })

  it('honour them quoted as SQLite wants it', async () => {
    assert.match(
      await statementsOf('sqlite', find),
      /s\."expires_at" AS "expiresAt".* FROM "auth"\."my ""sessions`" s /,
    )
    assert.equal(await statementsOf('sqlite', lock), 'UPDATE "User" SET "id" = "id" WHERE 1 = 0')
    assert.equal(
      await statementsOf('sqlite', change),
      'UPDATE "auth"."my ""sessions`" SET "sid" = "sid" WHERE "sid" = ? RETURNING "data" AS "data"',
    )
    assert.match(
      await statementsOf('sqlite', record),
      /^INSERT INTO "events" \("id", .*"user_id", .*"created_at"\) SELECT/,
    )
  })
})
