// The options of createSingleSession. Each is declared twice, side by side: in the type that apps see, and with its check and
// its default. resolveOptions() runs once, at start; everybody works with the frozen configuration that it returns.
import type { Request } from 'express'
import { SingleSessionError } from '../errors.js'
import type { AtLimit, SessionLimit } from '../rule/limit.js'
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
import { atLimit } from './at-limit.js'
import { chosenModels, type ChosenModels } from './chosen-models.js'
import { sessionCookie, type CookieOptions } from './cookie-options.js'
import { idleTimeout, idleWarning } from './idle-warning.js'
import { flag, isObject, kindOf, listOf, milliseconds, refuseUnknown, wholeNumber } from './option-checks.js'
import { isOrigin, linkTarget } from './link-target.js'
import { prismaClient, type PrismaClientLike } from './prisma-client.js'
import { secrets } from './secrets.js'

/** Options of `createSingleSession`. An option that is `undefined` counts as absent. */
export interface SingleSessionOptions {
  /** The app's Prisma client, whose schema has our models, by any names. */
  prisma: PrismaClientLike
  /**
   * Signs the session cookie: at least 32 characters that nobody can guess. With a list the first one signs and all are
   * accepted, which lets you change it without logging everybody out.
   */
  secret: string | readonly string[] | undefined
  /** Which models of the schema are ours, where more than one could be. @default {}, found by their fields */
  models?: ChosenModels | undefined
  /**
   * How many sessions a user may have: `true` one, `false` any number, a whole number n the newest n, or a function of
   * the user that returns one of these or a promise of it. @default true
   */
  singleUserSession?: SessionLimit | SessionLimitOf | undefined
  /**
   * What happens to a login of a user who has as many sessions as they may have: `'end-oldest'` ends the oldest ones;
   * `'refuse'` refuses the login, and tells whoever gave the right password where the user is logged in; `'ask'` shows the
   * same, and the user chooses within two minutes which of these sessions is to end, or none. @default 'end-oldest'
   */
  atLimit?: AtLimit | undefined
  /** Whether a logout in one browser logs the user out in all of them. @default true */
  logoutAllSessions?: boolean | undefined
  /** How long a session lives without a request, in milliseconds. @default 86_400_000, a day */
  idleTimeoutMs?: number | undefined
  /**
   * How long after its login a session ends, however much it is used, in milliseconds: from a second to 52 weeks.
   * @default undefined, never for that
   */
  absoluteTimeoutMs?: number | undefined
  /**
   * How long before the end of its session an open page of the panel says so and offers to stay, in milliseconds; less than
   * `idleTimeoutMs` and `cookie.maxAge`. 0 switches it off. @default 60_000, a minute, or half of a shorter idle time
   */
  idleWarningMs?: number | undefined
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
   * Whether a password is that of a user. If it is given, people are asked for theirs before they end their other sessions
   * in the panel, by whatever action; a logout asks for none. The right one is remembered for five minutes, in that session
   * alone. After a wrong one the user's next one has to wait: a second, then twice as long each time, up to five minutes. It
   * receives the request as well. @default undefined
   */
  checkPassword?: ((user: UserRecordOfApp, password: string, req: Request) => boolean | Promise<boolean>) | undefined
  /** Where people change their password, for the page "My sessions": a path of your app, or a URL. @default undefined */
  changePasswordUrl?: string | undefined
  /** Is told of each login, after it has happened. What it raises becomes a warning of the process. @default undefined */
  onLogin?: ((login: LoginNews) => void | Promise<void>) | undefined
  /** Is told of each session that was ended, after it has happened; not of those that expire. @default undefined */
  onSessionEnd?: ((end: SessionEndNews) => void | Promise<void>) | undefined
  /** Other origins whose pages may post to the panel, such as `https://login.example.com`. @default [], none */
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
  /** What time it is, for tests; without it the database says what time it is. @default undefined */
  clock?: (() => Date) | undefined
}

const weekMs = 7 * 24 * 60 * 60 * 1000

/** The check and the default of each option, under its name. */
const checks = {
  prisma: prismaClient,
  secret: secrets,
  models: chosenModels,
  singleUserSession: limitOf,
  atLimit,
  logoutAllSessions: flag(true),
  idleTimeoutMs: idleTimeout,
  idleWarningMs: idleWarning,
  // Only compared with the time, so that it may be longer than a timer can run.
  absoluteTimeoutMs: wholeNumber({ byDefault: undefined, least: 1000, most: 52 * weekMs, unit: 'milliseconds' }),
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
  changePasswordUrl: linkTarget,
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
