// What we know of a session beside its data: that it is in the database, whose it is, and what it held there. It lies on
// the session object itself, under a key that neither JSON nor a copy of its fields carries along.
import type { SessionData } from 'express-session'
import type { Link } from '../rule/session.js'
import type { SessionContent } from '../rule/stored-sessions.js'
import { contentOf } from './session-content.js'

/** What we know of a session that is in the database. */
export interface SessionState {
  /** Whose it is, or null. */
  readonly link: Link | null
  /** What it held when this request read or wrote it last: if it is the same at the end, nothing is written. */
  readonly content: string
  readonly expiresAt: Date
  /** Whether reading it counts as a use of it. */
  readonly isUse: boolean
}

const key = Symbol('adminjs-single-session')

/** What we know of this session; undefined if it is not in the database, and was not when the request came. */
export function sessionState(session: object | undefined): SessionState | undefined {
  // Under this key lies what `setSessionState` put there, or nothing.
  return session && (session as { [key]?: SessionState })[key]
}

/** Notes what we know of this session. */
export function setSessionState(session: object, state: SessionState): void {
  Object.defineProperty(session, key, { value: state, configurable: true, enumerable: false })
}

/** Notes that this session is in the database as it is now, with its link, until `expiresAt`. */
export function noteStored(session: object, link: Link | null, expiresAt: Date): void {
  setSessionState(session, { link, content: contentOf(session), expiresAt, isUse: true })
}

/** Lets a request read this session without counting as a use of it. */
export function leaveUntouched(session: object): void {
  const state = sessionState(session)
  if (state) setSessionState(session, { ...state, isUse: false })
}

/** Whose session this is, or null. */
export const linkOf = (session: object | undefined): Link | null => sessionState(session)?.link ?? null

/** Whether a request left something in this session that is not in the database yet. */
export function isChanged(session: object): boolean {
  const state = sessionState(session)
  return state ? contentOf(session) !== state.content : Object.keys(session).some((name) => name !== 'cookie')
}

/** What of a session goes to the database. */
export function toStore(session: object): SessionContent {
  return { data: JSON.stringify(session), idleMs: idleMsOf(session) }
}

/** The idle time that the cookie of a session gives it, in milliseconds, or null. */
export function idleMsOf(session: object): number | null {
  // What express-session calls a session, or what `mergeContents` made of one.
  const { originalMaxAge } = (session as Partial<SessionData>).cookie ?? {}
  return typeof originalMaxAge === 'number' ? originalMaxAge : null
}
