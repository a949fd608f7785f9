// Where the faults of a login go. AdminJS catches every error of a login and shows its text on the login page with the
// status 400; the app, its error handler and its log would never hear of it.
import type { Request } from 'express'
import { requestState } from './request-state.js'

/** Answers the request with an error, through the app's error handler. Whoever awaits it goes no further. */
export function answerWith(req: Request, error: unknown): Promise<never> {
  const { next } = requestState(req)
  if (!next) return Promise.reject(error instanceof Error ? error : new Error(String(error)))
  next(error)
  return new Promise<never>(() => undefined)
}
