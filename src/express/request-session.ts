// The session of a request. express-session's types promise one for every request; there is none before our middleware has
// run, outside of the cookie's path, and once it was destroyed.
import type { Request } from 'express'
import type { SessionData } from 'express-session'

/** The session of a request, with its methods and what it holds. */
export type RequestSession = Request['session'] & Partial<SessionData>

/** The session of a request, if it has one now. */
export function sessionOf(req: Request): RequestSession | undefined {
  // See above: it may be absent.
  return (req as Partial<Request>).session
}

/** Takes the session from a request, as `req.session.destroy()` does: nothing of it is left to be saved. */
export function dropSession(req: Request): void {
  // Only what may be absent can be deleted.
  delete (req as Partial<Request>).session
}

/** Whether a request has a session, and of this store. */
export function hasSessionOf(store: object, req: Request): boolean {
  // The types take every store for express-session's own class.
  const requestStore: unknown = req.sessionStore
  return sessionOf(req) !== undefined && requestStore === store
}
