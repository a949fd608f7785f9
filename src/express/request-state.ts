// What we know of a request beside what express-session puts on it. It is kept here and nowhere else.
import type { NextFunction, Request } from 'express'
import type { LinkedSession, UserId, UserRecord } from '../rule/session.js'

/** Users as they were before an action, and their sessions. */
export interface AccountsBefore {
  readonly userIds: readonly UserId[]
  readonly users: ReadonlyMap<UserId, UserRecord>
  readonly sessions: readonly LinkedSession[]
}

/** What we know of a request. */
export interface RequestState {
  /** The session id of its cookie, which has our signature, if the session of that id is not there any more. */
  endedSid?: string
  /** The way to the app's error handler. */
  next?: NextFunction
  /** Whether it came by the routes of a panel: only then was it checked, and only then is its logout ours. */
  isOfPanel?: boolean
  /** The users whom it may be about to change. */
  accountsBefore?: AccountsBefore
}

const states = new WeakMap<Request, RequestState>()

/** What we know of this request, to read and to add to. */
export function requestState(req: Request): RequestState {
  const known = states.get(req)
  if (known) return known
  const state: RequestState = {}
  states.set(req, state)
  return state
}
