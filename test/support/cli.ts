// Calls the package's command in a folder of its own: inside this process, which is quick, or as a process of its own, as
// somebody would at their prompt.
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommand } from '../../src/cli/run-command.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
// AdminJS comes before tsx, which would look at each of its modules.
const imports = ['adminjs', 'tsx'].flatMap((name) => ['--import', import.meta.resolve(name)])
const program = [...imports, join(root, 'src/cli/main.ts')]

/** How a call ended, and what it wrote. */
export interface Outcome {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** A folder of an app. */
export interface AppFolder {
  readonly path: string
  read(name: string): Promise<string>
  write(name: string, text: string): Promise<void>
  /** Runs the command with these arguments, in this folder, inside this process. */
  run(args: readonly string[]): Promise<Outcome>
  /** The same in a process of its own. */
  spawn(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Outcome>
  /** The same at a terminal, where somebody types the answers. What both streams wrote comes as one. */
  runAtTerminal(args: readonly string[], answers: string, env?: NodeJS.ProcessEnv): Promise<Outcome>
  remove(): Promise<void>
}

/** Makes a folder with these files; without Prisma and all other packages if `isBare`. */
export async function appFolder(files: Readonly<Record<string, string>>, isBare = false): Promise<AppFolder> {
  const path = await mkdtemp(join(tmpdir(), 'single-session-cli-'))
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(dirname(join(path, name)), { recursive: true })
    await writeFile(join(path, name), text)
  }
  for (const [name, text] of Object.entries(files)) await write(name, text)
  if (!isBare) await symlink(join(root, 'node_modules'), join(path, 'node_modules'))
  return {
    path,
    write,
    read: (name) => readFile(join(path, name), 'utf8'),
    run: (args) => runInside(args, path),
    spawn: (args, env = {}) => call(process.execPath, [...program, ...args], path, env),
    runAtTerminal(args, answers, env = {}) {
      const words = [process.execPath, ...program, ...args].map((word) => `'${word}'`).join(' ')
      return call('script', ['--quiet', '--return', '--command', words, '/dev/null'], path, env, answers)
    },
    remove: () => rm(path, { recursive: true, force: true }),
  }
}

/** At a terminal that is none, where nobody answers. */
async function runInside(args: readonly string[], cwd: string): Promise<Outcome> {
  let [out, err] = ['', '']
  const code = await runCommand(args, {
    cwd,
    isInteractive: false,
    write: (text) => void (out += text),
    tell: (text) => void (err += text),
    ask: () => Promise.reject(new Error('nobody is there to answer')),
    showProgress: () => undefined,
    flush: () => Promise.resolve(),
  })
  return { code, out, err }
}

function call(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  input?: string,
): Promise<Outcome> {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: 'pipe' })
  let [out, err] = ['', '']
  let isAnswered = input === undefined
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
    // A person answers when they are asked.
    if (isAnswered || !/\[y\/N\] |Model: /.test(out)) return
    isAnswered = true
    child.stdin.end(input)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  if (input === undefined) child.stdin.end()
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      resolve({ code, out, err })
    })
  })
}
