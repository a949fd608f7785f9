// A database that was not migrated: the start says so, each request that needs what is missing says so, and as soon as it is
// migrated all is well, without a restart.
import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import { PrismaPg } from '@prisma/adapter-pg'
import type { PrismaClient } from '@prisma/client'
import type { ErrorRequestHandler } from 'express'
import type { SingleSessionError } from '../src/index.js'
import { createPrismaPort } from '../src/prisma/prisma-port.js'
import { closeApps, countLive, isLoggedIn, logIn, startApp } from './support/app.js'
import { connect, createDatabase, isOfCatalogue, openOnPostgres, provider, tablesIn } from './support/database.js'
import { createHouse } from './support/house.js'
import { listenToWarnings } from './support/warnings.js'

const warnings = listenToWarnings()
after(() => {
  warnings.stop()
})
afterEach(closeApps)

const quoted = (name: string) => (provider === 'mysql' ? `\`${name}\`` : `"${name}"`)

const renameTable = (prisma: PrismaClient, from: string, to: string) =>
  prisma.$executeRawUnsafe(`ALTER TABLE ${quoted(from)} RENAME TO ${quoted(to)}`)

/** Drops the unique index on the user and this column; a foreign key of MySQL stands on another one then. */
async function dropIndex(prisma: PrismaClient, table: string, column: string, namedAfter = table): Promise<void> {
  const name = quoted(`${namedAfter}_userId_${column}_key`)
  if (provider !== 'mysql') await prisma.$executeRawUnsafe(`DROP INDEX ${name}`)
  else
    await prisma.$executeRawUnsafe(`ALTER TABLE ${quoted(table)} ADD INDEX (${quoted('userId')}), DROP INDEX ${name}`)
}

const ours = ['Session', 'UserSession', 'SessionEvent']

/** What the check at the start says; undefined if nothing is missing. */
const saidOf = async (prisma: object): Promise<string | undefined> => {
  const { maintenance } = createPrismaPort(prisma as PrismaClient, 10_000)
  return maintenance.requireMigration().then(
    () => undefined,
    (error: unknown) => {
      const { code, status, message, expose } = error as SingleSessionError
      assert.deepEqual([code, status, expose], ['ERR_SINGLE_SESSION_NOT_MIGRATED', 503, false])
      return message
    },
  )
}

describe('an app whose migration was forgotten', () => {
  it('starts, says what is missing, where and what to do, and works as soon as it is done', async () => {
    const database = await createDatabase()
    for (const table of ours) await renameTable(database.prisma, table, `${table}_away`)
    warnings.clear()
    const app = await startApp({ database })
    const said = await warnings.first('FAULT')
    assert.match(said, /^ERR_SINGLE_SESSION_NOT_MIGRATED: The database \(.+\) lacks what the Prisma schema has: /)
    for (const table of ours) assert.ok(said.includes(`the table ${table}`), said)
    assert.match(said, /"npx prisma migrate dev" .* "npx prisma migrate deploy"/)
    const place = new URL(database.url.replace('file:', 'file://')).pathname
    assert.ok(said.includes(provider === 'sqlite' ? place : place.slice(1)), said)

    const browser = app.browser()
    const answer = await logIn(browser, 'foo')
    assert.equal(answer.status, 503)
    assert.equal((app.errors[0] as SingleSessionError).code, 'ERR_SINGLE_SESSION_NOT_MIGRATED')
    assert.equal(warnings.of('FAULT').length, 1, 'the same is said once')

    for (const table of ours) await renameTable(database.prisma, `${table}_away`, table)
    assert.equal((await logIn(browser, 'foo')).status, 302)
    assert.equal(await isLoggedIn(browser), true)
    await closeApps()
    await database.close()
  })

  it('says so to a request when a table goes later, and to strangers in production nothing more than 503', async () => {
    const app = await startApp({ routes: (express) => express.set('env', 'production') })
    const browser = await app.browserOf('foo')
    await renameTable(app.prisma, 'UserSession', 'Elsewhere')
    const answer = await browser.get('/admin')
    assert.equal(answer.status, 503)
    assert.doesNotMatch(answer.text, /UserSession|prisma/i)
    await renameTable(app.prisma, 'Elsewhere', 'UserSession')
    const [error] = app.errors as SingleSessionError[]
    assert.equal(error?.code, 'ERR_SINGLE_SESSION_NOT_MIGRATED')
    assert.match(error.message, /: the table UserSession\. Run /)
    assert.equal(await isLoggedIn(browser), true)
  })

  for (const table of ours) {
    it(`says so to a login without the table ${table}, and logs nobody in`, async () => {
      const app = await startApp()
      await renameTable(app.prisma, table, 'Elsewhere')
      const answer = await logIn(app.browser(), 'foo')
      await renameTable(app.prisma, 'Elsewhere', table)
      assert.deepEqual([answer.status, answer.headers.get('set-cookie')], [503, null])
      assert.match((app.errors[0] as Error).message, new RegExp(`: the table ${table}\\. Run `))
      assert.equal(await countLive(app.prisma), 0)
    })
  }

  it('says so where its own way to authenticate finds no table of users', async () => {
    const app = await startApp()
    await renameTable(app.prisma, 'User', 'Elsewhere')
    assert.equal((await logIn(app.browser(), 'foo')).status, 503)
    await renameTable(app.prisma, 'Elsewhere', 'User')
    assert.match((app.errors[0] as Error).message, /: the table User\. Run /)
  })

  it('is not told to migrate for a table of its own that is none of the schema', async () => {
    warnings.clear()
    const database = await createDatabase()
    const ask = () => database.prisma.$queryRawUnsafe(`SELECT 1 FROM ${quoted('Nowhere')}`)
    const app = await startApp({ database, authentication: { authenticate: () => ask().then(() => null) } })
    assert.equal((await logIn(app.browser(), 'foo')).status, 503)
    assert.equal((app.errors[0] as SingleSessionError).code, 'ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE')
    assert.match(await warnings.first('FAULT', /DATABASE_UNAVAILABLE/), /because of PrismaClient.*Nowhere/)
    await closeApps()
    await database.close()
  })

  it('starts although the database is away, and says that', async () => {
    const database = await createDatabase()
    const away = {
      sqlite: 'file:/no-such-folder/panel.db',
      postgresql: 'postgresql://127.0.0.1:1/none',
      mysql: 'mysql://127.0.0.1:1/none',
    }
    warnings.clear()
    const prisma = connect(away[provider])
    const handler: ErrorRequestHandler = (_error, _req, res, _next) => {
      res.sendStatus(503)
    }
    const app = await startApp({
      database,
      settings: { prisma, queryTimeoutMs: 500 },
      routes: (express) => express.use(handler),
    })
    assert.match(await warnings.first('FAULT'), /^ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE: .*\n {2}because of /)
    assert.equal((await app.browser().get('/admin/login')).status, 200)
    await closeApps()
    await prisma.$disconnect()
    await database.close()
  })
})

describe('what is missing', () => {
  it('is told column by column, of each table', async () => {
    const database = await createDatabase()
    const { prisma } = database
    assert.equal(await saidOf(prisma), undefined)
    const fieldsOf = (model: string) =>
      (
        prisma as unknown as {
          _runtimeDataModel: { models: Record<string, { fields: { name: string; kind: string }[] }> }
        }
      )._runtimeDataModel.models[model]?.fields.filter(({ kind }) => kind !== 'object') ?? []
    for (const table of [...ours, 'User']) {
      // The second and the last: one by one all would take a while.
      for (const { name } of [fieldsOf(table).slice(1, 2), fieldsOf(table).slice(-1)].flat()) {
        const rename = (from: string, to: string) =>
          prisma.$executeRawUnsafe(`ALTER TABLE ${quoted(table)} RENAME COLUMN ${quoted(from)} TO ${quoted(to)}`)
        await rename(name, 'elsewhere')
        const said = await saidOf(prisma)
        await rename('elsewhere', name)
        assert.ok(
          said?.includes(`has: the column ${name} of the table ${table}. Run `),
          `${table}.${name}: ${String(said)}`,
        )
      }
    }
    assert.equal(await saidOf(prisma), undefined)
    await database.close()
  })

  it('is told of the unique index that holds the limit, whatever stands in its place', async () => {
    const database = await createDatabase()
    const { prisma } = database
    const create = (what: string, columns: string[], where = '') =>
      prisma.$executeRawUnsafe(
        `CREATE ${what} ON ${quoted('UserSession')} (${columns.map(quoted).join(', ')}) ${where}`,
      )
    await dropIndex(prisma, 'UserSession', 'slot')
    const lacking = /: the unique index on userId, slot of the table UserSession\. Run .* more sessions than /
    assert.match((await saidOf(prisma)) ?? '', lacking)
    await create('INDEX plain', ['userId', 'slot'])
    await create('UNIQUE INDEX wider', ['userId', 'slot', 'sid'])
    if (provider !== 'mysql') await create('UNIQUE INDEX some_rows', ['userId', 'slot'], `WHERE ${quoted('slot')} = 0`)
    assert.match((await saidOf(prisma)) ?? '', lacking)
    await create('UNIQUE INDEX another_name', ['slot', 'userId'])
    assert.equal(await saidOf(prisma), undefined)
    await database.close()
  })

  it('is not guessed where the catalogue of the database does not tell', async () => {
    const database = await createDatabase()
    const { prisma } = database
    await renameTable(prisma, 'UserSession', 'links')
    await dropIndex(prisma, 'links', 'slot', 'UserSession')
    await prisma.$executeRawUnsafe(`CREATE VIEW ${quoted('UserSession')} AS SELECT * FROM links`)
    assert.equal(await saidOf(prisma), undefined)
    await prisma.$executeRawUnsafe(`DROP VIEW ${quoted('UserSession')}`)
    await renameTable(prisma, 'links', 'UserSession')
    assert.notEqual(await saidOf(prisma), undefined)
    // No role of these databases can be kept from the catalogue.
    const refusing = Object.create(prisma, {
      $queryRawUnsafe: {
        value: (sql: string, ...values: unknown[]) =>
          isOfCatalogue.test(sql) ? Promise.reject(new Error('denied')) : prisma.$queryRawUnsafe(sql, ...values),
      },
    }) as PrismaClient // It inherits all else.
    warnings.clear()
    assert.equal(await saidOf(refusing), undefined)
    assert.deepEqual(warnings.of('FAULT'), [])
    await database.close()
  })

  it('is told by the names that the database has, where the schema maps them', async () => {
    const house = await createHouse((schema) =>
      schema
        .replace(/model UserSession \{[^]*?\n\}/, (model) => model.replace(/\n\}$/, '\n\n  @@map("panel_links")\n}'))
        .replace(/( slot +Int\?)/, '$1 @map("seat")'),
    )
    assert.equal(await saidOf(house.prisma), undefined)
    const rename = (from: string, to: string) =>
      house.execute(`ALTER TABLE ${quoted('panel_links')} RENAME COLUMN ${quoted(from)} TO ${quoted(to)}`)
    await rename('seat', 'elsewhere')
    assert.match((await saidOf(house.prisma)) ?? '', /: the column seat of the table panel_links\. Run /)
    await rename('elsewhere', 'seat')
    await renameTable(house.prisma, 'panel_links', 'UserSession')
    assert.match((await saidOf(house.prisma)) ?? '', /: the table panel_links\. Run /)
    await renameTable(house.prisma, 'UserSession', 'panel_links')
    await dropIndex(house.prisma, 'panel_links', 'seat')
    assert.match(
      (await saidOf(house.prisma)) ?? '',
      /: the unique index on userId, seat of the table panel_links\. Run /,
    )
    await house.close()
  })

  it('is looked for in the schema that the driver adapter names', { skip: provider !== 'postgresql' }, async () => {
    const database = await createDatabase()
    await database.prisma.$executeRawUnsafe('CREATE SCHEMA shop')
    await tablesIn('shop', database)
    await renameTable(database.prisma, 'Session', 'Elsewhere')
    const prisma = openOnPostgres(new PrismaPg({ connectionString: database.url }, { schema: 'shop' }))
    assert.equal(await saidOf(prisma), undefined)
    await prisma.$executeRawUnsafe('DROP INDEX shop."UserSession_userId_slot_key"')
    assert.match(
      (await saidOf(prisma)) ?? '',
      /: the unique index on userId, slot of the table shop\.UserSession\. Run /,
    )
    await prisma.$executeRawUnsafe('ALTER TABLE shop."Session" RENAME TO "Elsewhere"')
    assert.match((await saidOf(prisma)) ?? '', /: the table shop\.Session\. Run /)
    await prisma.$disconnect()
    await database.close()
  })
})
