// The cleanup of expired sessions while users work: how long it takes, what it takes of memory, and what they notice.
import type { PrismaClient } from '@prisma/client'
import { addSessions, settle } from '../fill.js'
import { loadFor, loadDuring, pause, type Load } from '../load.js'
import type { Plan } from '../plan.js'
import type { BenchServer } from '../server-process.js'
import { sessionsOfUser } from './logins.js'

export interface CleanupFigures {
  readonly sessions: number
  readonly seconds: number
  readonly perSecond: number
  /** By how much the most memory of the process during the cleanup is above that of the same requests without it. */
  readonly memoryGrowthMb: number
  readonly without: Load
  readonly beside: Load
  readonly p99Growth: number
}

/** Removes sessions from a table that has as many live ones, or more, of users 1 and up. */
export async function measureCleanup(plan: Plan, server: BenchServer, prisma: PrismaClient): Promise<CleanupFigures> {
  const sessions = plan.expiredSessions
  await addSessions(prisma, { firstUser: 1, users: sessions / sessionsOfUser, each: sessionsOfUser, areExpired: true })
  await settle(prisma)

  const cookies: string[] = []
  for (let id = 1; id <= plan.connections; id++) cookies.push(await server.logIn(id))
  await loadFor(plan.warmUpSeconds, server.origin, cookies)
  await server.ask('takePeakMemory')
  const without = await loadFor(plan.roundSeconds * 3, server.origin, cookies)
  const peakWithout = await server.ask('takePeakMemory')

  let cleanup: Awaited<ReturnType<typeof removeExpired>> | undefined
  const removeExpired = () => server.ask('removeExpired')
  const beside = await loadDuring(
    async () => ([cleanup] = await Promise.all([removeExpired(), pause(plan.roundSeconds)])),
    server.origin,
    cookies,
  )
  const peakBeside = await server.ask('takePeakMemory')
  const { result, ms } = cleanup ?? { result: 0, ms: 0 }
  // Each of the logins has removed what had expired of its user, or another one of the oldest.
  const fewest = sessions - plan.connections * sessionsOfUser
  if (typeof result !== 'number' || result < fewest) throw new Error(`The cleanup removed ${String(result)} sessions`)
  return {
    sessions,
    seconds: ms / 1000,
    perSecond: result / (ms / 1000),
    memoryGrowthMb: (peakBeside - peakWithout) / 2 ** 20,
    without,
    beside,
    p99Growth: beside.p99Ms / without.p99Ms,
  }
}
