// What can happen: to a session, to a login, to an account. The names are stored in the audit trail: after the first release
// they stay as they are.
import type { Actor } from './actor.js'
import type { UserId } from './session.js'

/**
 * Why a session ended: its user logged out (`logout`), or did so in another browser (`logoutElsewhere`), or a later login
 * took its place (`replaced`); an administrator or the app ended it (`revoked`); the account was changed (`accountChanged`)
 * or deleted (`userDeleted`).
 */
export type EndReason = 'logout' | 'logoutElsewhere' | 'replaced' | 'revoked' | 'accountChanged' | 'userDeleted'

/** What every event tells: when, who and where from. */
interface Facts extends Actor {
  readonly createdAt: Date
}

/** What an event of a session tells. */
interface OfSession extends Facts {
  readonly userId: UserId
  /** The key of the session id; see `keyOf`. */
  readonly sessionKey: string
}

/** A user logged in. */
export interface LoginEvent extends OfSession {
  readonly event: 'login'
}

/** A session ended, and did not merely expire. */
export interface EndEvent extends OfSession {
  readonly event: EndReason
}

/** The account of a user was changed or deleted: what opened it before does not count any more. */
export interface AccountEvent extends Facts {
  readonly event: 'userChanged'
  readonly userId: UserId
  readonly sessionKey: null
  /** The title of a user who was deleted: what happened to them before is told by it. Null if the account was changed. */
  readonly userTitle: string | null
}

/** In this session somebody entered a password that is not its user's. */
export interface WrongPasswordEvent extends OfSession {
  readonly event: 'passwordWrong'
}

/** Nobody was let in: the app knows no such user with such a password. It says no more, so nobody knows whose login it was. */
export interface FailedLoginEvent extends Facts {
  readonly event: 'loginFailed'
  readonly userId: null
  readonly sessionKey: null
}

/** The app let this user in, and the rule refused the login. The id is null if the app named none that a user could have. */
export interface RefusedLoginEvent extends Facts {
  readonly event: 'loginRefused'
  readonly userId: UserId | null
  readonly sessionKey: null
}

/** A login that did not happen. */
export type LoginFailure = FailedLoginEvent | RefusedLoginEvent

/** What happened: one row of the audit trail. */
export type SessionEvent = LoginEvent | EndEvent | AccountEvent | WrongPasswordEvent | LoginFailure

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
  userChanged: false,
  passwordWrong: false,
  loginFailed: false,
  loginRefused: false,
}

/** Every name, for those who list them. */
export const sessionEventNames = Object.keys(endings) as SessionEventName[] // The record above has these keys and no others.

/** The names of those that are ends of sessions. */
export const endNames = Object.entries(endings).flatMap(([name, isAnEnd]) => (isAnEnd ? [name] : []))

/** Whether a session ended by this event. */
export const isEnd = (event: SessionEvent): event is EndEvent => endings[event.event]

/** Whether what has this name is the end of a session. */
export const isEndReason = (name: SessionEventName): name is EndReason => endings[name]
