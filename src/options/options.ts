// The options of createSingleSession. Each is declared twice, side by side: in the type that apps see, and with its check and
// its default. resolveOptions() runs once, at start; everybody works with the frozen configuration that it returns.
import { SingleSessionError } from '../errors.js'
import type { SessionLimit } from '../rule/limit.js'
import type { LoginNews, SessionEndNews } from '../rule/listeners.js'
import type { Permission } from '../rule/users.js'
import {
  checkPassword,
  clock,
  hasPermission,
  isAdminUser,
  limitOf,
  onLogin,
  onSessionEnd,
  type SessionLimitOf,
  type UserRecordOfApp,
} from './app-functions.js'
import { sessionCookie, type CookieOptions } from './cookie-options.js'
import { flag, invalid, isObject, kindOf, listOf, milliseconds, refuseUnknown, wholeNumber } from './option-checks.js'
import type { PrismaClientLike } from './prisma-client.js'
import { secrets } from './secrets.js'

/** Options of `createSingleSession`. An option that is `undefined` counts as absent. */
export interface SingleSessionOptions {
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
  /** Whether a user is an admin user, whom only `logout_all` may log out. @default user.isSuperuser === true */
  isAdminUser?: ((user: UserRecordOfApp) => boolean | Promise<boolean>) | undefined
  /**
   * Whether a user has a permission. @default admin users have both, others what their `permissions` (a list, or text
   * with commas) names: `single_session.logout`, `single_session.logout_all`
   */
  hasPermission?: ((user: UserRecordOfApp, permission: Permission) => boolean | Promise<boolean>) | undefined
  /** Whether the panel lists the users. Without the list there are no bulk actions. @default true */
  userResource?: boolean | undefined
  /** What time it is; for tests. @default () => new Date() */
  clock?: (() => Date) | undefined
}

/** The check and the default of each option, under its name. */
const checks = {
  prisma: prismaClient,
  secret: secrets,
  singleUserSession: limitOf,
  logoutAllSessions: flag(true),
  idleTimeoutMs: milliseconds({ byDefault: 24 * 60 * 60 * 1000, least: 1000 }),
  touchAfterMs: milliseconds({ byDefault: 60 * 1000, least: 0 }),
  cleanupIntervalMs: milliseconds({ byDefault: 10 * 60 * 1000, least: 0 }),
  queryTimeoutMs: milliseconds({ byDefault: 10 * 1000, least: 100 }),
  checkIntervalMs: milliseconds({ byDefault: 10 * 1000, least: 0 }),
  keepEventsForDays: wholeNumber({ byDefault: 90, least: 1, most: 36_500, unit: 'days' }),
  endSessionsOnChangeOf: listOf({
    isRight: (name): name is string => typeof name === 'string' && name !== '',
    what: 'a list of names of properties of the user model',
    example: "['passwordHash']",
  }),
  checkPassword,
  onLogin,
  onSessionEnd,
  trustedOrigins: listOf({
    isRight: isOrigin,
    what: 'a list of origins, each with scheme and host and nothing after them',
    example: "['https://login.example.com']",
  }),
  cookie: sessionCookie,
  recordIpAddress: flag(true),
  recordUserAgent: flag(true),
  isAdminUser,
  hasPermission,
  userResource: flag(true),
  clock,
} satisfies {
  readonly [Name in keyof SingleSessionOptions]-?: (
    value: unknown,
    name: string,
    options: SingleSessionOptions,
  ) => unknown
}

type Checks = typeof checks

/** The options, checked and complete. */
export type Configuration = { readonly [Name in keyof Checks]: ReturnType<Checks[Name]> }

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
  // TypeScript knows the keys of an object as texts alone.
  const names = Object.keys(checks) as (keyof Checks)[]
  refuseUnknown(options, names, '')
  const entries = names.map((name) => [name, checks[name](options[name], name, options)] as const)
  // Entry by entry it is what the checks return; TypeScript cannot follow that through a list.
  return Object.freeze(Object.fromEntries(entries)) as Configuration
}

function prismaClient(value: unknown, name: string): PrismaClientLike {
  // What else it has to have, the data model tells: see readDataModel.
  if (isObject(value)) return value as PrismaClientLike
  throw invalid(name, value, 'your Prisma client', 'prisma: new PrismaClient()')
}

function isOrigin(value: unknown): value is string {
  return typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value && !value.includes('*')
}
