// Loads the app's single session from the module in --config.
import { Console } from 'node:console'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { SingleSession } from '../../index.js'
import { CliError, usageError } from '../cli-error.js'
import type { Terminal } from '../terminal.js'

/** What the commands call. The app may have another copy of this package, so its shape says what it is. */
const needed = [
  'endEveryone',
  'endSessions',
  'listSessions',
  'listUsers',
  'countSessions',
  'removeExpiredSessions',
] as const

/** The members of a single session that the commands call. */
export type Operated = Pick<SingleSession, (typeof needed)[number]>

/** Imports the module, relative to the folder of the call, and returns what it exports as `singleSession` or as default. */
export async function loadSingleSession(config: string | undefined, { cwd }: Terminal): Promise<Operated> {
  if (config === undefined) {
    throw usageError('Write --config <module>: a module of your app that exports singleSession.')
  }
  const path = resolve(cwd, config)
  if (!existsSync(path)) throw usageError(`--config: there is no file ${path}.`)
  // What the app prints when it is loaded is no result of the command.
  globalThis.console = new Console(process.stderr, process.stderr)
  const found = await findIn(await load(path, config))
  if (found) return found
  throw new CliError(
    `--config: ${config} exports no single session. Write in it:\n\n` +
      'export const singleSession = createSingleSession({ prisma, secret: process.env.SESSION_SECRET })',
  )
}

async function load(path: string, config: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(path).href)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'ERR_UNKNOWN_FILE_EXTENSION') throw error
    throw new CliError(
      `This Node does not run ${config} as it is. Give it the loader of your app, such as tsx:\n\n` +
        `  node --import tsx node_modules/adminjs-single-session/dist/cli/main.js ... --config ${config}`,
      undefined,
      { cause: error },
    )
  }
}

/** A CommonJS module has its exports under `default`. */
async function findIn(exported: unknown): Promise<Operated | undefined> {
  const byDefault = await memberOf(exported, 'default')
  const candidates = [
    await memberOf(exported, 'singleSession'),
    byDefault,
    await memberOf(byDefault, 'singleSession'),
    await memberOf(byDefault, 'default'),
  ]
  return candidates.find(isSingleSession)
}

const memberOf = async (value: unknown, name: string): Promise<unknown> =>
  // What is no object has no members; any other may have this one.
  typeof value === 'object' && value !== null ? await (value as Record<string, unknown>)[name] : undefined

function isSingleSession(value: unknown): value is Operated {
  if (typeof value !== 'object' || value === null) return false
  // An object may have any member.
  return needed.every((name) => typeof (value as Record<string, unknown>)[name] === 'function')
}
