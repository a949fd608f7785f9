// Who ends a session, and from where.
import type { ClientDetails, UserId } from './session.js'

/** Who acts, from where: a user on their own sessions, an administrator, or the app. */
export interface Actor extends ClientDetails {
  /** Who acts as an administrator, which may be the user; null for a user who acts otherwise, and for the app. */
  readonly byUserId: UserId | null
}

/** The app itself, which acts by a call and not by a request. */
export const theApp: Actor = { byUserId: null, ipAddress: null, userAgent: null }
