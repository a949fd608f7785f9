// Generates the Prisma client of a database other than SQLite from the one schema, into node_modules/.prisma/<provider>.
// A client is for one provider, and MySQL needs a longer text for the sessions; nothing else differs.
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))
const cli = join(root, 'node_modules/prisma/build/index.js')

async function generate(provider: string): Promise<void> {
  const folder = join(root, 'node_modules/.prisma', provider)
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'schema.prisma')
  writeFileSync(path, schemaFor(provider))
  // Without the first two the CLI asks the internet for an update; the URL is checked, but never connected to.
  const env = { CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', DATABASE_URL: `${provider}://localhost/demo` }
  const args = [cli, 'generate', '--schema', path, '--no-hints']
  await promisify(execFile)(process.execPath, args, { cwd: root, env: { ...process.env, ...env } })
}

function schemaFor(provider: string): string {
  const schema = readFileSync(join(root, 'prisma/schema.prisma'), 'utf8')
    .replace('provider = "sqlite"', `provider = "${provider}"`)
    .replace('provider   = "prisma-client-js"', 'provider   = "prisma-client-js"\n  output     = "./client"')
    .replace(/generator dmmf \{[^}]*\}/, '')
  return provider === 'mysql' ? schema.replace(/(data +String)/, '$1 @db.MediumText') : schema
}

await Promise.all(process.argv.slice(2).map(generate))
