// A database with the tables of a schema that an app may have: the demo's, changed as a test says, with a client of its own.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { PrismaClient } from '@prisma/client'
import { withFileLock } from '../../prisma/file-lock.js'
import { tablesOf } from '../../prisma/tables.js'
import { adapterOf, createEmptyDatabase, provider, statementsIn } from './database.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const houses = join(root, 'node_modules/.prisma/houses')

export interface House {
  prisma: PrismaClient
  /** Runs a statement, past the client's models. */
  execute(sql: string): Promise<unknown>
  close(): Promise<void>
}

/**
 * Creates the database. `change` makes the schema of the demo's, on the provider of this run of the tests; `tablesToo` changes
 * the statements that make the tables.
 */
export async function createHouse(
  change: (schema: string) => string | Promise<string>,
  tablesToo: (sql: string) => string = (sql) => sql,
): Promise<House> {
  const { folder, Client } = await generated(await change(demoSchema(provider)), provider, true)
  const sql = tablesToo(readFileSync(join(folder, 'tables.sql'), 'utf8'))
  const { url, remove } = await createEmptyDatabase(statementsIn(sql))
  const prisma = new Client({ adapter: adapterOf(url) })
  return {
    prisma,
    execute: (statement) => prisma.$executeRawUnsafe(statement),
    async close() {
      await prisma.$disconnect()
      await remove()
    },
  }
}

/** The class of the client for a schema of this provider, without a database. */
export async function clientClassOf(change: (schema: string) => string, on: Provider): Promise<typeof PrismaClient> {
  const { Client } = await generated(change(demoSchema(on)), on, false)
  return Client
}

type Provider = typeof provider

function demoSchema(on: Provider): string {
  const schema = readFileSync(join(root, 'prisma/schema.prisma'), 'utf8')
    .replace('provider = "sqlite"', `provider = "${on}"`)
    .replace('provider   = "prisma-client-js"', 'provider   = "prisma-client-js"\n  output     = "./client"')
  return on === 'mysql' ? schema.replace(/(data +String)/, '$1 @db.MediumText') : schema
}

/** A client that Prisma generated for this schema, once for all runs; beside it, if they are wanted, its tables. */
async function generated(schema: string, on: Provider, withTables: boolean) {
  const folder = join(houses, createHash('sha256').update(schema).digest('hex').slice(0, 16))
  mkdirSync(folder, { recursive: true })
  await withFileLock(join(folder, 'lock'), async () => {
    if (!existsSync(join(folder, 'done'))) await generate(schema, folder, on)
    const tables = join(folder, 'tables.sql')
    if (withTables && !existsSync(tables)) writeFileSync(tables, await tablesOf(schema, on, folder))
  })
  const { PrismaClient: Client } = createRequire(import.meta.url)(join(folder, 'client/index.js')) as {
    PrismaClient: typeof PrismaClient
  }
  return { folder, Client }
}

async function generate(schema: string, folder: string, on: Provider): Promise<void> {
  const copy = join(folder, 'schema.prisma')
  writeFileSync(copy, schema)
  const url = on === 'sqlite' ? 'file:./none.db' : `${on}://localhost/none`
  const env = { ...process.env, DATABASE_URL: url, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' }
  const args = [join(root, 'node_modules/prisma/build/index.js'), 'generate', '--schema', copy, '--no-hints']
  await promisify(execFile)(process.execPath, args, { cwd: root, env })
  writeFileSync(join(folder, 'done'), '')
}
