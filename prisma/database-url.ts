// Where the database of the demo is: DATABASE_URL, checked. A file is made absolute, so that the Prisma CLI and the app
// mean the same one.
import { fileURLToPath, pathToFileURL } from 'node:url'
import { StartError } from './start-error.js'

/** A database in a file. */
export interface SqliteFile {
  readonly provider: 'sqlite'
  readonly url: string
  readonly file: string
}

/** A database on a server. */
export interface ServerDatabase {
  readonly provider: 'postgresql' | 'mysql'
  readonly url: string
}

/** A database that the demo can open. */
export type DatabaseLocation = SqliteFile | ServerDatabase

const providers: Readonly<Record<string, DatabaseLocation['provider']>> = {
  file: 'sqlite',
  postgresql: 'postgresql',
  postgres: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mysql',
}

/**
 * Reads DATABASE_URL. A relative file is relative to the current directory.
 *
 * @throws StartError for a database of another kind, and for what names no file and no database on a server.
 */
export function parseDatabaseUrl(value: string | undefined): DatabaseLocation {
  const scheme = /^([a-z][a-z+]*):./.exec(value ?? '')?.[1]
  const provider = scheme === undefined ? undefined : providers[scheme]
  if (value === undefined || provider === undefined) {
    // Such a URL often holds a password: only its beginning is told.
    const given = scheme === undefined ? 'it is none' : `it begins with ${scheme}:`
    throw new StartError(
      `DATABASE_URL has to be the URL of a SQLite file, or of a PostgreSQL, MySQL or MariaDB database; ${given}. ` +
        'Write DATABASE_URL=file:./demo.db, or leave it out.',
    )
  }
  return provider === 'sqlite' ? sqliteFile(value) : serverDatabase(provider, value)
}

function sqliteFile(value: string): SqliteFile {
  const url = absolute(value)
  if (url && url.search + url.hash === '' && !url.pathname.endsWith('/') && !url.pathname.endsWith(':memory:')) {
    const file = pathOf(url)
    if (file !== undefined) return { provider: 'sqlite', url: pathToFileURL(file).href, file }
  }
  throw new StartError(
    `DATABASE_URL has to name a file, and nothing after it; it is ${JSON.stringify(value)}. Write DATABASE_URL=file:./demo.db.`,
  )
}

function serverDatabase(provider: ServerDatabase['provider'], value: string): ServerDatabase {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url && url.hostname !== '' && /^\/[^/]+$/.test(url.pathname) && url.hash === '' && isEscapedWell(url)) {
    // The tables are looked for where the user's own search path begins.
    if ((url.searchParams.get('schema') ?? 'public') === 'public') return { provider, url: value }
    throw new StartError('DATABASE_URL must not have a schema: the demo uses the one of its user. Leave ?schema= out.')
  }
  throw new StartError(
    'DATABASE_URL has to name a server and a database on it, with special characters escaped as in %40. ' +
      `Write DATABASE_URL=${exampleOf(provider)}.`,
  )
}

/** What to write instead of a URL that does not work. */
export const exampleOf = (provider: ServerDatabase['provider']): string =>
  `${provider}://user:password@localhost:${provider === 'mysql' ? '3306' : '5432'}/database`

function isEscapedWell({ username, password, pathname }: URL): boolean {
  try {
    decodeURIComponent(username + password + pathname)
    return true
  } catch {
    return false
  }
}

function absolute(value: string): URL | undefined {
  const here = pathToFileURL(`${process.cwd()}/`)
  return URL.canParse(value, here) ? new URL(value, here) : undefined
}

function pathOf(url: URL): string | undefined {
  try {
    return fileURLToPath(url)
  } catch {
    // A host, or a malformed escape: no file of this machine.
    return undefined
  }
}
