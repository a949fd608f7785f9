// What a login takes while the table grows: the tables take turns, and each login ends one session of its user.
import { spreadOf, type Spread } from '../statistics.js'
import type { BenchServer } from '../server-process.js'

/** How many sessions each user has, and may have: a login leaves the table at its size. */
export const sessionsOfUser = 5

export interface LoginFigures {
  readonly tables: readonly { readonly size: number; readonly ms: Spread }[]
  readonly largestOverSmallest: number
}

/** Times logins in tables of these sizes. The server serves them all, in this order, so that nothing else differs. */
export async function measureLogins(
  server: BenchServer,
  sizes: readonly number[],
  logins: number,
): Promise<LoginFigures> {
  const tables = sizes.map((size, index) => ({ size, origin: server.origins[index] ?? '', timesMs: [] as number[] }))
  // The first logins of a process are slow, and not counted.
  const warmUp = Math.ceil(logins / 5)
  for (let round = -warmUp; round < logins; round++) {
    for (const { size, origin, timesMs } of tables) {
      const userId = 1 + Math.floor(Math.random() * (size / sessionsOfUser))
      const start = performance.now()
      await server.logIn(userId, origin)
      if (round >= 0) timesMs.push(performance.now() - start)
    }
  }
  const spreads = tables.map(({ size, timesMs }) => ({ size, ms: spreadOf(timesMs) }))
  const medians = spreads.map(({ ms }) => ms.median)
  return { tables: spreads, largestOverSmallest: (medians.at(-1) ?? NaN) / (medians[0] ?? NaN) }
}
