// How the operators' commands show their results, and ask before they act.
import { CliError, exitCodes } from '../cli-error.js'
import { printable, type Terminal } from '../terminal.js'

/** As JSON. An id may be a BigInt, which JSON does not know; a date is in ISO 8601. */
export const asJson = (value: unknown): string =>
  `${JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one), 2)}\n`.replaceAll(
    /[\u007f-\u009f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** As a table with a head, a line for each row. */
export function asTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows].map((row) => row.map(printable))
  const widths = head.map((_, column) => Math.max(...lines.map((row) => row[column]?.length ?? 0)))
  return lines
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

/** A number with its noun, as in "1 session" and "1,200 sessions". */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`

/** Users and their sessions, in words. */
export const usersAndSessions = ({ users, sessions }: { readonly users: number; readonly sessions: number }): string =>
  `${counted(users, 'user')} on ${counted(sessions, 'session')}`

/** How much of the work is done, as a bar. */
export function progressBar(done: number, total: number, what: string): string {
  const part = total > 0 ? Math.min(done / total, 1) : 1
  const filled = Math.round(part * 24)
  return `[${'#'.repeat(filled)}${'.'.repeat(24 - filled)}] ${done.toLocaleString('en')} of ${counted(total, what)}`
}

/** Asks before something that nobody can undo. Refuses where nobody can answer. */
export async function confirm(question: string, isSure: boolean, terminal: Terminal): Promise<void> {
  if (isSure) return
  if (!terminal.isInteractive) {
    throw new CliError(`${question} Nobody is there to answer, so nothing was done. Write --yes.`, exitCodes.usage)
  }
  const answer = await terminal.ask(`${question} [y/N] `)
  if (!/^y(es)?$/i.test(answer.trim())) throw new CliError('Nothing was done.')
}
