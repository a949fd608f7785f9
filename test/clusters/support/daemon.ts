// A server in a process of its own, that can be killed and frozen with all that it has started. None of them outlives the
// tests.
import { spawn } from 'node:child_process'
import { chown, mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signalTree } from '../../support/process-tree.js'
import { accountOf } from './programs.js'

/** A running server. */
export interface Daemon {
  /** All that it wrote so far. */
  output(): string
  /** Kills it and all of its processes at once, as a power failure does, and waits until it is gone. */
  kill(): Promise<void>
  /** Stops all of its processes where they are. */
  freeze(): void
  thaw(): void
}

export interface Program {
  readonly command: string
  readonly args: readonly string[]
  readonly account: 'postgres' | 'mysql'
  readonly folder: string
}

const running = new Set<number>()
process.on('exit', () => {
  for (const pid of running) signalTree(pid, 'SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

/** Starts a server. `isReady` is asked until it says so. */
export async function startDaemon(program: Program, isReady: (output: string) => Promise<boolean>): Promise<Daemon> {
  const { command, args, account, folder } = program
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], ...accountOf(account) })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const { pid } = child
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      resolve(error.message)
    })
    child.once('exit', (code, signal) => {
      if (pid !== undefined) running.delete(pid)
      resolve(String(signal ?? code))
    })
  })
  if (pid === undefined) throw new Error(`${command} does not start: ${await ended}`)
  running.add(pid)
  const endsAt = performance.now() + 90_000
  while (!(await isReady(output).catch(() => false))) {
    if (!running.has(pid) || performance.now() > endsAt) {
      signalTree(pid, 'SIGKILL')
      throw new Error(`${command} does not get ready:\n${output.slice(-3000)}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    output: () => output,
    async kill() {
      signalTree(pid, 'SIGCONT')
      signalTree(pid, 'SIGKILL')
      await ended
    },
    freeze() {
      signalTree(pid, 'SIGSTOP')
    },
    thaw() {
      signalTree(pid, 'SIGCONT')
    },
  }
}

/** Runs a program to its end, as the account. Rejects with what it wrote if it fails. */
export async function runAs({ command, args, account, folder }: Program): Promise<void> {
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], ...accountOf(account) })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code !== 0) throw new Error(`${command} ended with ${String(code)}:\n${output.slice(-3000)}`)
}

/** A new folder that belongs to an account, within that of the run, which is removed at the run's end. */
export async function folderFor(account: 'postgres' | 'mysql', name: string): Promise<string> {
  const parent = process.env.TEST_CLUSTERS_FOLDER ?? tmpdir()
  const { uid, gid } = accountOf(account)
  const outer = await mkdtemp(join(parent, `${name}-`))
  const folder = join(outer, 'data')
  await mkdir(folder, { mode: 0o700 })
  if (uid !== undefined && gid !== undefined) {
    await chown(outer, uid, gid)
    await chown(folder, uid, gid)
  }
  return folder
}
