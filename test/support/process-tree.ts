// A process and those that it has started, to be stopped, let go on or killed together. Linux tells of them in its file
// system.
import { readdirSync, readFileSync } from 'node:fs'

/** Sends a signal to a process and to its children. The parent comes first: then there are no more of them. */
export function signalTree(pid: number, name: NodeJS.Signals): void {
  const children = name === 'SIGKILL' ? childrenOf(pid) : []
  signal(pid, name)
  for (const child of [...children, ...childrenOf(pid)]) signal(child, name)
}

/** The processes that a process has started. */
export function childrenOf(parent: number): number[] {
  return allPids().filter((pid) => parentOf(pid) === parent)
}

/** The processes in whose command line this text is. */
export function processesNaming(text: string): number[] {
  return allPids().filter((pid) => pid !== process.pid && read(`/proc/${String(pid)}/cmdline`)?.includes(text))
}

/** Sends a signal to a process, unless it has ended. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

const allPids = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)

function parentOf(pid: number): number | undefined {
  const stat = read(`/proc/${String(pid)}/stat`)
  // Behind the name of the program, which is in brackets and may hold anything.
  return stat === undefined ? undefined : Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2])
}

/** Undefined if it has ended meanwhile. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
