// What a request of the page "Who is online" asks for. It comes from a browser, so it may be anything.
import type { Place } from '../../rule/port.js'
import { SingleSessionError } from '../../errors.js'
import type { SessionsToEnd } from './wire.js'

/** The longest text that is searched for, in characters. */
const longestSearch = 200

/** The most sessions that one request ends. */
const mostToEnd = 100

/** The last millisecond that every database can compare with: that of the year 9999. */
const lastTime = 253_402_300_799_999

/** The place that a request names; null stands for the first. */
export function placeAsked(asked: unknown): Place | null {
  if (asked === undefined || asked === '') return null
  const found = typeof asked === 'string' ? /^(\d{1,15})-(\d{1,4})$/.exec(asked) : null
  const [, time, skip] = found ?? []
  if (time === undefined || Number(time) > lastTime) throw wrong('after', asked)
  return { lastSeenAt: new Date(Number(time)), skip: Number(skip) }
}

/** The place as a request names it; it tells when somebody was seen, and nothing of their session. */
export const placeAsText = ({ lastSeenAt, skip }: Place): string => `${String(lastSeenAt.getTime())}-${String(skip)}`

/** The text that a request searches for; undefined if it searches for none. */
export function searchAsked(asked: unknown): string | undefined {
  if (asked === undefined) return undefined
  // Neither control characters nor half of a pair: not every database has those in a text.
  const isText = typeof asked === 'string' && asked.length <= longestSearch && !/[\p{Cc}\p{Cs}]/u.test(asked)
  if (!isText) throw wrong('search', asked)
  return asked.trim() || undefined
}

/** The sessions that a request wants to end. */
export function sessionsAsked(asked: unknown): SessionsToEnd {
  const sessions = typeof asked === 'string' ? parsed(asked) : undefined
  const isList = Array.isArray(sessions) && sessions.length > 0 && sessions.length <= mostToEnd
  if (!isList || !sessions.every(isPair)) throw wrong('sessions', asked)
  return sessions
}

const isPair = (value: unknown): value is SessionsToEnd[number] =>
  Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'string' && one !== '')

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const wrong = (name: string, value: unknown): SingleSessionError =>
  new SingleSessionError(
    'ERR_SINGLE_SESSION_BAD_REQUEST',
    `${name} cannot be ${JSON.stringify(value ?? null).slice(0, 100)}.`,
    { status: 400 },
  )
