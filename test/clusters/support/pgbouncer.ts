// PgBouncer from Debian's package, which pools transactions in front of a PostgreSQL server.
import { chmod, writeFile } from 'node:fs/promises'
import { freePort } from '../../support/free-port.js'
import { folderFor, startDaemon, type Daemon } from './daemon.js'
import { answers } from './postgres.js'

export interface PgBouncer {
  readonly url: string
  daemon: Daemon
  /** Starts it again, on the same port. */
  start(): Promise<void>
}

/** Starts a pooler in front of the server on this port, set up as prisma/README.md says. */
export async function startPgBouncer(serverPort: number): Promise<PgBouncer> {
  const folder = await folderFor('postgres', 'pgbouncer')
  const port = await freePort()
  const file = `${folder}/pgbouncer.ini`
  const lines = [
    '[databases]',
    `* = host=127.0.0.1 port=${String(serverPort)}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${String(port)}`,
    `unix_socket_dir =`,
    'auth_type = trust',
    `auth_file = ${folder}/users`,
    'pool_mode = transaction',
    'default_pool_size = 10',
    'max_client_conn = 200',
    // By default it waits for fifteen seconds before it asks a server again that was away.
    'server_login_retry = 1',
  ]
  await writeFile(file, `${lines.join('\n')}\n`)
  await writeFile(`${folder}/users`, '"postgres" ""\n"panel" ""\n')
  await Promise.all([file, `${folder}/users`].map((path) => chmod(path, 0o644)))
  const url = `postgresql://postgres@127.0.0.1:${String(port)}/postgres`
  const program = { command: '/usr/sbin/pgbouncer', args: [file], account: 'postgres', folder } as const
  const start = () => startDaemon(program, () => answers(url))
  const pooler: PgBouncer = {
    ...{ url, daemon: await start() },
    async start() {
      pooler.daemon = await start()
    },
  }
  return pooler
}
