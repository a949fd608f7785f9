// The models are checked at start, on the data model of a real client from which a piece was taken; and the statements are
// those for clients that Prisma generated from schemas with names of their own.
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { PrismaPg } from '@prisma/adapter-pg'
import type { PrismaClientLike } from '../src/options/prisma-client.js'
import { readDataModel } from '../src/prisma/data-model.js'
import { createPrismaPort } from '../src/prisma/prisma-port.js'
import type { Port } from '../src/rule/port.js'
import type { Actor } from '../src/rule/actor.js'
import { adapterOf, createDatabase, openOnPostgres } from './support/database.js'
import { clientClassOf } from './support/house.js'

interface Internals {
  _activeProvider: string
  _runtimeDataModel: { models: Record<string, { fields: { name: string; dbName?: string }[] } | undefined> }
  _engineConfig: { inlineSchema: string; adapter?: { adapterName?: string } }
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

/** A schema with names of its own for tables, columns and the user model; on PostgreSQL its tables lie in several schemas. */
function withOwnNames(schema: string): string {
  const isPostgres = schema.includes('provider = "postgresql"')
  const attributes = (name: string, table: string) => (isPostgres ? `  @@schema("${name}")\n` : '') + table
  return schema
    .replace('url ', isPostgres ? 'schemas = ["auth", "people"]\n  url ' : 'url ')
    .replace('references: [id], onDelete', 'references: [uid], onDelete')
    .replace('  id           Int           @id', '  uid Int @map("user_id") @id')
    .replace('model User {\n', `model Account {\n${attributes('people', '  @@map("User")\n')}`)
    .replace('  user       User  ', '  user       Account')
    .replace('model Session {\n', `model Session {\n${attributes('auth', '  @@map("my \\"sessions`")\n')}`)
    .replace('model UserSession {\n', `model UserSession {\n${attributes('auth', '')}`)
    .replace('model SessionEvent {\n', `model SessionEvent {\n${attributes('auth', '  @@map("events")\n')}`)
    .replace(/(expiresAt +DateTime)/, '$1 @map("expires_at")')
    .replace(/(model SessionEvent \{[^}]*createdAt +DateTime)/, '$1 @map("created_at")')
    .replace(/(model SessionEvent \{[^}]* userId +Int\?)/, '$1 @map("user_id")')
}

const ownNames = {
  sqlite: await clientClassOf(withOwnNames, 'sqlite'),
  postgresql: await clientClassOf(withOwnNames, 'postgresql'),
  mysql: await clientClassOf(withOwnNames, 'mysql'),
}
const addresses = { sqlite: 'file:none.db', postgresql: 'postgresql://localhost/none', mysql: 'mysql://localhost/none' }

/** A client that Prisma generated for that schema; it never connects. */
const clientOn = (on: keyof typeof ownNames, adapter = adapterOf(addresses[on])) => new ownNames[on]({ adapter })

function replaceText({ _engineConfig }: Internals, from: string, to: string): void {
  assert.ok(_engineConfig.inlineSchema.includes(from), from)
  _engineConfig.inlineSchema = _engineConfig.inlineSchema.replace(from, to)
}

/** The id of the users has another name, and another one in the database. */
function withUid(internals: Internals): void {
  replaceText(internals, 'references: [id], onDelete', 'references: [uid], onDelete')
  replaceText(internals, '  id           Int           @id', '  uid Int @id @map("user_id")')
  const id = internals._runtimeDataModel.models.User?.fields.find(({ name }) => name === 'id')
  assert.ok(id)
  Object.assign(id, { name: 'uid', dbName: 'user_id' })
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

  const schemasOf = (prisma: PrismaClientLike) => {
    const { session, userSession, sessionEvent, user } = readDataModel(prisma)
    return [session, userSession, sessionEvent, user].map((model) => model.schema)
  }

  it('finds the schema of each model, and takes that of the driver adapter where a model names none', () => {
    const adapter = new PrismaPg({ connectionString: addresses.postgresql }, { schema: 'app' })
    for (const prisma of [clientOn('postgresql', adapter), clientOn('postgresql').$extends({})])
      assert.deepEqual(schemasOf(prisma), ['auth', 'auth', 'auth', 'people'])
    assert.deepEqual(schemasOf(openOnPostgres(adapter)), ['app', 'app', 'app', 'app'])
    assert.deepEqual(schemasOf(clientOn('sqlite')), [undefined, undefined, undefined, undefined])
  })

  it('takes a client with extensions', () => {
    createPrismaPort(database.prisma.$extends({}), 10_000)
  })

  it('finds the user model by the relation, whatever its name', () => {
    assert.equal(readDataModel(clientOn('sqlite')).user.name, 'Account')
  })

  it('finds the id of the users by the relation, whatever its name', () => {
    const { userId, user } = readDataModel(clientWith(withUid))
    assert.deepEqual([userId, user.fields.get('uid')?.dbName], [{ name: 'uid', type: 'Int', isUuid: false }, 'user_id'])
  })

  it('stops where the link refers to a user by another field than the id', () => {
    const prisma = clientWith((internals) => {
      replaceText(internals, 'references: [id], onDelete', 'references: [email], onDelete')
    })
    assert.throws(() => readDataModel(prisma), {
      code: 'ERR_SINGLE_SESSION_MISSING_MODEL',
      message: /UserSession\.user refers to User\.email, but the @id of User is id\. Write .*references: \[id\]/s,
    })
  })

  it('reads past braces in comments and in texts', () => {
    const prisma = clientWith((internals) => {
      replaceText(internals, 'model UserSession {', 'model UserSession { // }\n  note String @default("} //") /* } */')
      replaceText(internals, 'model User {', '/// model User { x Int @id }\nmodel User { // }')
      withUid(internals)
    })
    assert.equal(readDataModel(prisma).userId.name, 'uid')
  })
})

describe('the statements', () => {
  /** The SQL of some work, on a client that answers nothing. */
  async function statementsOf(
    provider: keyof typeof ownNames,
    work: (port: Port) => Promise<unknown>,
  ): Promise<string> {
    const statements: string[] = []
    const note = (answer: unknown) => ({
      value(sql: string) {
        statements.push(sql)
        return Promise.resolve(answer)
      },
    })
    const client = Object.create(clientOn(provider), {
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
      'SELECT "user_id" FROM "people"."User" WHERE "user_id" IN ($1, $2) ORDER BY "user_id" FOR NO KEY UPDATE',
    )
    assert.match(
      await statementsOf('postgresql', record),
      /^INSERT INTO "auth"\."events" \("id", .*"user_id", .*"created_at"\) SELECT "id", .*\(NULL::"auth"\."events", \$1::jsonb\)$/,
    )
  })

  it('honour them quoted as MySQL wants it', async () => {
    assert.match(
      await statementsOf('mysql', find),
      /s\.`expires_at` AS `expiresAt`.* FROM `my "sessions``` s .*IN \(\?\)$/,
    )
    assert.equal(
      await statementsOf('mysql', lock),
      'SELECT `user_id` FROM `User` WHERE `user_id` IN (?, ?) ORDER BY `user_id` FOR UPDATE',
    )
    assert.match(
      await statementsOf('mysql', record),
      /^INSERT INTO `events` \(`id`, .*`user_id`, .*`created_at`\) SELECT/,
    )
    assert.equal(
      await statementsOf('mysql', remove),
      'DELETE FROM `my "sessions``` WHERE `expires_at` <= ? ORDER BY `expires_at` LIMIT ?',
    )
  })

  it('honour them quoted as SQLite wants it', async () => {
    assert.match(await statementsOf('sqlite', find), /s\."expires_at" AS "expiresAt".* FROM "my ""sessions`" s /)
    assert.equal(await statementsOf('sqlite', lock), 'UPDATE "User" SET "user_id" = "user_id" WHERE 1 = 0')
    assert.equal(
      await statementsOf('sqlite', change),
      'UPDATE "my ""sessions`" SET "sid" = "sid" WHERE "sid" = ? RETURNING "data" AS "data"',
    )
    assert.match(
      await statementsOf('sqlite', record),
      /^INSERT INTO "events" \("id", .*"user_id", .*"created_at"\) SELECT/,
    )
  })
})
