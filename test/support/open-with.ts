// Opens a database as an app does that follows our README: with a driver that gives up in time, and a pool that survives
// what happens to its server.
import { createRequire } from 'node:module'
import { PrismaLibSQL } from '@prisma/adapter-libsql'
import { PrismaMariaDb } from '@prisma/adapter-mariadb'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '@prisma/client'
import { resilientPool } from '../../src/index.js'
import type { TestDatabase } from './database.js'

/** A database whose statements are told. */
export interface WatchedDatabase extends TestDatabase {
  /** Calls back when a statement has run. */
  onStatement: (call: (statement: string) => void) => void
}

/** How a driver is set up. */
export interface DriverSettings {
  /** How long it waits for the server, in milliseconds. */
  readonly waitMs: number
  /** Whether a pooler is in between, which takes no parameters of the server. */
  readonly byPooler?: boolean
  /** The most connections. */
  readonly connections?: number
}

/** Opens the database at this URL. */
export function openWith(url: string, settings: DriverSettings): WatchedDatabase {
  const prisma = new (clientClass(url))({
    adapter: adapterFor(url, settings),
    log: [{ emit: 'event', level: 'query' }],
  })
  return {
    prisma,
    url,
    takeStatements: () => [],
    close: () => prisma.$disconnect(),
    onStatement(call) {
      prisma.$on('query', ({ query }) => {
        call(query)
      })
    },
  }
}

/** The driver adapter as the README has it. */
export function adapterFor(url: string, { waitMs, byPooler = false, connections = 10 }: DriverSettings) {
  // While SQLite waits nothing else happens in this process: we wait, and try again, in its place.
  if (url.startsWith('file:')) return new PrismaLibSQL({ url, timeout: 10 })
  if (url.startsWith('mysql:')) {
    const wait = `acquireTimeout=${String(waitMs)}&socketTimeout=${String(waitMs)}&connectTimeout=${String(waitMs)}`
    const limits = `${wait}&minimumIdle=1&connectionLimit=${String(connections)}&collation=utf8mb4_unicode_ci`
    const [address = '', given = ''] = url.replace(/^mysql:/, 'mariadb:').split('?')
    return resilientPool(new PrismaMariaDb(`${address}?${[limits, given].filter(Boolean).join('&')}`))
  }
  return resilientPool(
    new PrismaPg({
      connectionString: url,
      max: connections,
      connectionTimeoutMillis: waitMs,
      query_timeout: waitMs,
      ...(byPooler ? {} : { idle_in_transaction_session_timeout: 2 * waitMs }),
    }),
  )
}

function clientClass(url: string): typeof PrismaClient {
  if (url.startsWith('file:')) return PrismaClient
  // As in database.ts: generated as CommonJS, beside the one for SQLite.
  const require = createRequire(import.meta.url)
  const path = `../../node_modules/.prisma/${new URL(url).protocol.slice(0, -1)}/client/index.js`
  return (require(path) as { PrismaClient: typeof PrismaClient }).PrismaClient
}
