// Starts the server of a candidate, and asks it for what only its process knows.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { BrowserClient } from '../support/browser-client.js'
import type { Commands, ServerOptions } from './server.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const program = fileURLToPath(new URL('server.ts', import.meta.url))

export interface BenchServer {
  /** Where it listens, for each of its databases; `origin` is the last one. */
  readonly origins: readonly string[]
  readonly origin: string
  ask<Name extends keyof Commands>(command: Name, ...argument: Parameters<Commands[Name]>): ReturnType<Commands[Name]>
  /** Logs a user in, in a new browser, and returns the browser's cookies. */
  logIn(userId: number, origin?: string): Promise<string>
  stop(): Promise<void>
}

interface Answer {
  readonly id: number
  readonly result?: unknown
  readonly error?: string
}

/** Where a panel bundles its components, if it does. */
interface Bundling {
  readonly bundlesInto?: string
}

/** Starts a server, with a session for each user unless told otherwise. */
export async function startServer({
  bundlesInto,
  ...options
}: Pick<ServerOptions, 'candidate' | 'urls'> & Partial<ServerOptions> & Bundling): Promise<BenchServer> {
  const complete: ServerOptions = { limit: 1, countsStatements: false, hasPanel: false, ...options }
  const child = fork(program, [JSON.stringify(complete)], {
    cwd: root,
    // AdminJS before tsx: its many files load faster without it.
    execArgv: [
      '--expose-gc',
      ...(options.candidate === 'enforced' || complete.hasPanel ? ['--import', 'adminjs'] : []),
      '--import',
      'tsx',
    ],
    // Mostly nobody asks for the components of a panel, which several servers would bundle in the same folder.
    env: {
      ...process.env,
      NODE_ENV: 'production',
      ...(bundlesInto === undefined ? { ADMIN_JS_SKIP_BUNDLE: 'true' } : { ADMIN_JS_TMP_DIR: bundlesInto }),
    },
    // MemoryStore says at its start that it is not for production.
    stdio: ['ignore', 'ignore', options.candidate === 'memory' ? 'ignore' : 'inherit', 'ipc'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', resolve))
  const endedTooSoon = ended.then(() => Promise.reject(new Error(`The server of ${options.candidate} ended`)))
  endedTooSoon.catch(() => undefined)

  const started = new Promise<{ origins: string[] }>((resolve) => {
    child.once('message', (message) => {
      resolve(message as { origins: string[] })
    })
  })
  const { origins } = await Promise.race([started, endedTooSoon])
  const last = origins.at(-1) ?? ''

  const waiting = new Map<number, (answer: Answer) => void>()
  child.on('message', (message) => {
    const answer = message as Answer
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  let questions = 0

  async function ask(command: keyof Commands, argument: unknown): Promise<unknown> {
    const id = ++questions
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve))
    child.send({ id, command, argument })
    const { result, error } = await Promise.race([answered, endedTooSoon])
    if (error !== undefined) throw new Error(`${options.candidate}, ${command}: ${error}`)
    return result
  }

  return {
    origins,
    origin: last,
    // The server answers with the types of Commands.
    ask: (command, ...[argument]) => ask(command, argument) as ReturnType<Commands[typeof command]>,
    async logIn(userId, origin = last) {
      const browser = new BrowserClient(origin)
      const { status } = await browser.post(`/login/${String(userId)}`)
      if (status !== 204) throw new Error(`${options.candidate}: a login answered ${String(status)}`)
      return browser.cookieHeader
    },
    async stop() {
      child.disconnect()
      await ended
    },
  }
}
