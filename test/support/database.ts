// A fresh database with our tables, and a Prisma client on it: SQLite in a file of its own, or a database of its own on
// the PostgreSQL or MySQL server that TEST_DATABASE_URL points to.
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient } from '@libsql/client'
import { PrismaLibSQL } from '@prisma/adapter-libsql'
import { PrismaMariaDb } from '@prisma/adapter-mariadb'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '@prisma/client'

export interface TestDatabase {
  prisma: PrismaClient
  url: string
  /** Every SQL statement since the last call, in order. */
  takeStatements(): string[]
  close(): Promise<void>
}

/** Which of the databases this run of the tests is on. */
export const server = process.env.TEST_DATABASE_URL ?? 'sqlite:'
export const provider = server.slice(0, server.indexOf(':')) as 'sqlite' | 'postgresql' | 'mysql'

const migrations = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))
const clients = fileURLToPath(new URL('../../node_modules/.prisma', import.meta.url))

export async function createDatabase(): Promise<TestDatabase> {
  const { url, remove } = provider === 'sqlite' ? await createFile() : await createOnServer()
  const prisma = connect(url)
  const statements: string[] = []
  prisma.$on('query', ({ query }) => statements.push(query))
  return {
    prisma,
    url,
    takeStatements: () => statements.splice(0).filter((statement) => !statement.startsWith('--')),
    async close() {
      await prisma.$disconnect()
      await remove()
    },
  }
}

/** A further client on the same database, as another process would have. */
export function connect(url: string) {
  return clientOf(url, url.startsWith('file:') ? new PrismaLibSQL({ url, timeout: 5000 }) : adapterOf(url))
}

function clientOf(url: string, adapter: PrismaLibSQL | PrismaPg | PrismaMariaDb) {
  const options = { adapter, log: [{ emit: 'event' as const, level: 'query' as const }] }
  if (url.startsWith('file:')) return new PrismaClient(options)
  // The client of another provider is generated as CommonJS, beside the one for SQLite, and has the same models.
  const require = createRequire(import.meta.url)
  const path = `../../node_modules/.prisma/${new URL(url).protocol.slice(0, -1)}/client/index.js`
  const { PrismaClient: Client } = require(path) as { PrismaClient: typeof PrismaClient }
  return new Client(options)
}

const adapterOf = (url: string): PrismaPg | PrismaMariaDb =>
  url.startsWith('postgresql:')
    ? new PrismaPg({ connectionString: url })
    : new PrismaMariaDb(url.replace('mysql:', 'mariadb:'))

async function createFile() {
  const directory = await mkdtemp(join(tmpdir(), 'single-session-'))
  const url = `file:${join(directory, 'test.db')}`
  const client = createClient({ url })
  const names = (await readdir(migrations)).filter((name) => !name.endsWith('.toml')).sort()
  for (const name of names) {
    await client.executeMultiple(await readFile(join(migrations, name, 'migration.sql'), 'utf8'))
  }
  await client.execute('PRAGMA journal_mode = WAL')
  client.close()
  return { url, remove: () => rm(directory, { recursive: true, force: true }) }
}

async function createOnServer() {
  const name = `single_session_${randomBytes(6).toString('hex')}`
  const url = new URL(server)
  url.pathname = `/${name}`
  await execute(server, [`CREATE DATABASE ${name}`])
  const sql = await readFile(join(clients, provider, 'tables.sql'), 'utf8')
  await execute(
    url.href,
    sql.split(/;$/m).filter((statement) => statement.trim() !== ''),
  )
  return { url: url.href, remove: () => execute(server, [`DROP DATABASE ${name}`]) }
}

/** Makes our tables in another schema of a PostgreSQL database. */
export async function tablesIn(schema: string, database: TestDatabase): Promise<void> {
  const sql = await readFile(join(clients, 'postgresql', 'tables.sql'), 'utf8')
  const statements = sql.split(/;$/m).filter((statement) => statement.trim() !== '')
  const prisma = openOnPostgres(new PrismaPg({ connectionString: database.url, options: `-c search_path=${schema}` }))
  for (const statement of statements) await prisma.$executeRawUnsafe(statement)
  await prisma.$disconnect()
}

/** A client on PostgreSQL with an adapter of the test's own. */
export const openOnPostgres = (adapter: PrismaPg): PrismaClient => clientOf('postgresql://', adapter)

async function execute(url: string, statements: string[]): Promise<void> {
  const prisma = connect(url)
  for (const statement of statements) await prisma.$executeRawUnsafe(statement)
  await prisma.$disconnect()
}
