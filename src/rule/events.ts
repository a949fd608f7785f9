// What can happen to a session. The names are stored in the audit trail: after the first release they stay as they are.
import type { Actor } from './actor.js'
import type { UserId } from './session.js'

/**
 * Why a session ended: its user logged out (`logout`), or did so in another browser (`logoutElsewhere`), or a later login
 * took its place (`replaced`); an administrator or the app ended it (`revoked`); the account was changed (`accountChanged`)
 * or deleted (`userDeleted`).
 */
export type EndReason = 'logout' | 'logoutElsewhere' | 'replaced' | 'revoked' | 'accountChanged' | 'userDeleted'

/** What every event tells. */
interface Facts extends Actor {
  readonly createdAt: Date
  readonly userId: UserId
  /** The key of the session id; see `keyOf`. */
  readonly sessionKey: string
}

/** A user logged in. */
export interface LoginEvent extends Facts {
  readonly event: 'login'
}

/** A session ended, and did not merely expire. */
export interface EndEvent extends Facts {
  readonly event: EndReason
}

/** What happened to a session: one row of the audit trail. */
export type SessionEvent = LoginEvent | EndEvent

/** The name of an event, as it is stored. */
export type SessionEventName = SessionEvent['event']

/** Which events are ends of sessions. */
const endings: { readonly [Name in SessionEventName]: Name extends EndReason ? true : false } = {
  login: false,
  logout: true,
  logoutElsewhere: true,
  replaced: true,
  revoked: true,
  accountChanged: true,
  userDeleted: true,
}

/** Every name, for those who list them. */
export const sessionEventNames: readonly string[] = Object.keys(endings)

/** Whether a session ended by this event. */
export const isEnd = (event: SessionEvent): event is EndEvent => endings[event.event]
