// What this browser was told of an ended session. The server tells it once, so the browser keeps it, for all of its tabs and
// until somebody logs in: under the key of the session, whose cookie is here and nowhere else.
import type { EndedAnswer, EndedNotice } from './wire.js'

const name = 'adminjs-single-session told'

/** How long it is kept, in milliseconds: a week, for which the server tells it. */
const keptForMs = 7 * 24 * 60 * 60 * 1000

/** What is kept. */
interface Told {
  /** The panel where it was told. */
  readonly loginPath: string
  readonly key: string
  readonly at: number
  readonly notice: EndedNotice
}

/** What there is to tell of the session with the key: what the server says now, or said before to a tab of this browser. */
export function noticeOf({ notice, key }: EndedAnswer, loginPath: string): EndedNotice | undefined {
  if (key === null) return notice ?? undefined
  if (notice) write({ loginPath, key, at: Date.now(), notice })
  const told = read()
  const isOfNow = told?.key === key && Math.abs(Date.now() - told.at) < keptForMs
  return notice ?? (isOfNow ? told.notice : undefined)
}

/** Calls `listener` whenever another tab of this browser was told something. Returns what ends that. */
export function listenToTold(listener: () => void): () => void {
  const onStorage = (event: StorageEvent): void => {
    if (event.key === name) listener()
  }
  window.addEventListener('storage', onStorage)
  return () => {
    window.removeEventListener('storage', onStorage)
  }
}

/** Forgets it: somebody is logged in at the panel with this login. Another one may have a session of its own. */
export function forgetTold(loginPath: string): void {
  try {
    if (read()?.loginPath === loginPath) window.localStorage.removeItem(name)
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

function write(told: Told): void {
  try {
    window.localStorage.setItem(name, JSON.stringify(told))
  } catch {
    // Then this tab alone tells it.
  }
}

function read(): Told | undefined {
  try {
    const value: unknown = JSON.parse(window.localStorage.getItem(name) ?? 'null')
    // Each is looked at here.
    const { loginPath, key, at, notice } = (value ?? {}) as Partial<Record<keyof Told, unknown>>
    if (typeof loginPath !== 'string' || typeof key !== 'string' || typeof at !== 'number') return undefined
    return isNotice(notice) ? { loginPath, key, at, notice } : undefined
  } catch {
    return undefined
  }
}

/** Whether a value is a notice, as a whole. */
export function isNotice(value: unknown): value is EndedNotice {
  if (typeof value !== 'object' || value === null) return false
  // Each is looked at below.
  const { message, at, device, ipAddress, by } = value as Partial<Record<keyof EndedNotice, unknown>>
  return (
    [message, by].every((text) => typeof text === 'string') &&
    [at, device, ipAddress].every((detail) => detail === null || typeof detail === 'string')
  )
}
