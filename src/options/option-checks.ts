// The checks that options share. Each returns the value or the default, or throws an error that names the option, shows
// the value and says what to write.
import { inspect } from 'node:util'
import { SingleSessionError } from '../errors.js'

/** Checks the value of an option, whose name messages show, and returns what becomes of it; `undefined` means absent. */
export type Check<Result> = (value: unknown, name: string) => Result

/** The longest time that a timer and a cookie can both express, in milliseconds: about 24 days. */
const longestMs = 2 ** 31 - 1

/** True or false. */
export const flag =
  (byDefault: boolean): Check<boolean> =>
  (value = byDefault, name) => {
    if (typeof value === 'boolean') return value
    throw invalid(name, value, 'true or false', written(name, String(byDefault)))
  }

/** A whole number of milliseconds. Without a default the option may be left out. */
export const milliseconds = <Default extends number | undefined>(bounds: {
  byDefault: Default
  least: number
}): Check<number | Default> => wholeNumber({ ...bounds, most: longestMs, unit: 'milliseconds' })

/** A whole number within bounds. */
export const wholeNumber =
  <Default extends number | undefined>(bounds: {
    byDefault: Default
    least: number
    most: number
    unit: string
  }): Check<number | Default> =>
  (value, name) => {
    const { byDefault, least, most, unit } = bounds
    if (value === undefined) return byDefault
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value
    const wanted = `a whole number of ${unit} from ${String(least)} to ${String(most)}`
    throw invalid(name, value, wanted, written(name, String(byDefault ?? 86_400_000)))
  }

/** Text of a form. Without a default the option may be left out. */
export const text =
  <Default extends string | undefined>(form: {
    byDefault: Default
    pattern: RegExp
    what: string
    example: string
  }): Check<string | Default> =>
  (value, name) => {
    if (value === undefined) return form.byDefault
    if (typeof value === 'string' && form.pattern.test(value)) return value
    throw invalid(name, value, form.what, written(name, `'${form.example}'`))
  }

/** One of a few values. The first is the default. */
export const oneOf =
  <const Value extends string | boolean>(byDefault: NoInfer<Value>, values: readonly Value[]): Check<Value> =>
  (value = byDefault, name) => {
    const found = values.find((one) => one === value)
    if (found !== undefined) return found
    const shown = values.map((one) => inspect(one))
    const wanted = `${shown.slice(0, -1).join(', ')} or ${shown.at(-1) ?? ''}`
    throw invalid(name, value, wanted, written(name, inspect(byDefault)))
  }

/** A list, each of whose items is right. It is copied and frozen, so that what becomes of it later changes nothing. */
export const listOf =
  (items: { isRight: (item: unknown) => item is string; what: string; example: string }): Check<readonly string[]> =>
  (value = [], name) => {
    const list = Array.isArray(value) ? Array.from<unknown>(value) : undefined
    if (list?.every(items.isRight)) return Object.freeze(list)
    throw invalid(name, value, items.what, written(name, items.example))
  }

/** A function, or the default one. `example` is how to write one. */
export const functionOr =
  <F extends (...values: never[]) => unknown, Default extends F | undefined>(
    byDefault: Default,
    example: string,
  ): Check<F | Default> =>
  (value, name) => {
    if (value === undefined) return byDefault
    // Its parameters and its result are the app's word: only a call could tell.
    if (typeof value === 'function') return value as F
    throw invalid(name, value, 'a function', written(name, example))
  }

/** Stops at the first name that is not an option: mostly a typing error. */
export function refuseUnknown(options: object, names: readonly string[], prefix: string): void {
  const entries: [string, unknown][] = Object.entries(options)
  const unknown = entries.find(([name]) => !names.includes(name))
  if (unknown === undefined) return
  const [name, value] = unknown
  throw new SingleSessionError(
    'ERR_SINGLE_SESSION_UNKNOWN_OPTION',
    // It may be the secret under a wrong name.
    `${prefix}${name} is not an option; its value is ${kindOf(value)}. ` +
      `Write one of: ${names.map((known) => prefix + known).join(', ')}.`,
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

/** An option, or one inside of another, as code has it. */
function written(name: string, value: string): string {
  const [outer = name, inner] = name.split('.')
  return inner === undefined ? `${outer}: ${value}` : `${outer}: { ${inner}: ${value} }`
}
