// The pages of the panel: how many a second, and how large each answer is; in a table of sessions that is small, and then
// large. Nothing else grows: AdminJS itself counts all records of a list. The candidates take turns.
import type { PrismaClient } from '@prisma/client'
import { candidates, type Candidate } from '../candidates.js'
import { addEvents, addSessions, addUsers, settle } from '../fill.js'
import { loadFor } from '../load.js'
import { pageNames, pageOf, type PageName, type PanelPage } from '../pages.js'
import type { Plan } from '../plan.js'
import { startServer, type BenchServer } from '../server-process.js'
import { quotients, spreadOf, type Spread } from '../statistics.js'

/** What one page costs with each of the candidates; those that do not have the page are missing. */
export interface PageFigures {
  readonly perSecond: readonly { readonly sessions: number; readonly by: Partial<Record<Candidate, Spread>> }[]
  readonly bytes: Partial<Record<Candidate, number>>
  /** How many times the time of AdminJS alone it takes, of each round in tables of both sizes. */
  readonly overAdminJs: Spread | undefined
  /** How many times as many a second there are as with the plain store. */
  readonly overPlain: Spread | undefined
  readonly payloadOverAdminJs: number | undefined
  /** How many times the time in the small table it takes in the large one. */
  readonly millionOverThousand: number
}

export type PagesFigures = Readonly<Record<PageName, PageFigures>>

/** How many people look at the pages at a time, and may use all of our actions there. */
const people = 10
/** How many users there are, and how many events: as many in both tables. */
const users = 1_000
const events = 1_000

type Servers = Readonly<Record<Candidate, BenchServer>>
type Cookies = Readonly<Record<Candidate, readonly string[]>>
type Rounds = Partial<Record<Candidate, number[]>>
/** What was measured of a page: the answers a second of each round, for each of the sizes. */
interface Measured {
  readonly perSecond: readonly Rounds[]
  readonly bytes: Partial<Record<Candidate, number>>
}

/** Measures all pages on a database that has nothing in it yet. */
export async function measurePages(plan: Plan, url: string, prisma: PrismaClient): Promise<PagesFigures> {
  const sizes = [plan.tableSizes[0], plan.tableSizes[2]]
  await addUsers(prisma, users)
  await prisma.user.updateMany({ where: { id: { lte: people } }, data: { isSuperuser: true } })
  await addEvents(prisma, { users: people, count: events })
  const measured = Object.fromEntries(
    pageNames.map((name): [PageName, Measured] => [name, { perSecond: sizes.map(() => ({})), bytes: {} }]),
  ) as Record<PageName, Measured>
  let present = 0
  for (const [index, size] of sizes.entries()) {
    const others = users - people
    await addSessions(prisma, { firstUser: people + 1, users: others, each: Math.round((size - present) / others) })
    await settle(prisma)
    present = size
    for (let start = 0; start < plan.pageStarts; start++) {
      await withServers(url, async (servers) => {
        const cookies = await logInAll(servers)
        for (const name of pageNames) {
          const { perSecond, bytes } = measured[name]
          await measurePage(plan, pageOf(name), { rounds: perSecond[index] ?? {}, bytes }, servers, cookies)
        }
      })
    }
  }
  return Object.fromEntries(pageNames.map((name) => [name, figuresOf(sizes, measured[name])])) as PagesFigures
}

/** Starts the servers of all candidates for a piece of work: of two processes of one program, one may be a tenth faster. */
async function withServers(url: string, work: (servers: Servers) => Promise<void>): Promise<void> {
  const started = await Promise.all(
    candidates.map((candidate) => startServer({ candidate, urls: [url], hasPanel: true })),
  )
  try {
    // There is one for each candidate.
    await work(Object.fromEntries(candidates.map((candidate, index) => [candidate, started[index]])) as Servers)
  } finally {
    await Promise.all(started.map((server) => server.stop()))
  }
}

async function logInAll(servers: Servers): Promise<Cookies> {
  const cookies: Record<Candidate, string[]> = { memory: [], plain: [], enforced: [] }
  for (const candidate of candidates) {
    for (let id = 1; id <= people; id++) cookies[candidate].push(await servers[candidate].logIn(id))
  }
  return cookies
}

async function measurePage(
  plan: Plan,
  page: PanelPage,
  { rounds, bytes }: { rounds: Rounds; bytes: Measured['bytes'] },
  servers: Servers,
  cookies: Cookies,
): Promise<void> {
  const having = candidates.filter((candidate) => !page.isOurs || candidate === 'enforced')
  const load = (candidate: Candidate, seconds: number) => {
    const of = page.isForStrangers ? cookies[candidate].map(() => '') : cookies[candidate]
    return loadFor(seconds, servers[candidate].origin, of, page.path)
  }
  for (const candidate of having) {
    const cookie = page.isForStrangers ? '' : (cookies[candidate][0] ?? '')
    bytes[candidate] = await bytesOf(servers[candidate].origin + page.path, cookie)
    await load(candidate, plan.pageWarmUpSeconds)
  }
  for (let round = 0; round < plan.pageRounds; round++) {
    for (const candidate of having) {
      const { perSecond } = await load(candidate, plan.pageSeconds)
      rounds[candidate] = [...(rounds[candidate] ?? []), perSecond]
    }
  }
}

async function bytesOf(url: string, cookie: string): Promise<number> {
  const response = await fetch(url, { headers: cookie === '' ? {} : { cookie } })
  const { byteLength } = await response.arrayBuffer()
  if (response.status !== 200) throw new Error(`${url} answered ${String(response.status)}`)
  return byteLength
}

function figuresOf(sizes: readonly number[], { perSecond, bytes }: Measured): PageFigures {
  const all = (candidate: Candidate) => perSecond.flatMap((rounds) => rounds[candidate] ?? [])
  const [ours, memory, plain] = [all('enforced'), all('memory'), all('plain')]
  const [small, large] = perSecond.map(({ enforced = [] }) => spreadOf(enforced).median)
  return {
    perSecond: sizes.map((sessions, index) => ({ sessions, by: spreadsOf(perSecond[index] ?? {}) })),
    bytes,
    overAdminJs: memory.length > 0 ? spreadOf(quotients(memory, ours)) : undefined,
    overPlain: plain.length > 0 ? spreadOf(quotients(ours, plain)) : undefined,
    payloadOverAdminJs: bytes.memory === undefined ? undefined : (bytes.enforced ?? NaN) / bytes.memory,
    millionOverThousand: (small ?? NaN) / (large ?? NaN),
  }
}

function spreadsOf(rounds: Rounds): Partial<Record<Candidate, Spread>> {
  return Object.fromEntries(Object.entries(rounds).map(([candidate, values]) => [candidate, spreadOf(values)]))
}
