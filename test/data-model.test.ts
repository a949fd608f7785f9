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
      { dbName?: string | null; fields: { name: string; type: string; dbName?: string }[] } | undefined
    >
  }
  _engineConfig: { inlineSchema: string; adapter?: { adapterName?: string; options?: { schema?: string } } }
}

const database = await createDatabase()
after(() => database.close())

/** The client, with a copy of its data model that the test changed. */
function clientWith(change: (internals: Internals) => void): PrismaClientLike {
  const { _activeProvider, _runtimeDataModel, _engineConfig } = database.prisma as unknown as Internals
  const { inlineSchema } = _engineConfig
  const copy: Internals = { _activeProvider, _runtimeDataModel, _engineConfig: { inlineSchema } }
  const internals = structuredClone(copy)
  change(internals)
  // Defined, not assigned: the client is a proxy, and an assignment would reach the real one.
  const properties = Object.entries<unknown>({ ...internals }).map(([name, value]) => [name, { value }])
  return Object.create(database.prisma, Object.fromEntries(properties) as PropertyDescriptorMap) as PrismaClientLike
}

const fieldsOf = ({ _runtimeDataModel }: Internals, model: string) => _runtimeDataModel.models[model]?.fields ?? []

function fieldOf(internals: Internals, model: string, name: string) {
  const field = fieldsOf(internals, model).find((one) => one.name === name)
  assert.ok(field)
  return field
}

function replaceText({ _engineConfig }: Internals, from: string, to: string): void {
  assert.ok(_engineConfig.inlineSchema.includes(from), from)
  _engineConfig.inlineSchema = _engineConfig.inlineSchema.replace(from, to)
}

describe('the check of the models', () => {
  const unique = '@@unique([userId, slot])'

  for (const prisma of [database.prisma, database.prisma.$extends({})]) {
    it('reads the text of the schema, of a client with extensions too', () => {
      const { _engineConfig } = prisma as unknown as Internals
      assert.ok(_engineConfig.inlineSchema.includes(unique))
    })
  }

  it('stops where the slots of a user are not unique', () => {
    for (const wrong of ['', '@@index([userId, slot])', '@@unique([slot, userId])', `// ${unique}`]) {
      const prisma = clientWith((internals) => {
        replaceText(internals, unique, wrong)
      })
      assert.throws(() => readDataModel(prisma), {
        code: 'ERR_SINGLE_SESSION_MISSING_MODEL',
        message: /UserSession .* has no @@unique\(\[userId, slot\]\)\. Write this .*@@unique\(\[userId, slot\]\)/s,
      })
    }
    for (const right of ['@@unique(fields: [userId, slot], map: "places")', '@@unique([ userId, slot(sort: Desc) ])']) {
      readDataModel(
        clientWith((internals) => {
          replaceText(internals, unique, right)
        }),
      )
    }
  })

  it('stops where the database has no foreign keys, or no transactions', () => {
    const withoutKeys = clientWith((internals) => {
      replaceText(internals, 'datasource db {', 'datasource db {\n  relationMode = "prisma"')
    })
    assert.throws(() => readDataModel(withoutKeys), {
      code: 'ERR_SINGLE_SESSION_UNSUPPORTED_DATABASE',
      message: /relationMode = "prisma" .* Write relationMode = "foreignKeys"/,
    })
    const d1 = clientWith((internals) => {
      internals._engineConfig.adapter = { adapterName: '@prisma/adapter-d1' }
    })
    assert.throws(() => readDataModel(d1), {
      code: 'ERR_SINGLE_SESSION_UNSUPPORTED_DATABASE',
      message: /@prisma\/adapter-d1, whose transactions do nothing\. Use /,
    })
  })

  it('takes the schema of the driver adapter where a model names none', () => {
    const prisma = clientWith((internals) => {
      internals._engineConfig.adapter = { adapterName: '@prisma/adapter-pg', options: { schema: 'app' } }
      replaceText(internals, 'model Session {', 'model Session {\n  @@schema("auth")')
    })
    const { session, userSession, user } = readDataModel(prisma)
    assert.deepEqual([session.schema, userSession.schema, user.schema], ['auth', 'app', 'app'])
  })

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
      Object.assign(models.Session ?? {}, { dbName: 'my "sessions`' })
      replaceText(internals, 'model Session {', 'model Session {\n  @@schema("auth")')
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
