// Where the database of the demo is: DATABASE_URL, made absolute, so that the Prisma CLI and the app mean the same file.
import { fileURLToPath, pathToFileURL } from 'node:url'
import { StartError } from './start-error.js'

/** A database that the demo can open. */
export interface DatabaseLocation {
  /** What Prisma is given. */
  readonly url: string
  /** The path of the SQLite file. */
  readonly file: string
}

const defaultUrl = new URL('../../prisma/demo.db', import.meta.url)

/**
 * Reads DATABASE_URL. A relative file is relative to the current directory.
 *
 * @throws StartError for a database of another kind, and for what names no file.
 */
export function parseDatabaseUrl(value: string | undefined): DatabaseLocation {
  const scheme = value === undefined ? 'file' : /^([a-z][a-z+]*):./.exec(value)?.[1]
  if (scheme !== 'file') {
    // Such a URL often holds a password: only its beginning is told.
    const given = scheme === undefined ? 'it is none' : `it begins with ${scheme}:`
    throw new StartError(
      `DATABASE_URL has to be the URL of a SQLite file; ${given}. Write DATABASE_URL=file:./demo.db.`,
    )
  }
  const url = value === undefined ? defaultUrl : absolute(value)
  if (url && url.search + url.hash === '' && !url.pathname.endsWith('/') && !url.pathname.endsWith(':memory:')) {
    const file = pathOf(url)
    if (file !== undefined) return { url: pathToFileURL(file).href, file }
  }
  throw new StartError(
    `DATABASE_URL has to name a file, and nothing after it; it is ${JSON.stringify(value)}. Write DATABASE_URL=file:./demo.db.`,
  )
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
