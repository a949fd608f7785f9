// What we know of a request beside what express-session puts on it. It is kept here and nowhere else.
import type { NextFunction, Request } from 'express'
import type { LinkedSession, UserRecord } from '../rule/session.js'

/** What we know of a request. */
export interface RequestState {
  /** The session id of its cookie, which has our signature, if the session of that id is not there any more. */
  endedSid?: string
  /** The way to the app's error handler. */
  next?: NextFunction
  /** Whether it came by the routes of a panel: only then was it checked, and only then is its logout ours. */
  isOfPanel?: boolean
  /** The user whom it is about to change, as they were before. */
  userBefore?: UserRecord
  /** The sessions of the users whom it is about to delete. */
  sessionsBefore?: readonly LinkedSession[]
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
