// The data model of a Prisma client, read from the client alone.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { describe, it } from 'node:test'
import { PrismaLibSQL } from '@prisma/adapter-libsql'
import { PrismaMariaDb } from '@prisma/adapter-mariadb'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '@prisma/client'
import { clientModuleOf } from '../src/index.js'

const require = createRequire(import.meta.url)
const clientOn = (provider: string, adapter: PrismaMariaDb | PrismaPg) => {
  const { PrismaClient: Client } = require(`../node_modules/.prisma/${provider}/client/index.js`) as {
    PrismaClient: typeof PrismaClient
  }
  return new Client({ adapter })
}

const clients = {
  sqlite: new PrismaClient({ adapter: new PrismaLibSQL({ url: 'file:none.db' }) }),
  postgresql: clientOn('postgresql', new PrismaPg({ connectionString: 'postgresql://localhost/none' })),
  mysql: clientOn('mysql', new PrismaMariaDb('mariadb://localhost/none')),
  extended: new PrismaClient({ adapter: new PrismaLibSQL({ url: 'file:none.db' }) }).$extends({}),
}

/** A client with another schema: what the generated one has of it is this text. */
const withSchema = (inlineSchema: string) => ({ _engineConfig: { inlineSchema } })

describe('clientModuleOf', () => {
  for (const [title, client] of Object.entries(clients)) {
    it(`gives the whole data model: ${title}`, async () => {
      const { models } = (await clientModuleOf(client)).Prisma.dmmf.datamodel
      assert.deepEqual(
        models.map(({ name, fields }) => [name, fields.find(({ isId }) => isId)?.name]),
        [
          ['User', 'id'],
          ['Session', 'id'],
          ['UserSession', 'sid'],
          ['SessionEvent', 'id'],
        ],
      )
    })
  }

  it('reads schemas of Prisma 6 and of Prisma 7, which has no address in them', async () => {
    const model = 'model User {\n  id String @id @db.Uuid\n  url String\n}\n'
    for (const settings of ['', '  url = env("URL")\n  directUrl = "x"\n\tshadowDatabaseUrl  = env("X")\n']) {
      const schema = `datasource db {\n  provider = "postgresql"\n${settings}}\n\n${model}`
      const [user] = (await clientModuleOf(withSchema(schema))).Prisma.dmmf.datamodel.models
      assert.deepEqual(
        user?.fields.map(({ name, type, isId }) => [name, type, isId]),
        [
          ['id', 'String', true],
          ['url', 'String', false],
        ],
      )
    }
  })

  it('says what to write where there is no schema, or none that can be read', async () => {
    const code = 'ERR_SINGLE_SESSION_INVALID_OPTION'
    for (const wrong of [{}, { prisma: clients.sqlite }, undefined as unknown as object]) {
      await assert.rejects(() => clientModuleOf(wrong), { code, message: /Write clientModuleOf\(prisma\)/ })
    }
    await assert.rejects(() => clientModuleOf(withSchema('model {')), { code, message: /cannot read the schema/ })
  })
})
