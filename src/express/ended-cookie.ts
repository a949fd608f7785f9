// Remembers the session id of a cookie that was ours, but whose session is not there any more.
import type { CookieOptions, Request, Response } from 'express'
import type { Configuration } from '../options/options.js'

const endedSids = new WeakMap<Request, string>()

/** Notes that the session of this request's cookie has ended. The cookie has our signature: nobody made it up. */
export function rememberEnded(req: Request, sid: string): void {
  endedSids.set(req, sid)
}

/** The session id of the cookie, if its session has ended. */
export const endedSidOf = (req: Request): string | undefined => endedSids.get(req)

/** Takes the cookie from the browser. */
export function clearSessionCookie(req: Request, res: Response, configuration: Configuration): void {
  const { secure, maxAge: _, ...cookie } = configuration.cookie
  const options: CookieOptions = { ...cookie, secure: secure === 'auto' ? req.secure : secure }
  res.clearCookie(configuration.cookieName, options)
}
