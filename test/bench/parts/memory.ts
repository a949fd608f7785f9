// What sessions that were used once leave in the memory of the server.
import { createHmac } from 'node:crypto'
import type { PrismaClient } from '@prisma/client'
import { useOnce } from '../load.js'
import type { BenchServer } from '../server-process.js'
import { secret } from '../sessions.js'

export interface MemoryFigures {
  readonly sessions: number
  /** Per 10,000 sessions. */
  readonly enforcedMb: number
  readonly memoryMb: number
}

/** Uses the sessions of the users from `firstUser` on, which are in the database; MemoryStore gets as many by logins. */
export async function measureMemory(
  servers: { readonly memory: BenchServer; readonly enforced: BenchServer },
  prisma: PrismaClient,
  firstUser: number,
): Promise<MemoryFigures> {
  const links = await prisma.userSession.findMany({ where: { userId: { gte: firstUser } }, select: { sid: true } })
  const cookies = links.map(({ sid }) => cookieOf(sid))
  const warmUp = Math.ceil(cookies.length / 10)
  const sessions = cookies.length - warmUp

  /** What is left of all but the first ones, for which the server makes what it needs for any number. */
  async function growthMb(server: BenchServer, use: (from: number, to: number) => Promise<unknown>): Promise<number> {
    await use(0, warmUp)
    const before = await server.ask('heapUsed')
    await use(warmUp, cookies.length)
    return (((await server.ask('heapUsed')) - before) / 2 ** 20) * (10_000 / sessions)
  }
  const { enforced, memory } = servers
  return {
    sessions,
    enforcedMb: await growthMb(enforced, (from, to) => useOnce(enforced.origin, cookies.slice(from, to))),
    memoryMb: await growthMb(memory, async (from, to) => {
      for (let i = from; i < to; i++) await memory.logIn(1)
    }),
  }
}

/** The cookie of a session that nobody logged in to, signed as express-session signs it. */
function cookieOf(sid: string): string {
  const signature = createHmac('sha256', secret).update(sid).digest('base64').replace(/=+$/, '')
  return `adminjs=${encodeURIComponent(`s:${sid}.${signature}`)}`
}
