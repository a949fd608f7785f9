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
  /** When its use was noted last; null if that was by this request, or if it is nobody's. */
  readonly seenAt: Date | null
  /** Whether reading it counts as a use of it. */
  readonly isUse: boolean
  /** Whether the login in it is of another panel than the request, which gets to see an anonymous session. */
  readonly isElsewhere?: boolean
  /** What this request did to it in the database, or found: its end moved with a save or a touch, or it had been ended. */
  readonly since: 'asItWas' | 'saved' | 'touched' | 'ended'
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
export function noteStored(session: object, link: Link | null, expiresAt: Date, seenAt: Date | null = null): void {
  setSessionState(session, { link, content: contentOf(session), expiresAt, seenAt, isUse: true, since: 'asItWas' })
}

/** Notes that what this session held when a save began is saved now, until the given time; or that it had been ended. */
export function noteSaved(session: object, content: string, outcome: Date | 'ended'): void {
  const known = sessionState(session) ?? { link: null, expiresAt: new Date(0), seenAt: null, isUse: true }
  const result = outcome === 'ended' ? { since: outcome } : { expiresAt: outcome, since: 'saved' as const }
  setSessionState(session, { ...known, content, ...result })
}

/** Notes that the use of this session is noted, until the given time; or that it had been ended. */
export function noteTouched(session: object, outcome: Date | 'ended'): void {
  const known = sessionState(session)
  const result = outcome === 'ended' ? { since: outcome } : { expiresAt: outcome, since: 'touched' as const }
  if (known) setSessionState(session, { ...known, ...result })
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
