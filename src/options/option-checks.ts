// The checks that options share. Each returns the value or the default, or throws an error that names the option, shows
// the value and says what to write.
import { inspect } from 'node:util'
import { SingleSessionError } from '../errors.js'

/** The longest time that a timer and a cookie can both express, in milliseconds: about 24 days. */
const longestMs = 2 ** 31 - 1

/** True or false. */
export function flag(name: string, value: unknown, fallback: boolean): boolean {
  if (value === undefined) return fallback
  if (typeof value === 'boolean') return value
  throw invalid(name, value, 'true or false', `${name}: ${String(fallback)}`)
}

/** A whole number of milliseconds, at least `least`. */
export function milliseconds(name: string, value: unknown, fallback: number, least: number): number {
  return wholeNumber(name, value, fallback, [least, longestMs], 'milliseconds')
}

/** A whole number within bounds. */
export function wholeNumber(
  name: string,
  value: unknown,
  fallback: number,
  [least, most]: readonly [number, number],
  unit: string,
): number {
  if (value === undefined) return fallback
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value
  const wanted = `a whole number of ${unit} from ${String(least)} to ${String(most)}`
  throw invalid(name, value, wanted, written(name, String(fallback || 86_400_000)))
}

/** Text of a form. */
export function text(name: string, value: unknown, fallback: string, pattern: RegExp, what: string): string {
  if (value === undefined) return fallback
  if (typeof value === 'string' && pattern.test(value)) return value
  throw invalid(name, value, what, written(name, `'${fallback || 'example.com'}'`))
}

/** A function, or the default one. `example` is how one is written. */
export function functionOr<F extends (...values: never[]) => unknown>(
  name: string,
  value: unknown,
  fallback: F,
  example: string,
): F {
  if (value === undefined) return fallback
  if (typeof value === 'function') return value as F
  throw invalid(name, value, 'a function', `${name}: ${example}`)
}

/** Stops at the first name that is not an option: mostly a typing error. */
export function refuseUnknown(options: object, names: readonly string[], prefix: string): void {
  const unknown = Object.keys(options).find((name) => !names.includes(name))
  if (unknown === undefined) return
  // It may be the secret under a wrong name.
  const value = kindOf((options as Record<string, unknown>)[unknown])
  throw new SingleSessionError(
    'ERR_SINGLE_SESSION_UNKNOWN_OPTION',
    `${prefix}${unknown} is not an option; its value is ${value}. ` +
      `Write one of: ${names.map((name) => prefix + name).join(', ')}.`,
  )
}

/** The error for a value that an option cannot have. */
export function invalid(name: string, value: unknown, wanted: string, cure: string): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_INVALID_OPTION',
    `${name} has to be ${wanted}; it is ${inspect(value, { depth: 0 })}. Write ${cure}.`,
  )
}

/** What a value is, without what is in it: that may be the secret, or most of it. */
export function kindOf(value: unknown): string {
  if (typeof value === 'string') return `a text of ${String(value.length)} characters`
  if (Array.isArray(value)) return `a list of ${String(value.length)}`
  if (typeof value === 'object' && value !== null) return 'an object'
  return typeof value === 'function' || typeof value === 'symbol' ? `a ${typeof value}` : inspect(value)
}

/** Whether a value is an object, and no list. */
export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An option of ours, or one inside of another, as code has it. */
function written(name: string, value: string): string {
  const [outer = name, inner] = name.split('.')
  return inner === undefined ? `${outer}: ${value}` : `${outer}: { ${inner}: ${value} }`
}
