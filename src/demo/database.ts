// The one file that knows how to open the database of the demo, and what it takes to get it ready.
import { PrismaClient } from '@prisma/client'
import { setTimeout as sleep } from 'node:timers/promises'
import { adapterOf } from './adapter.js'
import { createTables } from './create-tables.js'
import type { DatabaseLocation } from './database-url.js'
import { loadServerClient } from './load-server-client.js'
import { migrate } from './migrate.js'

/** The Prisma client of the demo. */
export type Database = Awaited<ReturnType<typeof openDatabase>>

/** Opens the database. Does not connect yet. */
export async function openDatabase(location: DatabaseLocation) {
  const Client = location.provider === 'sqlite' ? PrismaClient : await loadServerClient(location.provider)
  return new Client({
    adapter: adapterOf(location),
    // Without it an error quotes pages of the code that asked.
    errorFormat: 'minimal',
    // No query returns it by itself, AdminJS's neither: it cannot reach the browser.
    omit: { user: { passwordHash: true } },
  })
}

/**
 * Makes the tables that the demo needs.
 *
 * @throws StartError if the database cannot be reached or changed.
 */
export async function prepareDatabase(prisma: Database, location: DatabaseLocation): Promise<void> {
  if (location.provider !== 'sqlite') {
    await createTables(location)
    return
  }
  await migrate(location)
  await useWriteAheadLog(prisma)
}

/** Switches the SQLite file to write-ahead logging, once: then readers and a writer do not wait for each other. */
async function useWriteAheadLog(prisma: Database): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const [now] = await prisma.$queryRawUnsafe<{ journal_mode: string }[]>('PRAGMA journal_mode')
      if (now?.journal_mode !== 'wal') await prisma.$queryRawUnsafe('PRAGMA journal_mode = WAL')
      return
    } catch (error) {
      // The switch needs the file for itself for a moment, and does not wait for it.
      if (attempt === 20 || !/SQLITE_BUSY|database is locked|P1008/i.test(String(error))) throw error
      await sleep(100)
    }
  }
}
