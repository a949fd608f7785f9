// The models are checked at start, on the data model of a real client from which a piece was taken.
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { createSingleSession, type PrismaClientLike } from '../src/index.js'
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

function fieldOf(internals: Internals, model: string, name: string) {
  const field = fieldsOf(internals, model).find((one) => one.name === name)
  assert.ok(field)
  return field
}

describe('the check of the models', () => {
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
