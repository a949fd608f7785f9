// Databases that fail, each in the ways of its kind: a server that is frozen, shut down or crashes, a network that freezes
// or breaks, an SQLite file that another process has locked.
import { createClient } from '@libsql/client'
import { createDatabase, createDatabaseOn, provider, type TestDatabase } from './database.js'
import { root } from './demo.js'
import { openWith, type WatchedDatabase } from './open-with.js'
import { startPostgres, type PostgresServer } from './postgres-server.js'
import { run, type RunningProcess } from './process.js'
import { startTcpSwitch, type TcpSwitch } from './tcp-switch.js'

/** A way in which a database fails. */
export interface Outage<Begun = Promise<void> | void> {
  name: string
  /**
   * Whether it may begin only while nothing is under way. Without a write-ahead log a transaction may be refused at its
   * very end, because another process reads; Prisma then leaves it open, and the file locked.
   */
  needsQuiet?: boolean
  /** Opens a database that fails in this way, with a client whose driver waits for `waitMs`. */
  open: (waitMs: number) => Promise<FailingDatabase<Begun>>
}

/** A database that fails from `begin` to `end`, as often as wanted. */
export interface FailingDatabase<Begun = Promise<void> | void> extends WatchedDatabase {
  begin: () => Begun
  end: () => Promise<void> | void
}

/** A way in which it fails from one moment to the next, or as SQLite does as soon as no transaction is under way. */
export interface Halt extends Outage<void> {
  /** Whether it fails for everybody, not only for the client that was opened with it. */
  isForAll: boolean
}

/** The most telling ones first. */
export interface Outages {
  outages: readonly Outage[]
  halts: readonly Halt[]
  /** A network that freezes, for drivers that wait for ever: in the end it `goesOn`, or it breaks. None on SQLite. */
  freezes: readonly (Halt & { goesOn: boolean })[]
  /** A network that breaks without the server noticing, which goes on waiting for its client. PostgreSQL alone minds. */
  unnoticed?: Halt
  close: () => Promise<void>
}

/** What can happen to a database of the kind that this run of the tests is on. */
export async function prepareOutages(): Promise<Outages> {
  if (provider === 'sqlite') return ofSqlite()
  if (provider === 'mysql') {
    // Each has one of its own: a transaction that is held up locks gaps between the rows of everybody in its tables.
    const { halts, freezes } = ofNetwork(createDatabase)
    return { outages: halts, halts, freezes, close: () => Promise.resolve() }
  }
  // A server of our own, whatever TEST_DATABASE_URL says: nobody else's can be stopped.
  const own = await startPostgres()
  const { prisma, url } = await createDatabaseOn(own.url)
  await prisma.$disconnect()
  const server = { ...own, url }
  const { halts, freezes, unnoticed } = ofNetwork(() => Promise.resolve({ url, close: () => Promise.resolve() }))
  return {
    outages: [frozen(server), stopped(server, 'crash'), ...halts, stopped(server, 'orderly')],
    halts: [...halts, frozen(server)],
    freezes,
    unnoticed,
    close: () => server.stop(),
  }
}

function ofNetwork(openBehind: () => Promise<Pick<TestDatabase, 'url' | 'close'>>) {
  type Stop = (network: TcpSwitch) => void
  type GoOn = (network: TcpSwitch) => Promise<void> | void
  const halt = (name: string, stop: Stop, goOn: GoOn): Halt => ({
    name,
    isForAll: false,
    async open(waitMs) {
      const behind = await openBehind()
      const network = await startTcpSwitch(behind.url)
      const database = openWith(network.url, { waitMs })
      return {
        ...database,
        begin() {
          stop(network)
        },
        end: () => goOn(network),
        async close() {
          await database.close()
          network.close()
          await behind.close()
        },
      }
    },
  })
  const freeze: Stop = (network) => {
    network.freeze()
  }
  const frozen = halt('a frozen network', freeze, (network) => {
    network.thaw()
  })
  const frozenThenBroken = halt('a frozen network that breaks', freeze, async (network) => {
    network.cut()
    network.thaw()
    await network.restore()
  })
  const broken = halt(
    'a broken network',
    (network) => {
      network.cut()
    },
    (network) => network.restore(),
  )
  const unnoticed = halt(
    'a network that vanishes',
    (network) => {
      network.vanish()
    },
    (network) => network.restore(),
  )
  const freezes = [
    { ...frozen, goesOn: true },
    { ...frozenThenBroken, goesOn: false },
  ]
  return { halts: [frozen, broken], freezes, unnoticed }
}

const frozen = (server: PostgresServer): Halt => ({
  name: 'a frozen server',
  isForAll: true,
  open: (waitMs) => Promise.resolve({ ...openWith(server.url, { waitMs }), begin: server.freeze, end: server.thaw }),
})

const stopped = (server: PostgresServer, how: 'orderly' | 'crash'): Outage => ({
  name: how === 'crash' ? 'a server that crashes' : 'a server that is shut down',
  open: (waitMs) =>
    Promise.resolve({
      ...openWith(server.url, { waitMs }),
      begin: () => server.shutDown(how),
      end: server.start,
    }),
})

function ofSqlite(): Outages {
  const locked = (name: string, lock: 'IMMEDIATE' | 'EXCLUSIVE', journalMode: 'WAL' | 'DELETE'): Outage => ({
    name,
    needsQuiet: journalMode !== 'WAL',
    async open(waitMs) {
      const file = await createFile(journalMode)
      const database = openWith(file.url, { waitMs })
      let holder: RunningProcess
      return {
        ...database,
        async begin() {
          const args = ['--import', 'tsx', 'test/support/lock-holder.ts', file.url, lock]
          holder = run(process.execPath, args, { cwd: root })
          await holder.match(/locked/)
          // It has the lock as long as it is there, whatever it does.
          holder.child.kill('SIGSTOP')
        },
        async end() {
          await holder.stop('SIGKILL')
        },
        async close() {
          await database.close()
          await file.close()
        },
      }
    },
  })
  const halt: Halt = {
    name: 'a file that others cannot write',
    isForAll: false,
    async open(waitMs) {
      const file = await createFile('WAL')
      const database = openWith(file.url, { waitMs })
      const locker = createClient({ url: file.url })
      let isLocked = false
      return {
        ...database,
        begin() {
          if (isLocked) return
          // It is executed before this returns, and refused while a transaction of the app is under way.
          locker.execute('BEGIN IMMEDIATE').then(
            () => (isLocked = true),
            () => undefined,
          )
        },
        async end() {
          if (isLocked) await locker.execute('ROLLBACK')
          isLocked = false
        },
        async close() {
          locker.close()
          await database.close()
          await file.close()
        },
      }
    },
  }
  return {
    outages: [
      locked('a file that others cannot write', 'IMMEDIATE', 'WAL'),
      locked('a file that others cannot even read', 'EXCLUSIVE', 'DELETE'),
    ],
    halts: [halt],
    freezes: [],
    close: () => Promise.resolve(),
  }
}

async function createFile(journalMode: 'WAL' | 'DELETE'): Promise<{ url: string; close: () => Promise<void> }> {
  const database = await createDatabase()
  const { prisma, url } = database
  await prisma.$disconnect()
  const client = createClient({ url })
  await client.execute(`PRAGMA journal_mode = ${journalMode}`)
  client.close()
  return { url, close: () => database.close() }
}
