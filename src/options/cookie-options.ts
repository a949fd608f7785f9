// The options of the session cookie, their checks and their defaults.
import { invalid, isObject, milliseconds, refuseUnknown, text } from './option-checks.js'

/** The session cookie. The names are those of express-session. It is always `httpOnly`. */
export interface CookieOptions {
  /** The cookie's name. @default 'adminjs' */
  name?: string | undefined
  /**
   * The lifetime of the cookie in the browser, in milliseconds, and then also the idle time of its session. Without it
   * the cookie lasts until the browser is closed, and the session for `idleTimeoutMs`. @default undefined
   */
  maxAge?: number | undefined
  /** When other sites may send it. @default 'lax' */
  sameSite?: 'lax' | 'strict' | 'none' | undefined
  /**
   * Whether it travels over HTTPS only; `'auto'` follows the connection. Behind a proxy that ends TLS, tell Express so:
   * `app.set('trust proxy', 1)`. @default true if NODE_ENV is production
   */
  secure?: boolean | 'auto' | undefined
  /** The path below which it is sent; the panel has to be below it. @default '/' */
  path?: string | undefined
  /** The domain that it is sent to, beside the host that sets it. @default undefined, that host alone */
  domain?: string | undefined
}

/** The cookie's attributes, as express-session takes them. */
export interface SessionCookie {
  httpOnly: true
  sameSite: 'lax' | 'strict' | 'none'
  secure: boolean | 'auto'
  path: string
  maxAge?: number
  domain?: string
}

const cookieOptionNames = ['name', 'maxAge', 'sameSite', 'secure', 'path', 'domain']

/** Checks the options of the cookie and fills in the defaults. */
export function resolveCookie(cookie: CookieOptions = {}): SessionCookie & { name: string } {
  if (!isObject(cookie)) throw invalid('cookie', cookie, 'an object', "cookie: { sameSite: 'lax' }")
  refuseUnknown(cookie, cookieOptionNames, 'cookie.')
  const name = text('cookie.name', cookie.name, 'adminjs', /^[!#$%&'*+\-.^_`|~\w]+$/, 'a cookie name')
  const { sameSite = 'lax', secure = process.env.NODE_ENV === 'production', maxAge, domain } = cookie
  if (!['lax', 'strict', 'none'].includes(sameSite)) {
    throw invalid('cookie.sameSite', sameSite, "'lax', 'strict' or 'none'", "cookie: { sameSite: 'lax' }")
  }
  if (![true, false, 'auto'].includes(secure)) {
    throw invalid('cookie.secure', secure, "true, false or 'auto'", 'cookie: { secure: true }')
  }
  if (sameSite === 'none' && secure === false) {
    throw invalid(
      'cookie.secure',
      secure,
      "true with sameSite 'none', or browsers drop the cookie",
      'cookie: { secure: true }',
    )
  }
  // The two prefixes of RFC 6265bis: browsers drop a cookie that does not keep what they promise.
  const isHostOnly = (cookie.path === undefined || cookie.path === '/') && domain === undefined
  if (/^__(Host|Secure)-/i.test(name) && (secure === false || (/^__Host-/i.test(name) && !isHostOnly))) {
    const wanted = "secure, and with the prefix __Host- have the path '/' and no domain, or browsers drop it"
    throw invalid('cookie', cookie, wanted, "cookie: { name: '__Host-adminjs', secure: true }")
  }
  return {
    name,
    httpOnly: true,
    sameSite,
    secure,
    // What the package cookie, which writes the header, takes for a path and a domain.
    path: text('cookie.path', cookie.path, '/', /^\/[!-:=-~]*$/, 'a path'),
    ...(maxAge === undefined ? {} : { maxAge: milliseconds('cookie.maxAge', maxAge, 0, 1000) }),
    ...(domain === undefined ? {} : { domain: text('cookie.domain', domain, '', domainPattern, 'a domain') }),
  }
}

const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
const domainPattern = new RegExp(`^[.]?${label}([.]${label})*$`, 'i')
