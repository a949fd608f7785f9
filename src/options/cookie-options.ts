// The options of the session cookie, their checks and their defaults.
import { invalid, isObject, milliseconds, oneOf, refuseUnknown, text, type Check } from './option-checks.js'

/** The session cookie. The names are those of express-session. It is always `httpOnly`. */
export interface CookieOptions {
  /**
   * The cookie's name. @default '__Host-adminjs' if `secure` is true, `path` is '/' and there is no `domain`: then browsers
   * take the cookie from nobody but this host, over HTTPS; 'adminjs' otherwise
   */
  name?: string | undefined
  /**
   * The lifetime of the cookie in the browser, in milliseconds, and then also the idle time of its session, in the place of
   * `idleTimeoutMs`. The cookie is renewed while the session is used, at most once in `touchAfterMs`, and lasts that much
   * longer. Without it the cookie lasts until the browser is closed. @default undefined
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

const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'

const checks = {
  name: text({
    byDefault: undefined,
    pattern: /^[!#$%&'*+\-.^_`|~\w]+$/,
    what: 'a cookie name',
    example: 'adminjs',
  }),
  maxAge: milliseconds({ byDefault: undefined, least: 1000 }),
  sameSite: oneOf('lax', ['lax', 'strict', 'none']),
  secure: (value = process.env.NODE_ENV === 'production', name) => oneOf(true, [true, false, 'auto'])(value, name),
  // What the package cookie, which writes the header, takes for a path and a domain.
  path: text({ byDefault: '/', pattern: /^\/[!-:=-~]*$/, what: 'a path', example: '/' }),
  domain: text({
    byDefault: undefined,
    pattern: new RegExp(`^[.]?${label}([.]${label})*$`, 'i'),
    what: 'a domain',
    example: 'example.com',
  }),
} satisfies { readonly [Name in keyof CookieOptions]-?: Check<CookieOptions[Name]> }

/** The cookie's attributes, as express-session takes them, and its name. */
export interface SessionCookie {
  readonly name: string
  readonly attributes: {
    readonly httpOnly: true
    readonly sameSite: 'lax' | 'strict' | 'none'
    readonly secure: boolean | 'auto'
    readonly path: string
    readonly maxAge?: number
    readonly domain?: string
  }
}

/** Checks the options of the cookie and fills in the defaults. */
export const sessionCookie: Check<SessionCookie> = (cookie = {}) => {
  if (!isObject(cookie)) throw invalid('cookie', cookie, 'an object', "cookie: { sameSite: 'lax' }")
  refuseUnknown(cookie, Object.keys(checks), 'cookie.')
  const given: Partial<Record<keyof CookieOptions, unknown>> = cookie
  const sameSite = checks.sameSite(given.sameSite, 'cookie.sameSite')
  const secure = checks.secure(given.secure, 'cookie.secure')
  if (sameSite === 'none' && secure === false) {
    const wanted = "true with sameSite 'none', or browsers drop the cookie"
    throw invalid('cookie.secure', secure, wanted, 'cookie: { secure: true }')
  }
  // The two prefixes of RFC 6265bis, section 4.1.3: browsers drop a cookie that does not keep what they promise.
  const isHostOnly = (given.path === undefined || given.path === '/') && given.domain === undefined
  // Not with 'auto': over plain HTTP browsers would drop it.
  const byDefault = secure === true && isHostOnly ? '__Host-adminjs' : 'adminjs'
  const name = checks.name(given.name, 'cookie.name') ?? byDefault
  if (/^__(Host|Secure)-/i.test(name) && (secure === false || (/^__Host-/i.test(name) && !isHostOnly))) {
    const wanted = "secure, and with the prefix __Host- have the path '/' and no domain, or browsers drop it"
    throw invalid('cookie', cookie, wanted, "cookie: { name: '__Host-adminjs', secure: true }")
  }
  const path = checks.path(given.path, 'cookie.path')
  const maxAge = checks.maxAge(given.maxAge, 'cookie.maxAge')
  const domain = checks.domain(given.domain, 'cookie.domain')
  const optional = { ...(maxAge === undefined ? {} : { maxAge }), ...(domain === undefined ? {} : { domain }) }
  return Object.freeze({ name, attributes: Object.freeze({ httpOnly: true, sameSite, secure, path, ...optional }) })
}
