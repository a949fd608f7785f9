// The command line: npm run bench -- [--short] [--json FILE] [--svg FILE]
import { accessSync, constants, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What a run is asked for. The files are absolute paths. */
export interface BenchOptions {
  readonly isShort: boolean
  readonly json: string | undefined
  readonly svg: string | undefined
}

/** A command line that means nothing. The message says what to write. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Reads the command line. A file that could not be written is found here, not after twenty minutes. */
export function parseBenchOptions(args: readonly string[]): BenchOptions {
  const { short = false, json, svg } = valuesOf(args)
  return { isShort: short, json: fileOf('--json', json), svg: fileOf('--svg', svg) }
}

function valuesOf(args: readonly string[]) {
  const options = { short: { type: 'boolean' }, json: { type: 'string' }, svg: { type: 'string' } } as const
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
  new UsageError(`${problem}\nWrite: npm run bench -- [--short] [--json bench.json] [--svg .github/bench.svg]`)
