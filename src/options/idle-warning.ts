// The checks of `idleTimeoutMs` and of `idleWarningMs`, which it bounds: a warning in a session that has just been used would
// never end.
import { sessionCookie } from './cookie-options.js'
import { invalid, milliseconds } from './option-checks.js'

const minuteMs = 60 * 1000

/** Checks `idleTimeoutMs`. */
export const idleTimeout = milliseconds({ byDefault: 24 * 60 * minuteMs, least: 1000 })

/** Checks `idleWarningMs`, given the options that say how long sessions live without a request. */
export function idleWarning(
  value: unknown,
  name: string,
  { idleTimeoutMs, cookie }: { readonly idleTimeoutMs?: unknown; readonly cookie?: unknown },
): number {
  const idleMs = idleTimeout(idleTimeoutMs, 'idleTimeoutMs')
  const leastMs = Math.min(idleMs, sessionCookie(cookie, 'cookie').attributes.maxAge ?? idleMs)
  // Half of a short idle time, so that whoever shortens that alone is not refused.
  if (value === undefined) return Math.min(minuteMs, Math.floor(leastMs / 2))
  const warningMs = milliseconds({ byDefault: minuteMs, least: 0 })(value, name)
  if (warningMs < leastMs) return warningMs
  const wanted = `less than idleTimeoutMs and cookie.maxAge, the lesser of which is ${String(leastMs)}`
  throw invalid(name, value, wanted, `${name}: ${String(Math.floor(leastMs / 2))}`)
}
