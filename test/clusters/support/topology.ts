// What is asked of every topology: the limit under parallel logins, with and without the lock on the user; that these tests
// would notice if the unique index were not there; and that failures harm nobody.
import { after, describe, it } from 'node:test'
import type { PrismaClient } from '@prisma/client'
import { closeApps } from '../../support/app.js'
import { createDatabaseOn, type TestDatabase } from '../../support/database.js'
import { trials, type Guarantee } from '../../support/guarantee.js'
import { openWith } from '../../support/open-with.js'
import { changed, checkParallelLogins, type Changes } from '../../support/parallel-logins.js'
import { ruleOf } from '../../support/rule.js'
import { connections, hasWholePool, startPanels, type Panel } from './panels.js'
import { promisesOfPeople, Regular, Visitor } from './people.js'

/** Something that fails under load. */
export interface Failure {
  readonly name: string
  /** Makes it fail. */
  readonly begin: () => Promise<void>
  /** What an operator, or what does it for them, does then. */
  readonly mend: () => Promise<void>
  /** What has to be done before it can fail once more, when all was looked at. */
  readonly afterwards?: () => Promise<void>
}

export interface Topology {
  /** The server where the database is created. */
  readonly server: string
  /** The address of that database for each of several processes. */
  readonly addresses: (database: string) => readonly string[]
  /** The same, set up for panels, if they need more. */
  readonly panels?: (database: string) => readonly string[]
  /** The address at which everything is seen that was committed anywhere. */
  readonly look?: (database: string) => string
  readonly byPooler?: boolean
  readonly failures: readonly Failure[]
  /** What else is tested, on the database of the topology. */
  readonly more?: (database: TestDatabase) => void
}

const { limit, failure, harm } = promisesOfPeople
const limits = [1, 3]
const atOnce = 8
/** In the long run 10,000 logins as they are, and 2,000 without the lock, of so many users at once. */
const loginsWith = trials(48, 10_000)
const loginsWithoutLock = trials(48, 2_000)
const usersAtOnce = trials(3, 6)
const waitMs = 20_000

const uncaught: string[] = []
const keep = (error: unknown) => uncaught.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
process.on('unhandledRejection', keep).on('uncaughtException', keep)

/** Tests a topology. `levels` are isolation levels that transactions are given instead of ours. */
export async function testTopology(topology: Topology, levels: readonly (string | undefined)[] = [undefined]) {
  const {
    server,
    addresses,
    panels = addresses,
    look = (url: string) => url,
    byPooler = false,
    failures,
    more,
  } = topology
  const database = await createDatabaseOn(server)
  const watcher = openWith(look(database.url), { waitMs, byPooler })
  const clients = addresses(database.url).map((url) => openWith(url, { waitMs, byPooler, connections }))
  after(async () => {
    await closeApps()
    // The database stays: its server goes with all that it has.
    const all = [database, watcher, ...clients].map(({ prisma }) => prisma.$disconnect().catch(() => undefined))
    await Promise.all(all)
  })
  const rulesWith = (changes: Changes) => clients.map(({ prisma }) => ruleOf(changed(prisma, changes), 30_000))

  for (const isolationLevel of levels) {
    for (const withoutLock of [false, true]) {
      const changes = { withoutLock, ...(isolationLevel === undefined ? {} : { isolationLevel }) }
      const with_ = `${isolationLevel ?? 'our isolation'}, ${withoutLock ? 'without' : 'with'} the lock on the user`
      it(`leaves exactly the limit of parallel logins live, with ${with_}`, async () => {
        const rules = rulesWith(changes)
        const logins = withoutLock ? loginsWithoutLock : loginsWith
        const rounds = logins / limits.length / atOnce
        const begun = performance.now()
        for (const one of limits) {
          const given = { promise: limit, rules, prisma: watcher.prisma, limit: one, atOnce, rounds, usersAtOnce }
          await checkParallelLogins(given)
        }
        const perSecond = Math.round((logins * 1000) / (performance.now() - begun))
        for (const { prisma } of clients) failure.check(await hasWholePool(prisma), 'a connection is lost after logins')
        say(`${logins.toLocaleString('en')} logins with ${with_}, ${String(perSecond)} a second`)
      })
    }
  }

  it('would notice if the unique index were not there', async () => {
    const other = await createDatabaseOn(server)
    const others = addresses(other.url).map((url) => openWith(url, { waitMs, byPooler }))
    const looking = openWith(look(other.url), { waitMs, byPooler })
    try {
      await dropIndex(other)
      const seen = counting()
      const rules = others.map(({ prisma }) => ruleOf(changed(prisma, { withoutLock: true }), 30_000))
      await checkParallelLogins({ promise: seen, rules, prisma: looking.prisma, limit: 1, atOnce, rounds: 5 })
      limit.check(seen.violations() > 0, 'without the unique index and the lock nothing was noticed')
    } finally {
      await Promise.all([other, looking, ...others].map(({ prisma }) => prisma.$disconnect()))
    }
  })

  more?.(database)

  describe('under load', () => {
    for (const one of failures) {
      it(`nobody is harmed, and all goes on by itself: ${one.name}`, async () => {
        await checkFailure(await startPanels(panels(database.url), byPooler), one, watcher.prisma)
      })
    }
  })
}

/** Begins while people are at the panels, is mended while they are, and looks at what has become of them. */
async function checkFailure(
  panels: readonly Panel[],
  { name, begin, mend, afterwards }: Failure,
  watcher: PrismaClient,
) {
  const run = Math.random().toString(36).slice(2, 8)
  const visitors = await Promise.all(panels.map((panel, index) => Visitor.at(panel, `visitor${run}${String(index)}`)))
  const regulars: Regular[] = []
  for (let index = 0; index < 4; index++) regulars.push(await Regular.among(panels, `regular${run}${String(index)}`))
  const everybody = [...visitors, ...regulars]
  for (let time = 1; time <= trials(1, 3); time++) {
    for (const person of everybody) person.start()
    const before = await Promise.all(everybody.map((person) => person.isServed(5, 60_000)))
    harm.check(before.every(Boolean), `${name}: somebody is not served before it begins`)
    await begin()
    await mend()
    const mendedAt = performance.now()
    const again = await Promise.all(everybody.map((person) => person.isServed(2, 30_000)))
    harm.check(again.every(Boolean), `${name}: the service does not go on by itself`)
    const seconds = ((performance.now() - mendedAt) / 1000).toFixed(1)
    say(`${name}: everybody is served again ${seconds} s after it was mended`)
    await Promise.all(everybody.map((person) => person.stop()))
    await Promise.all(regulars.map((person) => person.verify()))
    for (const { app } of panels) failure.check(await hasWholePool(app.prisma), `${name}: a connection is lost`)
    const twice = await watcher.userSession.groupBy({
      by: ['userId'],
      _count: true,
      having: { userId: { _count: { gt: 1 } } },
    })
    // The users of the other tests may have three.
    limit.check(
      twice.every(({ _count }) => _count <= 3),
      `${name}: ${JSON.stringify(twice)} have too many sessions`,
    )
    await afterwards?.()
  }
  failure.equal(uncaught.splice(0), [], `${name}: errors that nobody caught`)
  await closeApps()
  await Promise.all(panels.map(({ database }) => database.close().catch(() => undefined)))
}

/** The index goes; on MySQL the foreign key needs another one then. */
async function dropIndex({ prisma, url }: TestDatabase): Promise<void> {
  if (url.startsWith('mysql:')) {
    await prisma.$executeRawUnsafe('CREATE INDEX plain ON `UserSession` (`userId`)')
    await prisma.$executeRawUnsafe('DROP INDEX `UserSession_userId_slot_key` ON `UserSession`')
  } else await prisma.$executeRawUnsafe('DROP INDEX "UserSession_userId_slot_key"')
}

/** Counts what breaks a promise, and reports it to nobody. */
function counting(): Guarantee & { violations(): number } {
  let violations = 0
  const check = (holds: boolean) => {
    if (!holds) violations += 1
  }
  return {
    check,
    equal(actual, expected) {
      check(JSON.stringify(actual) === JSON.stringify(expected))
    },
    passed: () => undefined,
    violations: () => violations,
  }
}

const say = (what: string) => process.stderr.write(`${what}\n`)
