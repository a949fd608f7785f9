// Gets ready what `npm start` needs: the settings, the Prisma clients, and a database with tables. Every step does nothing
// where it is done already.
import { fileURLToPath } from 'node:url'
import { createTables } from './create-tables.js'
import { parseDatabaseUrl } from './database-url.js'
import { keepSettings } from './demo-settings.js'
import { migrate, requireWritable } from './migrate.js'
import { StartError } from './start-error.js'

try {
  const settings = keepSettings(fileURLToPath(new URL('demo.env', import.meta.url)))
  const database = parseDatabaseUrl(process.env.DATABASE_URL ?? settings)
  if (database.provider === 'sqlite') requireWritable(database)
  // That is a program, too: it takes from its arguments which clients to generate. The one for SQLite has the types.
  process.argv.splice(2, Infinity, ...new Set(['sqlite', database.provider]))
  await import('./generate.js')
  await (database.provider === 'sqlite' ? migrate(database) : createTables(database))
} catch (error) {
  const text = error instanceof StartError ? error.message : ((error as Error).stack ?? String(error))
  process.stderr.write(`${text}\n`)
  process.exitCode = 1
}
