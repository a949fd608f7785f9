// A fresh, migrated SQLite database in a file of its own, with a Prisma client on it.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient } from '@libsql/client'
import { PrismaLibSQL } from '@prisma/adapter-libsql'
import { PrismaClient } from '@prisma/client'

const migrations = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))

export interface TestDatabase {
  prisma: PrismaClient
  url: string
  /** Every SQL statement since the last call, in order. */
  takeStatements(): string[]
  close(): Promise<void>
}

export async function createDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'single-session-'))
  const url = `file:${join(folder, 'test.db')}`
  await migrate(url)
  const prisma = connect(url)
  const statements: string[] = []
  prisma.$on('query', ({ query }) => statements.push(query))
  return {
    prisma,
    url,
    takeStatements: () => statements.splice(0).filter((statement) => !statement.startsWith('--')),
    async close() {
      await prisma.$disconnect()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A further client on the same database, as another process would have. */
export function connect(url: string) {
  return new PrismaClient({
    adapter: new PrismaLibSQL({ url, timeout: 5000 }),
    log: [{ emit: 'event', level: 'query' }],
  })
}

async function migrate(url: string): Promise<void> {
  const client = createClient({ url })
  const names = (await readdir(migrations)).filter((name) => !name.endsWith('.toml')).sort()
  for (const name of names) await client.executeMultiple(await readFile(join(migrations, name, 'migration.sql'), 'utf8'))
  await client.execute('PRAGMA journal_mode = WAL')
  client.close()
}
