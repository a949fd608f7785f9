// The one file that knows how to open the database of the demo, and what it takes to get it ready.
import { PrismaLibSQL } from '@prisma/adapter-libsql'
import { PrismaClient } from '@prisma/client'
import { setTimeout as sleep } from 'node:timers/promises'

/** The Prisma client of the demo. */
export type Database = ReturnType<typeof openDatabase>

/** How long SQLite waits for another process to finish its write, in milliseconds. */
const busyTimeoutMs = 5000

/** Opens the database behind a URL. Does not connect yet. */
export function openDatabase(url: string) {
  return new PrismaClient({
    adapter: new PrismaLibSQL({ url, timeout: busyTimeoutMs }),
    // No query returns it by itself, AdminJS's neither: it cannot reach the browser.
    omit: { user: { passwordHash: true } },
  })
}

/** Switches the SQLite file to write-ahead logging, once: then readers and a writer do not wait for each other. */
export async function useWriteAheadLog(prisma: Database): Promise<void> {
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
