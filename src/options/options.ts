// The options of createSingleSession, their checks and their defaults. Nothing else, but cookie-options.ts and
// app-functions.ts, knows a default: resolveOptions() runs once, at start, and everybody works with the frozen configuration
// that it returns.
import {
  checkPassword,
  limitOf,
  optional,
  permissions,
  type LoginUser,
  type PermissionOptions,
  type Permissions,
  type SessionLimitOf,
  type UserRecordOfApp,
} from './app-functions.js'
import { resolveCookie, type CookieOptions, type SessionCookie } from './cookie-options.js'
import { SingleSessionError } from '../errors.js'
import type { Listeners, LoginNews, SessionEndNews } from '../rule/listeners.js'
import {
  flag,
  functionOr,
  invalid,
  isObject,
  kindOf,
  milliseconds,
  refuseUnknown,
  wholeNumber,
} from './option-checks.js'
import type { PrismaClientLike } from '../prisma/client.js'
import type { UserRecord } from '../rule/session-repository.js'
import type { SessionLimit } from '../rule/session-rule.js'

/** Options of `createSingleSession`. An option that is `undefined` counts as absent. */
export interface SingleSessionOptions extends PermissionOptions {
  /** The app's Prisma client, whose schema has the models `Session` and `UserSession`. */
  prisma: PrismaClientLike
  /**
   * Signs the session cookie: at least 32 characters that nobody can guess. With a list the first one signs and all are
   * accepted, which lets you change it without logging everybody out.
   */
  secret: string | readonly string[] | undefined
  /**
   * How many sessions a user may have: `true` one, `false` any number, a whole number n the newest n, or a function of
   * the user that returns one of these or a promise of it. @default true
   */
  singleUserSession?: SessionLimit | SessionLimitOf | undefined
  /** Whether a logout in one browser logs the user out in all of them. @default true */
  logoutAllSessions?: boolean | undefined
  /** How long a session lives without a request, in milliseconds. @default 86_400_000, a day */
  idleTimeoutMs?: number | undefined
  /**
   * How long a session may be used before it is noted in the database, in milliseconds. A session lives up to this much
   * longer than its idle time, never shorter; 0 writes on every request. @default 60_000, a minute
   */
  touchAfterMs?: number | undefined
  /**
   * How often expired sessions are removed from the database, in milliseconds; 0 leaves that to
   * `singleSession.removeExpiredSessions()`. @default 600_000, ten minutes
   */
  cleanupIntervalMs?: number | undefined
  /**
   * How long the database may take for one piece of work, such as to read a session or to log a user in, in
   * milliseconds; waiting for a turn and trying again count. Then the request fails with 503. @default 10_000
   */
  queryTimeoutMs?: number | undefined
  /**
   * How often an open page of the panel asks whether its session is still live while it can be seen, in milliseconds; it
   * also asks when it comes into view. 0 leaves it at that. @default 10_000
   */
  checkIntervalMs?: number | undefined
  /** How long events are kept in the audit trail, in days. @default 90 */
  keepEventsForDays?: number | undefined
  /**
   * The properties of a user whose change in the panel ends the user's other sessions, such as
   * `['passwordHash', 'active']`, by their names in the user model. @default []
   */
  endSessionsOnChangeOf?: readonly string[] | undefined
  /**
   * Whether a password is that of a user. If it is given, people who end their other sessions are asked for theirs.
   * @default undefined
   */
  checkPassword?: ((user: UserRecordOfApp, password: string) => boolean | Promise<boolean>) | undefined
  /** Is told of each login, after it has happened. What it raises becomes a warning of the process. @default undefined */
  onLogin?: ((login: LoginNews) => void | Promise<void>) | undefined
  /** Is told of each session that was ended, after it has happened; not of those that expire. @default undefined */
  onSessionEnd?: ((end: SessionEndNews) => void | Promise<void>) | undefined
  /**
   * Other origins whose pages may post to the panel, such as `https://login.example.com`; all others are refused.
   * @default []
   */
  trustedOrigins?: readonly string[] | undefined
  /** The session cookie. */
  cookie?: CookieOptions | undefined
  /** Whether the address that a user logs in from is kept with the session, as `req.ip` has it. @default true */
  recordIpAddress?: boolean | undefined
  /** Whether the user agent that a user logs in with is kept with the session. @default true */
  recordUserAgent?: boolean | undefined
  /** Whether the panel lists the users. Without the list there are no bulk actions. @default true */
  userResource?: boolean | undefined
  /** What time it is; for tests. @default () => new Date() */
  clock?: (() => Date) | undefined
}

/** The options, checked and complete. */
export interface Configuration extends Listeners, Permissions {
  readonly prisma: PrismaClientLike
  readonly secrets: readonly string[]
  readonly limitOf: (user: LoginUser) => Promise<SessionLimit>
  readonly logoutAllSessions: boolean
  readonly idleTimeoutMs: number
  readonly touchAfterMs: number
  readonly cleanupIntervalMs: number
  readonly queryTimeoutMs: number
  readonly checkIntervalMs: number
  readonly keepEventsForDays: number
  readonly endSessionsOnChangeOf: readonly string[]
  readonly checkPassword: ((user: UserRecord, password: string) => Promise<boolean>) | undefined
  readonly trustedOrigins: readonly string[]
  readonly cookieName: string
  readonly cookie: Readonly<SessionCookie>
  readonly recordIpAddress: boolean
  readonly recordUserAgent: boolean
  readonly userResource: boolean
  readonly clock: () => Date
}

const optionNames = [
  ...[
    'prisma',
    'secret',
    'singleUserSession',
    'logoutAllSessions',
    'idleTimeoutMs',
    'touchAfterMs',
    'cleanupIntervalMs',
    'queryTimeoutMs',
    'trustedOrigins',
    'cookie',
  ],
  ...['checkIntervalMs', 'keepEventsForDays', 'endSessionsOnChangeOf', 'checkPassword', 'onLogin', 'onSessionEnd'],
  ...['recordIpAddress', 'recordUserAgent', 'isAdminUser', 'hasPermission', 'userResource', 'clock'],
]

/** The shortest secret, in characters: 32 of them, in hexadecimal, are 128 bits. */
const shortestSecret = 32

/**
 * Checks the options and fills in the defaults. The options are not changed.
 *
 * @throws ERR_SINGLE_SESSION_UNKNOWN_OPTION, ERR_SINGLE_SESSION_INVALID_OPTION
 */
export function resolveOptions(options: SingleSessionOptions): Configuration {
  if (!isObject(options)) {
    throw new SingleSessionError(
      'ERR_SINGLE_SESSION_INVALID_OPTION',
      `options has to be an object; it is ${kindOf(options)}. Write createSingleSession({ prisma, secret }).`,
    )
  }
  refuseUnknown(options, optionNames, '')
  if (!isObject(options.prisma))
    throw invalid('prisma', options.prisma, 'your Prisma client', 'prisma: new PrismaClient()')

  const { name: cookieName, ...cookie } = resolveCookie(options.cookie)
  return Object.freeze({
    prisma: options.prisma,
    secrets: secrets(options.secret),
    limitOf: limitOf(options.singleUserSession),
    logoutAllSessions: flag('logoutAllSessions', options.logoutAllSessions, true),
    idleTimeoutMs: milliseconds('idleTimeoutMs', options.idleTimeoutMs, 24 * 60 * 60 * 1000, 1000),
    touchAfterMs: milliseconds('touchAfterMs', options.touchAfterMs, 60 * 1000, 0),
    cleanupIntervalMs: milliseconds('cleanupIntervalMs', options.cleanupIntervalMs, 10 * 60 * 1000, 0),
    queryTimeoutMs: milliseconds('queryTimeoutMs', options.queryTimeoutMs, 10 * 1000, 100),
    checkIntervalMs: milliseconds('checkIntervalMs', options.checkIntervalMs, 10 * 1000, 0),
    keepEventsForDays: wholeNumber('keepEventsForDays', options.keepEventsForDays, 90, [1, 36_500], 'days'),
    endSessionsOnChangeOf: propertyNames(options.endSessionsOnChangeOf),
    checkPassword: checkPassword(options.checkPassword),
    onLogin: optional('onLogin', options.onLogin, '(news) => console.log(news)'),
    onSessionEnd: optional('onSessionEnd', options.onSessionEnd, '(news) => console.log(news)'),
    trustedOrigins: trustedOrigins(options.trustedOrigins),
    cookieName,
    cookie: Object.freeze(cookie),
    recordIpAddress: flag('recordIpAddress', options.recordIpAddress, true),
    recordUserAgent: flag('recordUserAgent', options.recordUserAgent, true),
    ...permissions(options),
    userResource: flag('userResource', options.userResource, true),
    clock: clock(options.clock),
  })
}

/** Asked once, for a clock without a time would fail every login. */
function clock(given: SingleSessionOptions['clock']): () => Date {
  const tells = functionOr<() => Date>('clock', given, () => new Date(), '() => new Date()')
  const time: unknown = tells()
  if (time instanceof Date && !Number.isNaN(time.getTime())) return tells
  throw invalid('clock', time, 'a function that returns a Date', 'clock: () => new Date()')
}

function secrets(secret: SingleSessionOptions['secret']): readonly string[] {
  const list: readonly unknown[] = Array.isArray(secret) ? secret : [secret]
  const cure = `secret: process.env.SESSION_SECRET, with at least ${String(shortestSecret)} random characters in it, as from: node -p "crypto.randomBytes(32).toString('hex')"`
  if (list.length === 0) throw invalid('secret', [], 'at least one secret', cure)
  return Object.freeze(
    list.map((one) => {
      if (typeof one === 'string' && one.length >= shortestSecret) return one
      // What was given may be most of the real secret.
      throw new SingleSessionError(
        'ERR_SINGLE_SESSION_INVALID_OPTION',
        `secret has to be a text of at least ${String(shortestSecret)} characters; it is ${kindOf(one)}. Write ${cure}.`,
      )
    }),
  )
}

function trustedOrigins(origins: unknown = []): readonly string[] {
  const isOrigin = (value: unknown): value is string =>
    typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value && !value.includes('*')
  if (Array.isArray(origins) && Array.from<unknown>(origins).every(isOrigin))
    return Object.freeze([...(origins as string[])])
  const wanted = 'a list of origins, each with scheme and host and nothing after them'
  throw invalid('trustedOrigins', origins, wanted, "trustedOrigins: ['https://login.example.com']")
}

function propertyNames(names: unknown = []): readonly string[] {
  if (Array.isArray(names) && Array.from<unknown>(names).every((name) => typeof name === 'string' && name !== ''))
    return Object.freeze([...(names as string[])])
  const wanted = 'a list of names of properties of the user model'
  throw invalid('endSessionsOnChangeOf', names, wanted, "endSessionsOnChangeOf: ['passwordHash']")
}
