// The database, with drivers that give up in time: what the panel asks takes no longer than what single sessions do.
import { PrismaLibSQL } from '@prisma/adapter-libsql'
import { PrismaMariaDb } from '@prisma/adapter-mariadb'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '@prisma/client'
import { createRequire } from 'node:module'
import { resilientPool } from '../index.js'

/** The Prisma client of the app. */
export type Database = ReturnType<typeof openDatabase>

/** Opens a database. Does not connect yet. */
export function openDatabase(url: string) {
  return new (clientFor(url))({
    adapter: adapterFor(url),
    // Without it an error quotes pages of the code that asked.
    errorFormat: 'minimal',
    // No query returns it by itself, AdminJS's neither: it cannot reach the browser.
    omit: { user: { passwordHash: true } },
  })
}

/** In milliseconds. What the URL itself says comes first. */
function adapterFor(url: string) {
  // Nothing else happens in this process while SQLite waits for another one to finish its write.
  if (url.startsWith('file:')) return new PrismaLibSQL({ url, timeout: 1000 })
  if (url.startsWith('postgres')) {
    const patience = { connectionTimeoutMillis: 5000, query_timeout: 5000, idle_in_transaction_session_timeout: 10_000 }
    return resilientPool(new PrismaPg({ connectionString: url, ...patience }))
  }
  const patience = 'acquireTimeout=5000&socketTimeout=5000&minimumIdle=1&collation=utf8mb4_unicode_ci'
  const [address = '', given = ''] = url.replace(/^mysql:/, 'mariadb:').split('?')
  return resilientPool(new PrismaMariaDb(`${address}?${[patience, given].filter(Boolean).join('&')}`))
}

/** This repository has a client for each kind of database. Yours has one, and needs no more than the import above. */
function clientFor(url: string): typeof PrismaClient {
  if (url.startsWith('file:')) return PrismaClient
  const path = `../../node_modules/.prisma/${url.startsWith('postgres') ? 'postgresql' : 'mysql'}/client/index.js`
  return (createRequire(import.meta.url)(path) as { PrismaClient: typeof PrismaClient }).PrismaClient
}
