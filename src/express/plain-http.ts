// Logins over plain HTTP where the session cookie is for HTTPS alone: express-session does not send it then, so nobody would be
// logged in, and the login would have ended the user's other sessions for nothing.
import type { Request } from 'express'
import { SingleSessionError } from '../errors.js'
import type { Configuration } from '../options/options.js'

/** What it takes to know. */
export type CookieConfiguration = Pick<Configuration, 'cookie'>

/** Whether the cookie of a login by this request would not be sent. */
export function isCookieWithheld(req: Request, { cookie }: CookieConfiguration): boolean {
  // As express-session asks. With 'auto' the cookie follows the connection.
  return cookie.attributes.secure === true && !req.secure
}

/**
 * Refuses a login by such a request, before it ends anything.
 *
 * @throws ERR_SINGLE_SESSION_COOKIE_NOT_SENT
 */
export function requireCookie(req: Request, configuration: CookieConfiguration): void {
  if (!isCookieWithheld(req, configuration)) return
  tellPlainHttp(req, configuration)
  throw new SingleSessionError('ERR_SINGLE_SESSION_COOKIE_NOT_SENT', explain(req))
}

const told = new WeakSet<CookieConfiguration>()

/** Says once in the log of the process why nobody can log in, and the cure. */
export function tellPlainHttp(req: Request, configuration: CookieConfiguration): void {
  if (told.has(configuration)) return
  told.add(configuration)
  process.emitWarning(explain(req), { code: 'SINGLE_SESSION_PLAIN_HTTP' })
}

function explain(req: Request): string {
  const isBehindTls = /^https\b/i.test(req.get('x-forwarded-proto') ?? '')
  const cure = isBehindTls
    ? "The request has the header X-Forwarded-Proto: https. If your proxy sent it, write app.set('trust proxy', 1), so that " +
      'Express believes it.'
    : "Serve the panel over HTTPS. Behind a proxy that ends TLS, write app.set('trust proxy', 1), and let the proxy send " +
      "X-Forwarded-Proto. For a test without HTTPS write cookie: { secure: 'auto' }."
  return (
    'Somebody came to the login over plain HTTP, where nobody can log in: the session cookie is sent over HTTPS alone, as ' +
    `cookie.secure is true, which it is by default in production. ${cure}`
  )
}
