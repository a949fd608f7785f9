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

/** What begins a transaction and sets it up; Prisma 5 reports it, later versions do not. */
const isOfTransaction = /^(BEGIN|SET TRANSACTION)\b/

/** What the start asks for the unique index, on any database. */
export const isOfCatalogue = /\b(pg_index|information_schema|pragma_index_list)\b/

export interface TestDatabase {
  prisma: PrismaClient
  url: string
  /** Every SQL statement since the last call, in order, but without the start's look at the tables, which comes at any moment. */
  takeStatements(): string[]
  close(): Promise<void>
}

/** Which of the databases this run of the tests is on. */
export const server = process.env.TEST_DATABASE_URL ?? 'sqlite:'
export const provider = server.slice(0, server.indexOf(':')) as 'sqlite' | 'postgresql' | 'mysql'

const migrations = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))
const clients = fileURLToPath(new URL('../../node_modules/.prisma', import.meta.url))

export const createDatabase = (): Promise<TestDatabase> => createDatabaseOn(server)

/** A fresh database on the server at this URL; `sqlite:` is a file. */
export async function createDatabaseOn(address: string): Promise<TestDatabase> {
  const { url, remove } = await createWithTables(address)
  const prisma = connect(url)
  const statements: string[] = []
  prisma.$on('query', ({ query }) => {
    if (!isOfTransaction.test(query)) statements.push(query)
  })
  return {
    prisma,
    url,
    takeStatements: () =>
      statements
        .splice(0)
        .filter((statement) => !/^--| WHERE 1 = 0\) p0, /.test(statement) && !isOfCatalogue.test(statement)),
    async close() {
      await prisma.$disconnect()
      await remove()
    },
  }
}

/** A further client on the same database, as another process would have. */
export function connect(url: string) {
  return clientOf(url, adapterOf(url))
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

/** The driver adapter for a database. */
export function adapterOf(url: string): PrismaLibSQL | PrismaPg | PrismaMariaDb {
  if (url.startsWith('file:')) return new PrismaLibSQL({ url, timeout: 5000 })
  return url.startsWith('postgresql:')
    ? new PrismaPg({ connectionString: url })
    : new PrismaMariaDb(url.replace('mysql:', 'mariadb:'))
}

/** A database of its own, in which nothing is but what these statements make. */
export const createEmptyDatabase = (statements: readonly string[]) =>
  provider === 'sqlite' ? createFile(statements) : createOnServer(server, statements)

async function createWithTables(address: string) {
  const kind = address.slice(0, address.indexOf(':'))
  if (kind !== 'sqlite') {
    return createOnServer(address, statementsIn(await readFile(join(clients, kind, 'tables.sql'), 'utf8')))
  }
  const names = (await readdir(migrations)).filter((name) => !name.endsWith('.toml')).sort()
  return createFile(await Promise.all(names.map((name) => readFile(join(migrations, name, 'migration.sql'), 'utf8'))))
}

async function createFile(scripts: readonly string[]) {
  const directory = await mkdtemp(join(tmpdir(), 'single-session-'))
  const url = `file:${join(directory, 'test.db')}`
  const client = createClient({ url })
  for (const script of scripts) await client.executeMultiple(script)
  await client.execute('PRAGMA journal_mode = WAL')
  client.close()
  return { url, remove: () => rm(directory, { recursive: true, force: true }) }
}

async function createOnServer(address: string, statements: readonly string[]) {
  const name = `single_session_${randomBytes(6).toString('hex')}`
  const url = new URL(address)
  url.pathname = `/${name}`
  await execute(address, [`CREATE DATABASE ${name}`])
  await execute(url.href, statements)
  // The start's look at the tables may still be under way on a connection.
  const drop = `DROP DATABASE ${name}${url.protocol === 'postgresql:' ? ' WITH (FORCE)' : ''}`
  return { url: url.href, remove: () => execute(address, [drop]) }
}

/** The statements of a script, each of which ends with a semicolon at the end of a line. */
export const statementsIn = (sql: string): string[] => sql.split(/;$/m).filter((statement) => statement.trim() !== '')

/** Makes our tables in another schema of a PostgreSQL database. */
export async function tablesIn(schema: string, database: TestDatabase): Promise<void> {
  const sql = await readFile(join(clients, 'postgresql', 'tables.sql'), 'utf8')
  const statements = statementsIn(sql)
  const prisma = openOnPostgres(new PrismaPg({ connectionString: database.url, options: `-c search_path=${schema}` }))
  for (const statement of statements) await prisma.$executeRawUnsafe(statement)
  await prisma.$disconnect()
}

/** A client on PostgreSQL with an adapter of the test's own. */
export const openOnPostgres = (adapter: PrismaPg): PrismaClient => clientOf('postgresql://', adapter)

async function execute(url: string, statements: readonly string[]): Promise<void> {
  const prisma = connect(url)
  for (const statement of statements) await prisma.$executeRawUnsafe(statement)
  await prisma.$disconnect()
}
