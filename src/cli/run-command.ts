// Finds the command in the arguments, runs it, and turns how it went into an exit code.
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { SingleSessionError } from '../errors.js'
import { CliError, exitCodes, usageError, type ExitCode } from './cli-error.js'
import type { Flag, Given, TextOption } from './given.js'
import { init } from './init/init.js'
import { packageVersion } from './own-package.js'
import { cleanUp } from './operators/clean-up.js'
import { logOut } from './operators/log-out.js'
import { logOutEveryone } from './operators/log-out-everyone.js'
import { listSessions } from './operators/list-sessions.js'
import type { Terminal } from './terminal.js'
import { usage } from './usage.js'

interface Command {
  readonly run: (given: Given, terminal: Terminal) => Promise<void>
  readonly options: readonly (Flag | TextOption | 'except')[]
  /** How many operands it takes, at least and at most. */
  readonly operands: readonly [least: number, most: number]
}

const commands: Readonly<Record<string, Command>> = {
  init: { run: init, options: ['schema', 'user', 'write'], operands: [0, 0] },
  sessions: { run: listSessions, options: ['config', 'json'], operands: [0, 1] },
  logout: { run: logOut, options: ['config', 'json', 'yes'], operands: [1, Infinity] },
  'logout-everyone': { run: logOutEveryone, options: ['config', 'json', 'yes', 'except'], operands: [0, 0] },
  cleanup: { run: cleanUp, options: ['config', 'json'], operands: [0, 0] },
}

const options = {
  schema: { type: 'string' },
  user: { type: 'string' },
  config: { type: 'string' },
  except: { type: 'string', multiple: true },
  write: { type: 'boolean' },
  json: { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options']

/** Runs the command that the arguments name. Never rejects: it says what went wrong, and returns the exit code for it. */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    await dispatch(args, terminal)
    return exitCodes.done
  } catch (error) {
    terminal.tell(`${explain(error)}\n`)
    return error instanceof CliError ? error.exitCode : exitCodes.failed
  }
}

async function dispatch(args: readonly string[], terminal: Terminal): Promise<void> {
  const { values, positionals } = parse(args)
  const [name, ...operands] = positionals
  if (values.help) {
    terminal.write(usage)
    return
  }
  if (values.version) {
    terminal.write(`${packageVersion()}\n`)
    return
  }
  if (name === undefined) throw new CliError(usage.trimEnd(), exitCodes.usage)
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw usageError(`There is no command "${name}".`)
  const known: readonly string[] = command.options
  const unknown = Object.keys(values).find((option) => !known.includes(option))
  if (unknown !== undefined) throw usageError(`The command "${name}" has no option --${unknown}.`)
  const [least, most] = command.operands
  if (operands.length < least) throw usageError(`Write the id of a user: "${name} <user>".`)
  if (operands.length > most) throw usageError(`The command "${name}" does not take "${operands[most] ?? ''}".`)
  const { schema, user, config, except = [] } = values
  const texts = Object.fromEntries(Object.entries({ schema, user, config }).filter(([, text]) => text !== undefined))
  const flags = new Set((['write', 'json', 'yes'] as const).filter((flag) => values[flag]))
  await command.run({ operands, texts, flags, except }, terminal)
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw usageError(error instanceof Error ? error.message : String(error))
  }
}

/** An error in words for an operator: ours say what to do, and what is behind them says why. */
function explain(error: unknown): string {
  if (error instanceof CliError) return error.message
  if (!(error instanceof Error)) return withoutPasswords(String(error))
  const code = error instanceof SingleSessionError || 'code' in error ? `${String(error.code)}: ` : ''
  const because = error.cause instanceof Error ? `\nThe cause: ${error.cause.message.trim()}` : ''
  return withoutPasswords(`${code}${error.message}${because}`)
}

/** A driver may name the address of its database, where the password stands. */
const withoutPasswords = (text: string): string => text.replaceAll(/:\/\/[^\s/@]+@/g, '://***@')
