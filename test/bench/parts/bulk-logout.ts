// What it takes to log 500 users out on 1,000 sessions.
import type { PrismaClient } from '@prisma/client'
import { addSessions } from '../fill.js'
import { bulkUsers, sessionsOfBulkUser } from '../plan.js'
import type { BenchServer } from '../server-process.js'
import { spreadOf, type Spread } from '../statistics.js'

export interface BulkLogoutFigures {
  readonly users: number
  readonly sessions: number
  readonly ms: Spread
}

/** Logs the users from `firstUser` on out, again and again. They must have no other sessions. */
export async function measureBulkLogout(
  server: BenchServer,
  prisma: PrismaClient,
  firstUser: number,
  times: number,
): Promise<BulkLogoutFigures> {
  const ids = Array.from({ length: bulkUsers }, (_, index) => firstUser + index)
  const sessions = bulkUsers * sessionsOfBulkUser
  const timesMs: number[] = []
  for (let i = 0; i < times; i++) {
    await addSessions(prisma, { firstUser, users: bulkUsers, each: sessionsOfBulkUser })
    const { result, ms } = await server.ask('endSessions', ids)
    if (result.users !== bulkUsers || result.sessions !== sessions) {
      throw new Error(`${String(result.users)} users were logged out on ${String(result.sessions)} sessions`)
    }
    timesMs.push(ms)
  }
  return { users: bulkUsers, sessions, ms: spreadOf(timesMs) }
}
