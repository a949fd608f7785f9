// What we know of a request beside what express-session puts on it. It is kept here and nowhere else.
import type { NextFunction, Request } from 'express'
import type { LoginAtLimit } from './login-at-limit.js'
import type { Panel } from './panel.js'
import type { LinkedSession, UserId, UserRecord } from '../rule/session.js'

/** Users as they were before an action, and their sessions. */
export interface AccountsBefore {
  readonly userIds: readonly UserId[]
  readonly users: ReadonlyMap<UserId, UserRecord>
  readonly sessions: readonly LinkedSession[]
  /** How the panel calls them. */
  readonly titles: ReadonlyMap<UserId, string>
}

/** What we know of a request. */
export interface RequestState {
  /** The session id of its cookie, which has our signature, if the session of that id is not there any more. */
  endedSid?: string
  /** The way to the app's error handler. */
  next?: NextFunction
  /** The panel that it is for, if it is for one. */
  panel?: Panel | undefined
  /** The root path of the panel that a login by this request opens, if the app says so. */
  panelToOpen?: string | undefined
  /** Whether it came by the routes of that panel: only then was it checked, and only then is its logout ours. */
  isOfPanel?: boolean
  /** When it came, by `performance.now()` of this process: whatever its user proved was asked for later. */
  arrivedAt?: number
  /** When the app changed the account of a user by this request: a login by this request knows of it. */
  knownChange?: Date
  /** Answers a login at the panel for which there is no place; whoever awaits it goes no further. */
  answerAtLimit?: (login: LoginAtLimit) => Promise<never>
  /** Where the browser goes on after a login by this request, if it says so: a page of this panel. */
  wayBack?: string | undefined
  /** Of a login in the dialog of an open tab: what to say if it fails, as AdminJS's login page would. */
  loginHere?: { problem: string }
  /** The users whom it may be about to change. */
  accountsBefore?: AccountsBefore
}

const key = Symbol('adminjs-single-session request')

/** What we know of this request, to read and to add to. */
export function requestState(req: Request & { [key]?: RequestState | undefined }): RequestState {
  return (req[key] ??= {})
}
