// An error in words for the log of the process: what failed, and what was behind it. What a query was given, a session id or a
// password say, is in no code and behind no name, so it is taken out.
import { SingleSessionError } from '../errors.js'

/** How many errors behind an error are told. */
const deepest = 5

/** The longest text of one error. */
const longest = 300

/** What an error may have beside its name and message, by Prisma, its driver adapters, drivers and Node. */
interface Details {
  readonly name?: unknown
  readonly message?: unknown
  readonly code?: unknown
  readonly cause?: unknown
  readonly meta?: { readonly driverAdapterError?: unknown }
  readonly kind?: unknown
  readonly originalCode?: unknown
  readonly originalMessage?: unknown
}

/** An error and the errors behind it, one a line. */
export function wordsOf(error: unknown): string {
  const lines: string[] = []
  for (const one of chainOf(error)) {
    const { title, words } = partsOf(one)
    // Prisma and its driver adapters repeat what they wrap.
    const isRepeated = lines.some((line) => line.includes(words || title))
    if (!isRepeated) lines.push(words === '' ? title : `${title}: ${words}`)
  }
  if (lines.length === 0) lines.push(`a ${typeof error} was thrown`)
  return lines.join('\n  because of ')
}

/** Where in the app's own code an error was raised, as its stack has it. */
export function placeOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const frame = stack.split('\n').find((line) => /^ +at /.test(line) && !/node:|node_modules/.test(line))
  return frame === undefined ? '' : `\n  ${frame.trim()}`
}

/** An error and those behind it. No more than a few: one may be behind itself. */
const chainOf = (error: unknown, most = deepest): Details[] =>
  isObject(error) && most > 0 ? [error, ...chainOf(error.cause ?? error.meta?.driverAdapterError, most - 1)] : []

function partsOf(error: Details) {
  const { name, code, kind, originalCode, message, originalMessage } = error
  const codes = [code, kind, originalCode].filter((one) => typeof one === 'string' || typeof one === 'number')
  const said = [message, originalMessage].find((one): one is string => typeof one === 'string' && one !== '')
  const title = [...new Set([name, ...codes].filter(Boolean).map(String))].join(' ')
  // What we say ourselves has no values in it, and what to write in quotes.
  const words = error instanceof SingleSessionError ? error.message : withoutValues(essenceOf(String(name), said ?? ''))
  return { title: title || 'Error', words }
}

/** Prisma puts the code that asked in front of what the database said, and that code may hold anything. */
function essenceOf(name: string, message: string): string {
  const lines = message.trim().split('\n')
  return (name.startsWith('Prisma') ? lines.at(-1) : lines[0])?.trim() ?? ''
}

/** Words after which a quoted text is a name of the schema or of the code, and no value. */
const isName =
  /\b(relation|table|column|field|constraint|index|key|schema|database|role|user|model|function|type|property|reading|setting)s? $|@$|ConnectionFailed\($/i

/**
 * A text without what stands in quotes, unless it is a name; without the rows that PostgreSQL quotes in brackets; and without
 * the credentials of an address.
 */
export function withoutValues(text: string): string {
  return text
    .replaceAll(/:\/\/[^\s/@]+@/g, '://…@')
    .replaceAll(/(?<!\w)(['"])(.*?)\1(?!\w)/g, (quoted, _quote, _inner, at: number) =>
      isName.test(text.slice(0, at)) ? quoted : '…',
    )
    .replaceAll(/(=|contains )\([^)]*\)/g, '$1(…)')
    .slice(0, longest)
}

const isObject = (value: unknown): value is Details => typeof value === 'object' && value !== null
