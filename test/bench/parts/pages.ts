// The pages of the panel: how many a second, and how large each answer is; with a table of sessions that is small, and with
// one that is large. Nothing else differs: AdminJS itself counts all records of a list. The candidates take turns, and so do
// the tables, which the same processes have.
import type { PrismaClient } from '@prisma/client'
import type { TestDatabase } from '../../support/database.js'
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
  /** How many times the time of AdminJS alone it takes, of each round with tables of both sizes. */
  readonly overAdminJs: Spread | undefined
  /** How many times as many a second there are as with the plain store. */
  readonly overPlain: Spread | undefined
  readonly payloadOverAdminJs: number | undefined
  /** How many times the time with the small table it takes with the large one. */
  readonly millionOverThousand: Spread
}

export type PagesFigures = Readonly<Record<PageName, PageFigures>>

/** How many people look at the pages at a time, and may use all of our actions there. */
const people = 10
/** How many users there are, and how many events: as many in both tables. */
const users = 1_000
const events = 1_000

/** A candidate's server on one of the tables, and the cookies of the people who are logged in there. */
interface Opened {
  readonly origin: string
  readonly cookies: readonly string[]
}
/** Those of all tables, in their order. */
type AllOpened = Readonly<Record<Candidate, readonly Opened[]>>
type Rounds = Partial<Record<Candidate, number[]>>
/** What was measured of a page: the answers a second of each round, for each of the tables. */
interface Measured {
  readonly perSecond: readonly Rounds[]
  readonly bytes: Partial<Record<Candidate, number>>
}

/** Measures all pages on databases that have nothing in them yet: the first one gets few sessions, the second one many. */
export async function measurePages(
  plan: Plan,
  databases: readonly [few: TestDatabase, many: TestDatabase],
): Promise<PagesFigures> {
  const sizes = [plan.tableSizes[0], plan.tableSizes[2]]
  for (const [index, { prisma }] of databases.entries()) await fill(prisma, sizes[index] ?? 0)
  const measured = Object.fromEntries(
    pageNames.map((name): [PageName, Measured] => [name, { perSecond: sizes.map(() => ({})), bytes: {} }]),
  ) as Record<PageName, Measured>
  const urls = databases.map(({ url }) => url)
  for (let start = 0; start < plan.pageStarts; start++) {
    await withServers(urls, async (opened) => {
      for (const name of pageNames) await measurePage(plan, pageOf(name), measured[name], opened)
    })
  }
  return Object.fromEntries(pageNames.map((name) => [name, figuresOf(sizes, measured[name])])) as PagesFigures
}

async function fill(prisma: PrismaClient, sessions: number): Promise<void> {
  await addUsers(prisma, users)
  await prisma.user.updateMany({ where: { id: { lte: people } }, data: { isSuperuser: true } })
  await addEvents(prisma, { users: people, count: events })
  const others = users - people
  await addSessions(prisma, { firstUser: people + 1, users: others, each: Math.round(sessions / others) })
  await settle(prisma)
}

/** Starts the servers of all candidates for a piece of work: of two processes of one program, one may be a tenth faster. */
async function withServers(urls: readonly string[], work: (opened: AllOpened) => Promise<void>): Promise<void> {
  const started = await Promise.all(
    candidates.map(async (candidate) => ({
      candidate,
      server: await startServer({ candidate, urls, hasPanel: true }),
    })),
  )
  try {
    const opened: Record<Candidate, readonly Opened[]> = { memory: [], plain: [], enforced: [] }
    for (const { candidate, server } of started) opened[candidate] = await logIn(server)
    await work(opened)
  } finally {
    await Promise.all(started.map(({ server }) => server.stop()))
  }
}

async function logIn(server: BenchServer): Promise<Opened[]> {
  const opened: Opened[] = []
  for (const origin of server.origins) {
    const cookies: string[] = []
    for (let id = 1; id <= people; id++) cookies.push(await server.logIn(id, origin))
    opened.push({ origin, cookies })
  }
  return opened
}

async function measurePage(
  plan: Plan,
  { path, isForStrangers, isOurs }: PanelPage,
  { perSecond, bytes }: Measured,
  opened: AllOpened,
): Promise<void> {
  const having = candidates.filter((candidate) => !isOurs || candidate === 'enforced')
  const cookiesOf = ({ cookies }: Opened) => (isForStrangers ? cookies.map(() => '') : cookies)
  const load = (seconds: number, one: Opened) => loadFor(seconds, one.origin, cookiesOf(one), path)
  for (const candidate of having) {
    for (const one of opened[candidate]) {
      bytes[candidate] = await bytesOf(one.origin + path, cookiesOf(one)[0] ?? '')
      await load(plan.pageWarmUpSeconds, one)
    }
  }
  for (let round = 0; round < plan.pageRounds; round++) {
    for (const candidate of having) {
      for (const [table, one] of opened[candidate].entries()) {
        const rounds = perSecond[table] ?? {}
        rounds[candidate] = [...(rounds[candidate] ?? []), (await load(plan.pageSeconds, one)).perSecond]
      }
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
  const [few = [], many = []] = perSecond.map(({ enforced = [] }) => enforced)
  return {
    perSecond: sizes.map((sessions, index) => ({ sessions, by: spreadsOf(perSecond[index] ?? {}) })),
    bytes,
    overAdminJs: memory.length > 0 ? spreadOf(quotients(memory, ours)) : undefined,
    overPlain: plain.length > 0 ? spreadOf(quotients(ours, plain)) : undefined,
    payloadOverAdminJs: bytes.memory === undefined ? undefined : (bytes.enforced ?? NaN) / bytes.memory,
    millionOverThousand: spreadOf(quotients(few, many)),
  }
}

function spreadsOf(rounds: Rounds): Partial<Record<Candidate, Spread>> {
  return Object.fromEntries(Object.entries(rounds).map(([candidate, values]) => [candidate, spreadOf(values)]))
}
