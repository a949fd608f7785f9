// Where the faults of a login go. AdminJS catches every error of a login and shows its text on the login page with the
// status 400; the app, its error handler and its log would never hear of it.
import type { NextFunction, Request } from 'express'

const exits = new WeakMap<Request, NextFunction>()

/** Keeps a way to the app's error handler for the faults of this request. */
export function rememberExit(req: Request, next: NextFunction): void {
  exits.set(req, next)
}

/** Answers the request with an error, through the app's error handler. Whoever awaits it goes no further. */
export function answerWith(req: Request, error: unknown): Promise<never> {
  const exit = exits.get(req)
  if (!exit) return Promise.reject(error instanceof Error ? error : new Error(String(error)))
  exit(error)
  return new Promise<never>(() => undefined)
}
