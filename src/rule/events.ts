// What can happen to a session. The names are stored in the audit trail: after the first release they stay as they are.
import type { Actor } from './actor.js'
import type { UserId } from './session.js'

/**
 * Why a session ended: its user logged out (`logout`), or did so in another browser (`logoutElsewhere`), or a later login
 * took its place (`replaced`); an administrator or the app ended it (`revoked`); the account was changed (`accountChanged`)
 * or deleted (`userDeleted`).
 */
export const endReasons = ['logout', 'logoutElsewhere', 'replaced', 'revoked', 'accountChanged', 'userDeleted'] as const

/** Why a session ended. */
export type EndReason = (typeof endReasons)[number]

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

/** Every name, for those who list them. */
export const sessionEventNames: readonly SessionEventName[] = ['login', ...endReasons]

/** Whether a session ended by this event. */
export const isEnd = (event: SessionEvent): event is EndEvent => endReasons.some((reason) => reason === event.event)
