// A new id for the session of a user who stays logged in.
import { promisify } from 'node:util'
import type { Request } from 'express'

/** Gives the browser of a logged-in user a new session id; the session keeps its link and what it holds. */
export async function renewSession(req: Request): Promise<void> {
  const { cookie: _, ...held } = req.session
  await promisify((done: (error?: unknown) => void) => req.session.regenerate(done))()
  Object.assign(req.session, held)
}
