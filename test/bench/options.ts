// The command line: npm run bench -- [--short] [--only PART] [--json FILE] [--svg FILE]
import { accessSync, constants, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/**
 * The parts that can be run alone: requests and what goes with them, the pages of the panel, their first paint in a browser, logins
 * and the cleanup.
 */
export const parts = ['requests', 'pages', 'paint', 'logins'] as const
export type Part = (typeof parts)[number]

/** What a run is asked for. The files are absolute paths. */
export interface BenchOptions {
  readonly isShort: boolean
  /** One part alone, or undefined for all of them. */
  readonly only: Part | undefined
  readonly json: string | undefined
  readonly svg: string | undefined
}

/** A command line that means nothing. The message says what to write. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Reads the command line. A file that could not be written is found here, not after twenty minutes. */
export function parseBenchOptions(args: readonly string[]): BenchOptions {
  const { short = false, only, json, svg } = valuesOf(args)
  const part = parts.find((one) => one === only)
  if (only !== undefined && part === undefined) throw wrong(`There is no part ${only}; there are ${parts.join(', ')}.`)
  if (svg !== undefined && (part ?? 'requests') !== 'requests')
    throw wrong(`The chart of --svg is one of requests, and --only leaves them out.`)
  return { isShort: short, only: part, json: fileOf('--json', json), svg: fileOf('--svg', svg) }
}

function valuesOf(args: readonly string[]) {
  const text = { type: 'string' } as const
  const options = { short: { type: 'boolean' }, only: text, json: text, svg: text } as const
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    throw wrong(`${args.join(' ')} is not understood: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function fileOf(option: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined
  if (path === '') throw wrong(`${option} is without the name of a file.`)
  const file = resolve(path)
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw wrong(`${option} ${path} is a folder.`)
  try {
    accessSync(dirname(file), constants.W_OK)
  } catch {
    throw wrong(`${option} ${path} cannot be written: there is no folder ${dirname(file)}, or it is not yours.`)
  }
  return file
}

const wrong = (problem: string) =>
  new UsageError(
    `${problem}\nWrite: npm run bench -- [--short] [--only pages] [--json bench.json] [--svg .github/bench.svg]`,
  )
