// What a request wants to see of the audit trail: the filters as AdminJS's drawer writes them, and a place to go on from.
import type { ActionRequest } from 'adminjs'
import { sessionEventNames } from '../../rule/events.js'
import type { TrailFilter, TrailPlace } from '../../rule/trail-row.js'
import type { Users } from '../../rule/users.js'
import { badRequest } from '../malformed-requests/bad-request.js'

/** What a request wants. */
export interface TrailQuery {
  readonly filter: TrailFilter
  /** From where on; null: from the newest event on. */
  readonly after: TrailPlace | null
  /** The id of an event whose line is to be unfolded. */
  readonly of: string | undefined
  /** The id of the last event of that line that was shown. */
  readonly afterId: string | null
}

/** What each filter makes of its text; undefined if it cannot be one. */
const filters: Readonly<Record<string, (text: string, users: Users) => TrailFilter | undefined>> = {
  userId: (text, users) => ifKnown(users.parseId(text), (userId) => ({ userId })),
  byUserId: (text, users) => ifKnown(users.parseId(text), (byUserId) => ({ byUserId })),
  event: (text) =>
    ifKnown(
      sessionEventNames.find((name) => name === text),
      (event) => ({ event }),
    ),
  ipAddress: (text) => ({ ipAddress: text.trim() }),
  'createdAt~~from': (text) => ifKnown(timeOf(text), (from) => ({ from })),
  'createdAt~~to': (text) => ifKnown(timeOf(text), (to) => ({ to })),
}

/**
 * Reads the query of a request. `isShown` says whether the list shows a property: by a filter for what it hides somebody could
 * find out by guesses what it is.
 *
 * @throws ERR_SINGLE_SESSION_BAD_REQUEST naming the parameter and its value.
 */
export function trailQueryOf(
  { query = {} }: ActionRequest,
  users: Users,
  isShown: (path: string) => boolean,
): TrailQuery {
  // What Express made of a URL.
  const given: Readonly<Record<string, unknown>> = query
  let filter: TrailFilter = {}
  for (const [name, value] of Object.entries(given)) {
    if (!name.startsWith('filters') || value === '') continue
    const [path = '', read] = Object.entries(filters).find(([path]) => `filters.${path}` === name) ?? []
    const part = read && isShown(path.replace(/~~.*/, '')) && typeof value === 'string' ? read(value, users) : undefined
    if (!part) throw badRequest(400, `${name} cannot be ${JSON.stringify(value)}.`)
    filter = { ...filter, ...part }
  }
  const [before, of, afterId] = ['before', 'of', 'after'].map((name) => textIn(given, name))
  const createdAt = before === undefined ? undefined : timeOf(before)
  if (before !== undefined && !createdAt) throw badRequest(400, `before cannot be ${JSON.stringify(before)}.`)
  return { filter, after: createdAt ? { createdAt, id: '' } : null, of, afterId: afterId ?? null }
}

function textIn(query: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = query[name]
  if (value === undefined || value === '') return undefined
  if (typeof value === 'string' && value.length <= 191) return value
  throw badRequest(400, `${name} cannot be ${JSON.stringify(value)}.`)
}

/** A time of a year that every database knows. */
function timeOf(text: string): Date | undefined {
  const time = new Date(text)
  const year = time.getUTCFullYear()
  return year >= 1000 && year <= 9999 ? time : undefined
}

const ifKnown = <Value>(value: Value | undefined, filterOf: (value: Value) => TrailFilter): TrailFilter | undefined =>
  value === undefined ? undefined : filterOf(value)
