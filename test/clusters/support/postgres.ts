// PostgreSQL from Debian's package: a server by itself, or a primary with its standby.
import { appendFile } from 'node:fs/promises'
import { freePort } from '../../support/free-port.js'
import { connect } from '../../support/database.js'
import { folderFor, runAs, startDaemon, type Daemon } from './daemon.js'
import { postgresProgram } from './programs.js'

export interface PostgresNode {
  readonly url: string
  readonly folder: string
  readonly port: number
  daemon: Daemon
  /** Starts it again, on the same port and data. */
  start(): Promise<void>
}

type Settings = Readonly<Record<string, string>>

/** Starts a fresh server. */
export async function startPostgresNode(name: string, settings: Settings = {}): Promise<PostgresNode> {
  const folder = await folderFor('postgres', name)
  const args = ['--pgdata', folder, '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8', '--no-sync']
  await runAs({
    command: postgresProgram('initdb'),
    args: [...args, '--locale', 'C.UTF-8'],
    account: 'postgres',
    folder,
  })
  return startOn(folder, settings)
}

/** Starts a standby of a server, as a copy of it that follows it by `primaryUrl`. */
export async function startStandby(primary: PostgresNode, primaryUrl: string): Promise<PostgresNode> {
  const folder = await folderFor('postgres', 'standby')
  const args = [
    '--pgdata',
    folder,
    '--dbname',
    primary.url,
    '--wal-method',
    'stream',
    '--checkpoint',
    'fast',
    '--no-sync',
  ]
  await runAs({ command: postgresProgram('pg_basebackup'), args, account: 'postgres', folder })
  const { host } = new URL(primaryUrl)
  const [address = '', port = ''] = host.split(':')
  const source = `host=${address} port=${port} user=postgres application_name=standby`
  await appendFile(`${folder}/postgresql.auto.conf`, `primary_conninfo = '${source}'\n`)
  await appendFile(`${folder}/standby.signal`, '')
  return startOn(folder, {})
}

/** Makes a standby the primary. */
export const promote = (standby: PostgresNode): Promise<void> =>
  runAs({
    command: postgresProgram('pg_ctl'),
    args: ['promote', '--pgdata', standby.folder, '--wait'],
    account: 'postgres',
    folder: standby.folder,
  })

async function startOn(folder: string, settings: Settings): Promise<PostgresNode> {
  const port = await freePort()
  const url = `postgresql://postgres@127.0.0.1:${String(port)}/postgres`
  const given = Object.entries({
    ...{ port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: folder, shared_buffers: '64MB' },
    // In its folder, which goes: a server that is killed leaves what it shares by other means behind.
    dynamic_shared_memory_type: 'mmap',
    ...settings,
  })
  const args = ['-D', folder, ...given.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const program = { command: postgresProgram('postgres'), args, account: 'postgres', folder } as const
  const start = () => startDaemon(program, () => answers(url))
  const node: PostgresNode = {
    ...{ url, folder, port, daemon: await start() },
    async start() {
      node.daemon = await start()
    },
  }
  return node
}

/** Whether a server answers. */
export async function answers(url: string, question = 'SELECT 1 AS one'): Promise<boolean> {
  const prisma = connect(url)
  try {
    await prisma.$queryRawUnsafe(question)
    return true
  } finally {
    await prisma.$disconnect()
  }
}

/** Runs a statement, and returns the rows. */
export async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const prisma = connect(url)
  try {
    return await prisma.$queryRawUnsafe<Record<string, unknown>[]>(sql)
  } finally {
    await prisma.$disconnect()
  }
}

/** Waits until a question has an answer that will do. */
export async function until(what: string, holds: () => Promise<boolean>, withinMs = 60_000): Promise<void> {
  const endsAt = performance.now() + withinMs
  while (!(await holds().catch(() => false))) {
    if (performance.now() > endsAt) throw new Error(`It took too long until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
