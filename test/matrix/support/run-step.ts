// Runs a program to its end, and says all that it wrote if it fails.
import { run } from '../../support/process.js'

export async function runStep(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<string> {
  const program = run(command, args, options)
  const code = await program.ended
  if (code === 0) return program.output()
  throw new Error(`${[command, ...args].join(' ')} ended with ${String(code)}:\n${program.output()}`)
}
