// Two requests of one session may change it at the same time. Each saves what it changed itself, onto what the other one
// saved meanwhile: a whole session written back as it was read would undo the other's changes.
import { isDeepStrictEqual } from 'node:util'

type Fields = Readonly<Record<string, unknown>>

/** The outcome of a merge. */
export interface Merged {
  readonly fields: Fields
  /** The paths, as in `cart.total`, that both changed, each to another value: `mine` counts there. */
  readonly overwritten: readonly string[]
}

/**
 * Carries what changed from `base` to `mine` over to `theirs`. Objects are merged field by field, all else is one value.
 * All three have come out of JSON.
 */
export function mergeChanges(base: Fields, mine: Fields, theirs: Fields, path: readonly string[] = []): Merged {
  const fields = new Map(Object.entries(theirs))
  const overwritten: string[] = []
  for (const key of new Set([...Object.keys(base), ...Object.keys(mine)])) {
    const [was, is, other] = [base, mine, theirs].map((of) => (Object.hasOwn(of, key) ? of[key] : undefined))
    if (isDeepStrictEqual(was, is)) continue
    if (isFields(is) && isFields(other)) {
      const inner = mergeChanges(isFields(was) ? was : {}, is, other, [...path, key])
      fields.set(key, inner.fields)
      overwritten.push(...inner.overwritten)
      continue
    }
    if (!isDeepStrictEqual(was, other) && !isDeepStrictEqual(is, other)) overwritten.push([...path, key].join('.'))
    if (is === undefined) fields.delete(key)
    else fields.set(key, is)
  }
  // Not by assignment: a field may be called __proto__.
  return { fields: Object.fromEntries(fields), overwritten }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
