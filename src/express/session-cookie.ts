// The session cookie, taken from the browser.
import type { CookieOptions, Request, Response } from 'express'
import type { Configuration } from '../options/options.js'

/** Takes the cookie from the browser. */
export function clearSessionCookie(req: Request, res: Response, { cookie }: Pick<Configuration, 'cookie'>): void {
  const { secure, maxAge: _, ...attributes } = cookie.attributes
  const options: CookieOptions = { ...attributes, secure: secure === 'auto' ? req.secure : secure }
  res.clearCookie(cookie.name, options)
}
