// The models stand in prisma/schema.prisma, and wherever else somebody reads them: in the README, in the message that names
// a missing one, and as the tables of the migrations. All of these are compared with the schema here.
import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createClient, type Client } from '@libsql/client'
import { toMysql } from '../prisma/mysql-tables.js'
import { tablesOf } from '../prisma/tables.js'
import { models, userIdFields } from '../src/prisma/models.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFile(join(root, path), 'utf8')
const schema = await read('prisma/schema.prisma')

/** The models in a schema by their names, each from `model` to `}`. */
const modelsIn = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/^model (\w+) \{\n.*?^\}$/gms)].map(([model, name = '']) => [name, model]))

/** Those that are ours: all but the user. */
function ourModelsIn(text: string): Record<string, string> {
  const { User: _user, ...ours } = modelsIn(text)
  return ours
}

describe('the models of the schema', () => {
  it('are those of the message that names a missing one, word for word', () => {
    assert.deepEqual({ ...models }, ourModelsIn(schema))
  })

  it('are those of the README, word for word', async () => {
    const [, indent = '', block = ''] = /^( *)```prisma\n(.*?)^ *```$/ms.exec(await read('prisma/README.md')) ?? []
    assert.deepEqual(ourModelsIn(block.replaceAll(new RegExp(`^${indent}`, 'gm'), '')), ourModelsIn(schema))
  })

  it('say which fields have the type of the user id', () => {
    const said = Object.values(ourModelsIn(schema)).flatMap((model) =>
      [...model.matchAll(/^ +(\w+) .*\/\/ (?:the type of your User\.id|likewise)$/gm)].map(([, name]) => name),
    )
    assert.deepEqual(new Set(userIdFields), new Set(said))
  })
})

describe('the tables of the migrations', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'single-session-models-'))
  after(() => rm(folder, { recursive: true, force: true }))

  const migrations = (await readdir(join(root, 'prisma/migrations'))).filter((name) => !name.endsWith('.toml')).sort()
  const migrated = await Promise.all(migrations.map((name) => read(`prisma/migrations/${name}/migration.sql`)))
  const ofMigrations = await tablesAfter(migrated)
  const sql = await tablesOf(schema, 'sqlite', folder)

  it('are those of the schema', async () => {
    assert.deepEqual(Object.keys(ofMigrations).sort(), Object.keys(modelsIn(schema)).sort())
    assert.deepEqual(ofMigrations, await tablesAfter([sql]))
  })

  it('are compared in every detail', async () => {
    const changes: [what: string, from: string, to: string][] = [
      ['a column more', '"ipAddress" TEXT,', '"ipAddress" TEXT, "extra" INTEGER,'],
      ['a column fewer', '"ipAddress" TEXT,', ''],
      ['a column that may be null', '"data" TEXT NOT NULL', '"data" TEXT'],
      ['another type', '"data" TEXT', '"data" BLOB'],
      ['another default', "DEFAULT ''", "DEFAULT 'none'"],
      ['ids that come again', 'AUTOINCREMENT', ''],
      ['another index', '"UserSession"("userId", "slot")', '"UserSession"("userId", "createdAt")'],
      ['a unique index', 'CREATE INDEX', 'CREATE UNIQUE INDEX'],
      ['another key', '"sid" TEXT NOT NULL PRIMARY KEY', '"sid" TEXT NOT NULL UNIQUE'],
      ['another relation', 'ON DELETE CASCADE', 'ON DELETE RESTRICT'],
    ]
    for (const [what, from, to] of changes) {
      assert.notDeepEqual(await tablesAfter([sql.replace(from, to)]), ofMigrations, what)
    }
  })
})

describe('the tables on MySQL', () => {
  it('have its types, and the native ones of the schema', () => {
    const sql = 'CREATE TABLE "A" (\n    "id" SERIAL NOT NULL,\n    "text" TEXT,\n    "long" TEXT NOT NULL\n);\n'
    assert.equal(
      toMysql(sql, 'model A {\n  id Int @id\n  text String?\n  long String @db.MediumText\n}\n'),
      'CREATE TABLE `A` (\n    `id` INTEGER NOT NULL AUTO_INCREMENT,\n    `text` VARCHAR(191) NULL,\n' +
        '    `long` MEDIUMTEXT NOT NULL\n) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;\n',
    )
  })

  it('have no column of a kind that nobody thought of', () => {
    for (const column of ['"a" JSONB NOT NULL', '"a" INTEGER NOT NULL DEFAULT 7', '"a" TEXT[]', 'PRIMARY KEY ("a")']) {
      assert.throws(() => toMysql(`CREATE TABLE "A" (\n    ${column}\n);\n`, ''), /does not know this kind of column/)
    }
  })
})

/** What SQLite says of the tables that these statements make: columns, keys, indexes and relations, in a fixed order. */
async function tablesAfter(scripts: readonly string[]): Promise<Record<string, unknown>> {
  const client = createClient({ url: ':memory:' })
  try {
    for (const script of scripts) await client.executeMultiple(script)
    const { rows } = await client.execute(
      `SELECT name, instr(sql, 'AUTOINCREMENT') > 0 FROM sqlite_master
       WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'`,
    )
    const described = rows.map(async ({ 0: name, 1: counts }) => {
      assert.ok(typeof name === 'string')
      return [name, { counts, ...(await describeTable(client, name)) }] as const
    })
    return Object.fromEntries(await Promise.all(described))
  } finally {
    client.close()
  }
}

async function describeTable(client: Client, table: string): Promise<Record<string, readonly string[]>> {
  const said = async (sql: string, args: string[]) =>
    (await client.execute({ sql, args })).rows.map((row) => JSON.stringify(row)).sort()
  return {
    columns: await said('SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)', [table]),
    indexes: await said(
      `SELECT i.name, i."unique", i.origin, i.partial, c.seqno, c.name AS "column"
       FROM pragma_index_list(?) i, pragma_index_info(i.name) c`,
      [table],
    ),
    relations: await said(
      'SELECT seq, "table", "from", "to", on_update, on_delete, "match" FROM pragma_foreign_key_list(?)',
      [table],
    ),
  }
}
