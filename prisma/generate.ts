// Generates the Prisma clients that it is asked for: `generate.ts sqlite postgresql mysql`. A client is for one provider,
// and MySQL needs a longer text for the sessions; otherwise all come from the one schema. Beside the client of a server
// lie its tables, as tables.sql. A client that is there and belongs to the schema as it is stays as it is, so that it can
// be in use meanwhile.
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { withFileLock } from './file-lock.js'
import { tablesOf } from './tables.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const cli = join(root, 'node_modules/prisma/build/index.js')
const schemaPath = join(root, 'prisma/schema.prisma')
const clients = join(root, 'node_modules/.prisma')

async function generate(provider: string): Promise<void> {
  const folder = join(clients, provider)
  const schema = schemaFor(provider)
  const done = join(folder, 'generated')
  const tables = join(folder, 'tables.sql')
  const isComplete = provider === 'sqlite' || existsSync(tables)
  if (isComplete && existsSync(done) && readFileSync(done, 'utf8') === schema) return

  mkdirSync(folder, { recursive: true })
  const copy = join(folder, 'schema.prisma')
  writeFileSync(copy, schema)
  const env = {
    ...process.env,
    // Without these two the CLI asks the internet for an update, and waits for the answer.
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    // Looked at, but never connected to.
    DATABASE_URL: provider === 'sqlite' ? 'file:./none.db' : `${provider}://localhost/none`,
  }
  const args = [cli, 'generate', '--schema', provider === 'sqlite' ? schemaPath : copy, '--no-hints']
  await promisify(execFile)(process.execPath, args, { cwd: root, env })
  // SQLite has its migrations.
  if (provider !== 'sqlite') writeFileSync(tables, await tablesOf(schema, provider, folder))
  writeFileSync(done, schema)
}

function schemaFor(provider: string): string {
  const schema = readFileSync(schemaPath, 'utf8')
  if (provider === 'sqlite') return schema
  const other = schema
    .replace('provider = "sqlite"', `provider = "${provider}"`)
    .replace('provider   = "prisma-client-js"', 'provider   = "prisma-client-js"\n  output     = "./client"')
  return provider === 'mysql' ? other.replace(/(data +String)/, '$1 @db.MediumText') : other
}

mkdirSync(clients, { recursive: true })
// One process at a time: the second one finds the client made, and does not remake it while the first one loads it.
await withFileLock(join(clients, 'generate.lock'), () => Promise.all(process.argv.slice(2).map(generate)))
