// The session cookie of an answer, if it has a lifetime. It has to live as long as its session, or the browser drops it while
// its user is at work; and by the clock of the browser, not by ours, which may be off.
import type { CookieOptions, Request, Response } from 'express'
import type { Configuration } from '../options/options.js'
import { sessionOf, type RequestSession } from './request-session.js'
import { idleMsOf, sessionState } from './session-state.js'

/** What the cookie is made of. */
export type RenewalOptions = Pick<Configuration, 'cookie' | 'secret' | 'touchAfterMs'>

/**
 * Renews the cookie in the answers that moved the end of its session, and in no others: so a steady request carries no
 * `Set-Cookie`. Called before express-session, whose own cookie is there then when the headers are sent.
 */
export function renewCookie(req: Request, res: Response, options: RenewalOptions): void {
  // Of one signature instead of three: the arguments are passed on as they come.
  const writeHead = res.writeHead.bind(res) as (...values: unknown[]) => Response
  res.writeHead = (...values: unknown[]): Response => {
    const session = sessionOf(req)
    if (session && !res.headersSent) setCookie(req, res, session, options)
    return writeHead(...values)
  }
}

/** Whether an answer may carry a renewed cookie: it has not begun, and no cache will hand it to other people. */
export function mayRenewCookie(res: Response, session: object): boolean {
  const isShared = /\b(public|s-maxage)\b/i.test(String(res.getHeader('cache-control') ?? ''))
  return idleMsOf(session) !== null && !res.headersSent && !isShared
}

function setCookie(req: Request, res: Response, session: RequestSession, options: RenewalOptions): void {
  const [cookies, idleMs] = [cookiesOf(res), idleMsOf(session)]
  // As with nearly every answer.
  if (cookies.length === 0 && idleMs === null) return
  const { since } = sessionState(session) ?? {}
  const { name } = options.cookie
  const others = cookies.filter((cookie) => !cookie.startsWith(`${name}=`))
  const isSet = others.length < cookies.length
  if (since === 'ended') {
    // The browser may have logged in meanwhile, with another request: the id of the old session would take that away.
    if (isSet) replaceCookies(res, others)
    return
  }
  const isRenewed = (since === 'saved' || since === 'touched') && mayRenewCookie(res, session)
  // express-session does not send a secure cookie over a connection that is not, and nor do we.
  if (idleMs === null || !(isSet || (isRenewed && (!session.cookie.secure || req.secure)))) return
  replaceCookies(res, others)
  // What express-session itself makes the cookie of; its type does not tell of it.
  const { data } = session.cookie as typeof session.cookie & { readonly data: CookieOptions }
  // Browsers take `Max-Age`, which is relative, before `Expires`. The cookie lasts until the database notes the next use, rounded
  // up to a whole second: Express rounds down, and a cookie must not end before its session. The time may also be a millisecond
  // less than what the app said, because express-session reads the clock twice.
  const attributes = { ...data, maxAge: Math.ceil((idleMs + options.touchAfterMs) / 1000) * 1000 }
  sign(req, options.secret[0] ?? '', () => res.cookie(name, req.sessionID, { ...attributes, signed: true }))
}

/** Lets Express sign a cookie, which it does as express-session does, with a secret that it looks for in the request. */
function sign(req: Request & { secret?: unknown }, secret: string, work: () => unknown): void {
  const others = Object.getOwnPropertyDescriptor(req, 'secret')
  try {
    req.secret = secret
    work()
  } finally {
    delete req.secret
    if (others) Object.defineProperty(req, 'secret', others)
  }
}

const cookiesOf = (res: Response): string[] => [res.getHeader('set-cookie') ?? []].flat().map(String)

function replaceCookies(res: Response, cookies: readonly string[]): void {
  if (cookies.length > 0) res.setHeader('set-cookie', cookies)
  else res.removeHeader('set-cookie')
}
