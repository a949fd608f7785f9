// What the command line of the matrix asks for.
import type { Row } from '../row.js'

export interface Wanted {
  readonly wanted: readonly Row[]
  readonly isKept: boolean
}

/** Reads the arguments. Throws if one names nothing. */
export function wantedRows(args: readonly string[], rows: readonly Row[]): Wanted {
  const flags = args.filter((arg) => arg.startsWith('--'))
  const names = args.filter((arg) => !arg.startsWith('--'))
  const unknown = [
    ...flags.filter((flag) => !['--short', '--keep'].includes(flag)),
    ...names.filter((name) => !rows.some((row) => row.name === name)),
  ]
  if (unknown.length > 0) {
    const known = rows.map(({ name }) => name).join(', ')
    throw new Error(`The matrix does not know ${unknown.join(', ')}. It knows --short, --keep and the rows ${known}.`)
  }
  const chosen = names.length > 0 ? rows.filter(({ name }) => names.includes(name)) : rows
  const wanted = flags.includes('--short') ? chosen.filter(({ isShort }) => isShort) : chosen
  return { wanted, isKept: flags.includes('--keep') }
}
