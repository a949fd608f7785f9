// Requests of users who are logged in: how many a second, and how long each takes. The candidates take turns.
import { candidates, type Candidate } from '../candidates.js'
import { loadFor, type Load } from '../load.js'
import type { Plan } from '../plan.js'
import type { BenchServer } from '../server-process.js'
import { quotients, spreadOf, type Spread } from '../statistics.js'

export interface RequestFigures {
  readonly perSecond: Readonly<Record<Candidate, Spread>>
  readonly p50Ms: Readonly<Record<Candidate, Spread>>
  readonly p99Ms: Readonly<Record<Candidate, Spread>>
  /** Of each round, so that what slows the machine down for a while slows both. */
  readonly enforcedOverPlain: Spread
  readonly enforcedOverMemory: Spread
}

export async function measureRequests(
  plan: Plan,
  servers: Readonly<Record<Candidate, BenchServer>>,
): Promise<RequestFigures> {
  const turns: Record<Candidate, Load[]> = { memory: [], plain: [], enforced: [] }
  const cookies: Record<Candidate, string[]> = { memory: [], plain: [], enforced: [] }
  for (const candidate of candidates) {
    for (let id = 1; id <= plan.connections; id++) cookies[candidate].push(await servers[candidate].logIn(id))
    await loadFor(plan.warmUpSeconds, servers[candidate].origin, cookies[candidate])
  }
  for (let round = 0; round < plan.rounds; round++) {
    for (const candidate of candidates) {
      turns[candidate].push(await loadFor(plan.roundSeconds, servers[candidate].origin, cookies[candidate]))
    }
  }

  const all = (of: keyof Load, candidate: Candidate) => turns[candidate].map((turn) => turn[of])
  const spreads = (of: keyof Load) => ({
    memory: spreadOf(all(of, 'memory')),
    plain: spreadOf(all(of, 'plain')),
    enforced: spreadOf(all(of, 'enforced')),
  })
  const enforcedOver = (other: Candidate) => spreadOf(quotients(all('perSecond', 'enforced'), all('perSecond', other)))
  return {
    perSecond: spreads('perSecond'),
    p50Ms: spreads('p50Ms'),
    p99Ms: spreads('p99Ms'),
    enforcedOverPlain: enforcedOver('plain'),
    enforcedOverMemory: enforcedOver('memory'),
  }
}
