// Makes the SQL of the tables from the schema, by the Prisma CLI and without a database. The CLI cannot do that for MySQL
// without a download, so MySQL's tables come from those of PostgreSQL.
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { toMysql } from './mysql-tables.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const cli = join(root, 'node_modules/prisma/build/index.js')

/** Returns the statements that make the tables of `schema`, each of which ends with a semicolon at the end of a line. */
export async function tablesOf(schema: string, provider: string, folder: string): Promise<string> {
  if (provider !== 'mysql') return diff(schema, provider, folder)
  const other = schema.replace('provider = "mysql"', 'provider = "postgresql"').replaceAll(/ @db\.\w+/g, '')
  return toMysql(await diff(other, 'postgresql', folder), schema)
}

async function diff(schema: string, provider: string, folder: string): Promise<string> {
  const copy = join(folder, 'tables.prisma')
  await writeFile(copy, schema)
  const config = ['--config', join(root, '.config/prisma-tables.ts')]
  const args = [cli, 'migrate', 'diff', ...config, '--from-empty', '--to-schema-datamodel', copy, '--script']
  const env = { ...process.env, TABLES_PROVIDER: provider, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' }
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env })
  // Every database has its schema, and who may make tables may not always make schemas.
  const statements = stdout.replaceAll(/^--.*\n/gm, '').replace('CREATE SCHEMA IF NOT EXISTS "public";\n', '')
  return `${statements.replaceAll(/\n{3,}/g, '\n\n').trim()}\n`
}
