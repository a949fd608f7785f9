// What the package adds to the start of a panel.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { spreadOf, type Spread } from '../statistics.js'
import type { StartTimes } from '../start-once.js'

export interface StartFigures {
  /** Loading the package and its store, through tsx. */
  readonly importMs: Spread
  /** createSingleSession, withSingleSession, middleware and authentication. */
  readonly callsMs: Spread
}

const program = fileURLToPath(new URL('../start-once.ts', import.meta.url))

/** Starts so many processes, one after the other. */
export async function measureStart(starts: number): Promise<StartFigures> {
  const times: StartTimes[] = []
  for (let i = 0; i < starts; i++) times.push(await startOnce())
  return {
    importMs: spreadOf(times.map(({ importMs }) => importMs)),
    callsMs: spreadOf(times.map(({ callsMs }) => callsMs)),
  }
}

function startOnce(): Promise<StartTimes> {
  const child = fork(program, {
    execArgv: ['--import', 'adminjs', '--import', 'tsx'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  return new Promise((resolve, reject) => {
    child.once('message', (times) => {
      resolve(times as StartTimes)
    })
    child.once('exit', (code) => {
      reject(new Error(`A start ended with ${String(code)}`))
    })
  })
}
