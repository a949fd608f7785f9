// The tables of an app's schema, and its users. "prisma migrate dev" would make the tables, with an engine that is not on npm; so
// the repository's own Prisma writes the same SQL.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { tablesOf } from '../../../prisma/tables.js'

/** Makes the tables of the schema as it stands in the app, with the users of the tests, whose password is "secret". */
export async function createTables(folder: string, url: string): Promise<void> {
  const schema = await readFile(join(folder, 'prisma/schema.prisma'), 'utf8')
  const [models = ''] = /^model [^]*/m.exec(schema) ?? []
  const settings = 'datasource db {\n  provider = "sqlite"\n  url      = env("DATABASE_URL")\n}\n\n'
  const client = createClient({ url })
  await client.executeMultiple(await tablesOf(settings + models, 'sqlite', folder))
  await client.execute('PRAGMA journal_mode = WAL')
  const users = [
    ['foo', 0],
    ['bar', 0],
    ['root', 1],
  ]
  for (const [name, isSuperuser] of users) {
    await client.execute({
      sql: 'INSERT INTO "User" ("email", "passwordHash", "isSuperuser") VALUES (?, ?, ?)',
      args: [`${String(name)}@example.com`, 'secret', isSuperuser ?? 0],
    })
  }
  client.close()
}

/** What the database has to say after the journey: the events in order, and whose sessions are live. */
export async function readDatabase(url: string): Promise<{ events: string[]; live: string[] }> {
  const client = createClient({ url })
  // Both columns hold text.
  const textsOf = async (sql: string) => (await client.execute(sql)).rows.map((row) => row[0] as string)
  const events = await textsOf('SELECT "event" FROM "SessionEvent" ORDER BY "createdAt", "event"')
  const live = await textsOf(
    'SELECT u."email" FROM "UserSession" s JOIN "User" u ON u."id" = s."userId" ORDER BY u."email"',
  )
  client.close()
  return { events, live }
}
