// Several processes that serve the same panels on one database, each with a clock of its own.
import { fileURLToPath } from 'node:url'
import type { SingleSessionOptions } from '../../src/index.js'
import { run } from './process.js'

export interface Worker {
  /** Of each panel, in the order of their limits. */
  origins: string[]
  stop(): Promise<unknown>
}

export interface WorkerOptions {
  url: string
  limits: readonly (number | boolean)[]
  settings?: Partial<SingleSessionOptions>
  checkTakesMs?: number
}

/** Starts a process for each of these clocks, which say by how many milliseconds they are wrong. */
export async function startWorkers(clockOffsetsMs: readonly number[], options: WorkerOptions): Promise<Worker[]> {
  const started = clockOffsetsMs.map((offsetMs) => {
    const imports = ['./test/support/wrong-clock.mjs', 'adminjs', 'tsx'].flatMap((name) => ['--import', name])
    const args = [...imports, 'test/support/worker.ts', JSON.stringify(options)]
    const env = { WRONG_CLOCK_MS: String(offsetMs) }
    return run(process.execPath, args, { cwd: fileURLToPath(new URL('../..', import.meta.url)), env })
  })
  return Promise.all(
    started.map(async (worker) => {
      const [, list = ''] = await worker.match(/listening on (.+) end/)
      return { origins: list.split(' '), stop: () => worker.stop() }
    }),
  )
}
