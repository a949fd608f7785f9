// Runs a program beside the test, until it says what the test waits for.
import { spawn, type ChildProcess } from 'node:child_process'

export interface RunningProcess {
  child: ChildProcess
  /** All that it wrote so far, to both streams. */
  output(): string
  /** Resolves with the first match in its output; rejects if it ends before. */
  match(pattern: RegExp): Promise<RegExpMatchArray>
  /** Resolves with its exit code, or the signal that ended it. */
  ended: Promise<number | string>
  /** Ends it, and waits until it has. */
  stop(signal?: NodeJS.Signals): Promise<number | string>
}

export function run(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): RunningProcess {
  const child = spawn(command, args, {
    ...options,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let changed: () => void = () => undefined
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      changed()
    })
  }
  const ended = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      resolve(code ?? signal ?? 'unknown')
    })
  })
  return {
    child,
    output: () => output,
    ended,
    match(pattern) {
      return new Promise((resolve, reject) => {
        changed = () => {
          const found = pattern.exec(output)
          if (found) resolve(found)
        }
        changed()
        void ended.then((code) => {
          reject(new Error(`${command} ended with ${String(code)} before it said ${String(pattern)}:\n${output}`))
        }, reject)
      })
    },
    stop(signal = 'SIGTERM') {
      child.kill(signal)
      return ended
    },
  }
}
