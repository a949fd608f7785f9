// `npm run bench:machines`: what more processes and more database nodes bring. It compares one, two and four processes of
// an app on one PostgreSQL, and on two Galera nodes, by the requests and logins that they answer together. Everything runs
// on one machine, this program too: with few cores they share them, and only the ratios of one run mean something. The
// servers come from Debian's packages. `--short` goes through all of it; its figures mean nothing.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startGalera } from '../clusters/support/mariadb.js'
import { startPostgresNode } from '../clusters/support/postgres.js'
import { missing } from '../clusters/support/programs.js'
import { createDatabaseOn } from '../support/database.js'
import { loadFor, loginsFor } from './load.js'
import { startServer } from './server-process.js'
import { quotients, spreadOf } from './statistics.js'

const isShort = process.argv.includes('--short')
const plan = isShort
  ? { connections: 8, rounds: 1, seconds: 1, warmUpSeconds: 1 }
  : { connections: 24, rounds: 5, seconds: 3, warmUpSeconds: 2 }
const processCounts = [1, 2, 4] as const

/** A database, and its address for each of several processes. */
interface Place {
  readonly name: string
  readonly server: string
  readonly addressOf: (database: string, process: number) => string
  readonly stop: () => Promise<unknown>
}

interface Turn {
  readonly requests: number
  readonly logins: number
}

/** What as many processes did, in each round. */
type Turns = Map<number, Turn[]>

async function onPostgres(): Promise<Place> {
  const node = await startPostgresNode('postgres')
  return {
    name: 'one PostgreSQL',
    server: node.url,
    addressOf: (url) => url,
    stop: () => node.daemon.kill(),
  }
}

async function onGalera(): Promise<Place> {
  const { nodes, arbitrator } = await startGalera({ wsrep_sync_wait: '1' })
  return {
    name: 'two Galera nodes',
    server: nodes[0].url,
    addressOf(url, process) {
      const there = new URL(url)
      there.host = new URL(nodes[process % 2 === 0 ? 0 : 1].url).host
      return there.href
    },
    stop: () => Promise.all([arbitrator, ...nodes.map(({ daemon }) => daemon)].map((daemon) => daemon.kill())),
  }
}

async function measure({ server, addressOf }: Place): Promise<Turns> {
  const database = await createDatabaseOn(server)
  const ids = Array.from({ length: plan.connections }, (_, index) => index + 1)
  // As many who log in all the time, and as many who stay: a login that comes late must not end one of their sessions.
  const staying = ids.map((id) => plan.connections + id)
  await database.prisma.user.createMany({
    data: [...ids, ...staying].map((id) => ({ id, email: `user${String(id)}@example.com`, passwordHash: 'x' })),
  })
  const most = Math.max(...processCounts)
  const servers = await Promise.all(
    Array.from({ length: most }, (_, index) =>
      startServer({ candidate: 'enforced', urls: [addressOf(database.url, index)] }),
    ),
  )
  const origins = servers.map(({ origin }) => origin)
  const turns: Turns = new Map(processCounts.map((count) => [count, []]))
  try {
    // The first round is not counted: a process is slow at first.
    for (let round = -1; round < plan.rounds; round++) {
      const seconds = round < 0 ? plan.warmUpSeconds : plan.seconds
      for (const count of processCounts) {
        const some = origins.slice(0, count)
        const logins = await loginsFor(seconds, some, plan.connections)
        // Each process serves its share of the users, all of whom are logged in.
        const cookies = await Promise.all(staying.map(async (id) => (await servers[id % count]?.logIn(id)) ?? ''))
        const loads = some.map((origin, index) =>
          loadFor(
            seconds,
            origin,
            cookies.filter((_, number) => (staying[number] ?? 0) % count === index),
          ),
        )
        const requests = (await Promise.all(loads)).reduce((sum, { perSecond }) => sum + perSecond, 0)
        if (round >= 0) turns.get(count)?.push({ requests, logins })
      }
    }
    return turns
  } finally {
    await Promise.all(servers.map((one) => one.stop()))
    await database.prisma.$disconnect()
  }
}

function linesOf(name: string, turns: Turns): string[] {
  const of = (what: keyof Turn, count: number) => (turns.get(count) ?? []).map((turn) => turn[what])
  return processCounts.map((count) => {
    const cells = (['requests', 'logins'] as const).map((what) => {
      const { median } = spreadOf(of(what, count))
      const ratio = spreadOf(quotients(of(what, count), of(what, 1)))
      const [times, from, to] = [ratio.median, ratio.from, ratio.to].map((value) => value.toFixed(2))
      return `${String(Math.round(median))} ${what} a second: ${String(times)} times (${String(from)} to ${String(to)})`
    })
    return `${name}, ${String(count)} process${count === 1 ? '' : 'es'}: ${cells.join('; ')}`
  })
}

const lacking = missing(['postgresql', 'mariadb-server', 'galera-4', 'galera-arbitrator-4', 'rsync'])
if (lacking.length > 0) {
  process.stderr.write(`Install Debian's ${lacking.join(', ')}.\n`)
  process.exit(2)
}
const folder = await mkdtemp(join(tmpdir(), 'single-session-machines-'))
await chmod(folder, 0o755)
process.env.TEST_CLUSTERS_FOLDER = folder
try {
  process.stdout.write(`${String(availableParallelism())} cores, shared by processes, databases and this program\n`)
  for (const start of [onPostgres, onGalera]) {
    const place = await start()
    try {
      process.stdout.write(`${linesOf(place.name, await measure(place)).join('\n')}\n`)
    } finally {
      await place.stop()
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
process.exit()
