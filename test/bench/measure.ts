// Measures everything on one database, the one of TEST_DATABASE_URL, and sends the figures to the process that started
// it. Its arguments are a JSON of the plan, and the one part that is wanted, if it is not all of them.
import { createDatabase, provider, type TestDatabase } from '../support/database.js'
import { candidates, type Candidate } from './candidates.js'
import { addSessions, addUsers, settle } from './fill.js'
import type { Part } from './options.js'
import { measureBulkLogout, type BulkLogoutFigures } from './parts/bulk-logout.js'
import { measureCleanup, type CleanupFigures } from './parts/cleanup.js'
import { measureFirstPaint, type FirstPaintFigures } from './parts/first-paint.js'
import { measureLogins, sessionsOfUser, type LoginFigures } from './parts/logins.js'
import { measureMemory, type MemoryFigures } from './parts/memory.js'
import { measurePages, type PagesFigures } from './parts/pages.js'
import { measurePrune, type PruneFigures } from './parts/prune.js'
import { measureRequests, type RequestFigures } from './parts/requests.js'
import { countStatements, type StatementFigures } from './parts/statements.js'
import { bulkUsers, type Plan } from './plan.js'
import { startServer, type BenchServer } from './server-process.js'

/** All that is measured on one database. */
export interface DatabaseFigures {
  readonly requests: RequestFigures
  readonly statements: StatementFigures
  readonly logins: LoginFigures
  readonly bulkLogout: BulkLogoutFigures
  readonly cleanup: CleanupFigures
  readonly prune: PruneFigures
  readonly memory: MemoryFigures
  readonly pages: PagesFigures
  /** On SQLite alone: the browser and the components are the same. */
  readonly firstPaint: FirstPaintFigures
}

const plan = JSON.parse(process.argv[2] ?? '{}') as Plan
const wants = (part: Part) => [part, undefined].includes(process.argv[3] as Part | undefined)
const say = (what: string) => process.stderr.write(`${provider}: ${what}\n`)

async function measure(): Promise<Partial<DatabaseFigures>> {
  return {
    ...(wants('requests') && (await measureOnUsualTable())),
    ...(wants('pages') && { pages: await measurePanel() }),
    ...(provider === 'sqlite' && wants('paint') && { firstPaint: await measurePaint() }),
    ...(wants('logins') && (await measureOnGrowingTables())),
  }
}

/** The users of the usual table, by their ids: those who work, those of the bulk logout, one to prune, and the others. */
const firstOfBulk = plan.connections + 1
const pruned = firstOfBulk + bulkUsers
const firstOther = pruned + 1

async function measureOnUsualTable() {
  const database = await createDatabase()
  const { prisma, url } = database
  const others = plan.sessionsInMemory / sessionsOfUser
  await addUsers(prisma, firstOther - 1 + others)
  await addSessions(prisma, { firstUser: firstOther, users: others, each: sessionsOfUser })
  await settle(prisma)

  say('statements')
  const statements = await countStatements(url, prisma, firstOfBulk)
  const started = await Promise.all(candidates.map((candidate) => startServer({ candidate, urls: [url] })))
  const servers = Object.fromEntries(candidates.map((candidate, index) => [candidate, started[index]])) as Record<
    Candidate,
    BenchServer
  >
  try {
    say('requests')
    const requests = await measureRequests(plan, servers)
    say('memory')
    const memory = await measureMemory(servers, prisma, firstOther)
    say('bulk logout')
    const bulkLogout = await measureBulkLogout(servers.enforced, prisma, firstOfBulk, plan.bulkLogouts)
    say('prune')
    const prune = await measurePrune(plan, servers, prisma, pruned)
    return { statements, requests, memory, bulkLogout, prune }
  } finally {
    await Promise.all(started.map((server) => server.stop()))
    await database.close()
  }
}

function measurePanel(): Promise<PagesFigures> {
  say('pages of the panel')
  return onEmptyDatabase((few) => onEmptyDatabase((many) => measurePages(plan, [few, many])))
}

function measurePaint(): Promise<FirstPaintFigures> {
  say('first paint')
  return onEmptyDatabase(({ url, prisma }) => measureFirstPaint(plan, url, prisma))
}

async function onEmptyDatabase<T>(work: (database: TestDatabase) => Promise<T>): Promise<T> {
  const database = await createDatabase()
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

async function measureOnGrowingTables() {
  const databases: TestDatabase[] = []
  let server: BenchServer | undefined
  try {
    for (const size of plan.tableSizes) {
      say(`${size.toLocaleString('en')} sessions`)
      const database = await createDatabase()
      databases.push(database)
      const users = size / sessionsOfUser
      await addUsers(database.prisma, users)
      await addSessions(database.prisma, { firstUser: 1, users, each: sessionsOfUser })
      await settle(database.prisma)
    }
    const largest = databases.at(-1)
    if (!largest) throw new Error('The plan has no tables')
    server = await startServer({ candidate: 'enforced', urls: databases.map(({ url }) => url), limit: sessionsOfUser })
    say('logins')
    const logins = await measureLogins(server, plan.tableSizes, plan.logins)
    say('cleanup')
    const cleanup = await measureCleanup(plan, server, largest.prisma)
    return { logins, cleanup }
  } finally {
    await server?.stop()
    await Promise.all(databases.map((database) => database.close()))
  }
}

// The bench ended, one way or the other.
process.once('disconnect', () => process.exit())
const figures = await measure()
process.send?.(figures, () => process.exit())
