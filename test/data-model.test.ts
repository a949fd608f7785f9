// The models are checked at start, on the data model of a real client from which a piece was taken.
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { createSingleSession } from '../src/create-single-session.js'
import type { PrismaClientLike } from '../src/prisma/client.js'
import { readDataModel } from '../src/prisma/data-model.js'
import { buildStatements } from '../src/prisma/sql.js'
import { createDatabase } from './support/database.js'
import { secret } from './support/app.js'

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

function removeField(internals: Internals, model: string, name: string): void {
  const fields = fieldsOf(internals, model)
  fields.splice(
    fields.findIndex((field) => field.name === name),
    1,
  )
}

function fieldOf(internals: Internals, model: string, name: string) {
  const field = fieldsOf(internals, model).find((one) => one.name === name)
  assert.ok(field)
  return field
}

describe('the check of the models', () => {
  const missing: [title: string, change: (internals: Internals) => void, message: RegExp][] = [
    [
      'no Session',
      (i) => delete i._runtimeDataModel.models.Session,
      /no model Session\. Write this in the schema.*model Session \{/s,
    ],
    [
      'no UserSession',
      (i) => delete i._runtimeDataModel.models.UserSession,
      /no model UserSession\. .*model UserSession \{/s,
    ],
    [
      'no sid',
      (i) => {
        removeField(i, 'Session', 'sid')
      },
      /Session .* has no field sid\. .*sid {9}String {7}@unique/s,
    ],
    [
      'no back-relation',
      (i) => {
        removeField(i, 'Session', 'userSession')
      },
      /Session .* has no field userSession/,
    ],
    [
      'no user',
      (i) => {
        removeField(i, 'UserSession', 'user')
      },
      /UserSession .* has no field user\./,
    ],
    [
      'a time as text',
      (i) => {
        fieldOf(i, 'Session', 'expiresAt').type = 'String'
      },
      /Session\.expiresAt is of the type String; it has to be DateTime/,
    ],
    [
      'another type of user id',
      (i) => {
        fieldOf(i, 'UserSession', 'userId').type = 'String'
      },
      /UserSession\.userId is of the type String; it has to be Int/,
    ],
    [
      'a user without an id',
      (i) => {
        removeField(i, 'User', 'id')
      },
      /model User .* has no field id/,
    ],
  ]
  for (const [title, change, message] of missing) {
    it(`stops the start with ${title}`, () => {
      assert.throws(() => createSingleSession({ prisma: clientWith(change), secret }), {
        code: 'ERR_SINGLE_SESSION_MISSING_MODEL',
        message,
      })
    })
  }

  it('stops the start for a database that it does not know', () => {
    const prisma = clientWith((internals) => (internals._activeProvider = 'mongodb'))
    assert.throws(() => createSingleSession({ prisma, secret }), {
      code: 'ERR_SINGLE_SESSION_UNSUPPORTED_DATABASE',
      message: /"mongodb"\. Use one for sqlite, postgresql, mysql/,
    })
  })

  it('stops the start for something that is no Prisma client', () => {
    assert.throws(() => createSingleSession({ prisma: {} as PrismaClientLike, secret }), {
      code: 'ERR_SINGLE_SESSION_INVALID_OPTION',
    })
  })

  it('takes a client with extensions', () => {
    createSingleSession({ prisma: database.prisma.$extends({}), secret })
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
  const renamed = (provider: string) =>
    clientWith((internals) => {
      internals._activeProvider = provider
      const { models } = internals._runtimeDataModel
      Object.assign(models.Session ?? {}, { dbName: 'my "sessions`', schema: 'auth' })
      fieldOf(internals, 'Session', 'expiresAt').dbName = 'expires_at'
    })

  it('honour @@map, @map and @@schema, quoted as the database wants it', () => {
    const postgresql = buildStatements(readDataModel(renamed('postgresql')))
    assert.match(
      postgresql.findSessions(1),
      /s\."expires_at" AS "expiresAt".* FROM "auth"\."my ""sessions`" s .*IN \(\$1\)$/,
    )
    assert.equal(
      postgresql.lockUsers(2),
      'SELECT "id" FROM "User" WHERE "id" IN ($1, $2) ORDER BY "id" FOR NO KEY UPDATE',
    )
    const mysql = buildStatements(readDataModel(renamed('mysql')))
    assert.match(mysql.findSessions(1), /s\.`expires_at` AS `expiresAt`.* FROM `auth`\.`my "sessions``` s .*IN \(\?\)$/)
    assert.equal(mysql.lockUsers(1), 'SELECT `id` FROM `User` WHERE `id` IN (?) ORDER BY `id` FOR UPDATE')
  })
})
