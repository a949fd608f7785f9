// The cleanup of both stores on the same table, in turns, with nothing beside it.
import type { PrismaClient } from '@prisma/client'
import { addSessions } from '../fill.js'
import type { Plan } from '../plan.js'
import type { BenchServer } from '../server-process.js'
import { quotients, spreadOf, type Spread } from '../statistics.js'

export interface PruneFigures {
  readonly sessions: number
  readonly plainPerSecond: Spread
  readonly enforcedPerSecond: Spread
  readonly speedup: Spread
}

export async function measurePrune(
  plan: Plan,
  servers: { readonly plain: BenchServer; readonly enforced: BenchServer },
  prisma: PrismaClient,
  userId: number,
): Promise<PruneFigures> {
  const sessions = plan.prunedSessions
  const perSecond = { plain: [] as number[], enforced: [] as number[] }
  for (let round = 0; round < plan.pruneRounds; round++) {
    for (const candidate of ['plain', 'enforced'] as const) {
      await addSessions(prisma, { firstUser: userId, users: 1, each: sessions, areExpired: true })
      const { ms } = await servers[candidate].ask('removeExpired')
      const left = await prisma.session.count({ where: { expiresAt: { lte: new Date() } } })
      if (left > 0) throw new Error(`${candidate} left ${String(left)} expired sessions`)
      perSecond[candidate].push(sessions / (ms / 1000))
    }
  }
  return {
    sessions,
    plainPerSecond: spreadOf(perSecond.plain),
    enforcedPerSecond: spreadOf(perSecond.enforced),
    speedup: spreadOf(quotients(perSecond.enforced, perSecond.plain)),
  }
}
