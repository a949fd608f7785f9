// How many statements each kind of work costs, as Prisma reports them: reads, writes and COMMIT; BEGIN it does not report.
import type { PrismaClient } from '@prisma/client'
import type { Candidate } from '../candidates.js'
import { addSessions } from '../fill.js'
import { bulkUsers, sessionsOfBulkUser } from '../plan.js'
import { startServer, type BenchServer } from '../server-process.js'

export interface RequestStatements {
  /** A request of a logged-in user whose session was noted as used just before, and the writes among them. */
  readonly steadyRequest: number
  readonly steadyWrites: number
  /** A request without a cookie. */
  readonly anonymousRequest: number
  /** A login of a user who has another session. */
  readonly login: number
}

export interface StatementFigures {
  readonly enforced: RequestStatements & { readonly bulkLogout500: number }
  readonly plain: RequestStatements
}

/** Counts in two servers of their own, which report their statements. User 1 logs in; `bulkFrom` is for the bulk logout. */
export async function countStatements(url: string, prisma: PrismaClient, bulkFrom: number): Promise<StatementFigures> {
  const [enforced, plain] = await Promise.all([startCounting('enforced', url), startCounting('plain', url)])
  try {
    await addSessions(prisma, { firstUser: bulkFrom, users: bulkUsers, each: sessionsOfBulkUser })
    const ids = Array.from({ length: bulkUsers }, (_, index) => bulkFrom + index)
    const ofRequests = await countRequests(enforced)
    const bulk = await statementsOf(enforced, () => enforced.ask('endSessions', ids))
    return { enforced: { ...ofRequests, bulkLogout500: bulk.length }, plain: await countRequests(plain) }
  } finally {
    await Promise.all([enforced.stop(), plain.stop()])
  }
}

const startCounting = (candidate: Candidate, url: string) =>
  startServer({ candidate, urls: [url], countsStatements: true })

async function countRequests(server: BenchServer): Promise<RequestStatements> {
  await server.logIn(1)
  let cookie = ''
  const login = await statementsOf(server, async () => (cookie = await server.logIn(1)))
  await get(server, cookie, 200)
  const steady = await statementsOf(server, () => get(server, cookie, 200))
  const anonymous = await statementsOf(server, () => get(server, '', 401))
  return {
    steadyRequest: steady.length,
    steadyWrites: steady.filter((statement) => /^\s*(insert|update|delete)/i.test(statement)).length,
    anonymousRequest: anonymous.length,
    login: login.length,
  }
}

async function get(server: BenchServer, cookie: string, expected: number): Promise<void> {
  const response = await fetch(`${server.origin}/me`, { headers: cookie === '' ? {} : { cookie } })
  // To its end: express-session notes the use of a session before the last byte, not before the first.
  await response.text()
  if (response.status !== expected)
    throw new Error(`A request answered ${String(response.status)}, not ${String(expected)}`)
}

async function statementsOf(server: BenchServer, work: () => Promise<unknown>): Promise<string[]> {
  await server.ask('takeStatements')
  await work()
  return server.ask('takeStatements')
}
