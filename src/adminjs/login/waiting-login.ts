// What is kept of a login that waits for the choice of its user, as text: no more than it takes to go on without the app. What
// `authenticate` was given is not in it.
import type { LoginAtLimit } from '../../express/login-at-limit.js'
import type { LoginUser } from '../../options/app-functions.js'
import type { SessionLimit } from '../../rule/limit.js'

/** A login that waits. */
export interface WaitingLogin {
  /** The user as `authenticate` returned them, as JSON has it: the session would have held the same. */
  readonly user: LoginUser
  readonly limit: SessionLimit
  /** The keys of sessions that were chosen before. */
  readonly ending: readonly string[]
  /** The last change of the account that was known when the password was right: a later one ends the waiting. */
  readonly knownChange: Date | null
  /** The panel where it waits, by the path of its login. */
  readonly loginPath: string
}

/** The text of a login that waits at a panel. */
export function writeWaiting({ user, limit, ending, changedAt: knownChange }: LoginAtLimit, loginPath: string): string {
  return JSON.stringify({ user, limit, ending, knownChange, loginPath } satisfies WaitingLogin)
}

/** The login of which this is the text. */
export function readWaiting(text: string): WaitingLogin {
  // What `writeWaiting` wrote. JSON has a date as a text.
  const { knownChange, ...waiting } = JSON.parse(text) as WaitingLogin & { readonly knownChange: string | null }
  return { ...waiting, knownChange: knownChange === null ? null : new Date(knownChange) }
}
