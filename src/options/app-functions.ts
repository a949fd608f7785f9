// The options that are functions of the app: their checks, their defaults, and the one error for whatever they raise while
// somebody waits for their answer.
import type { Request } from 'express'
import { SingleSessionError } from '../errors.js'
import { tellFault } from '../faults/tell-fault.js'
import type { SessionLimit } from '../rule/limit.js'
import type { LoginNews, SessionEndNews } from '../rule/listeners.js'
import type { UserId, UserRecord } from '../rule/session.js'
import type { Permission } from '../rule/users.js'
import { functionOr, invalid, type Check } from './option-checks.js'

/**
 * The user as the app describes them at a login: what `authenticate` returns, or what `login(req, user)` is given. The session
 * keeps all that they hold. A text is as good an id as the number that it says: AdminJS's own types want `String(user.id)`.
 *
 * Two types in one: an interface of the app fits the first, and an object that is written out with more fields the second.
 */
export type LoginUser = { readonly id: UserId } | { readonly id: UserId; readonly [name: string]: unknown }

/** A function that says how many sessions one user may have. */
export type SessionLimitOf = (user: UserRecordOfApp) => SessionLimit | Promise<SessionLimit>

/**
 * A user, as a function of the app takes them. The app knows the type of its users and writes it into its functions; we
 * hand over what the app or its database gave.
 */
// By `unknown`, `object` or a record a function that names its type would not fit, and by `never` one that names none could read
// nothing of the user.
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- for that reason
export type UserRecordOfApp = any

type Answer<Result> = Result | Promise<Result>
type IsAdminUser = (user: UserRecord) => Answer<boolean>
type HasPermission = (user: UserRecord, permission: Permission) => Answer<boolean>
type CheckPassword = (user: UserRecord, password: string, req: Request) => Answer<boolean>

/** Checks `isAdminUser`. */
export const isAdminUser: Check<AdminRule> = (value, name) => {
  const rule = adminRule(value, name)
  return Object.assign(guarded(name, rule), { atOnce: atOnce(rule) })
}

/** Whether a user is an admin user; `atOnce` where nobody can wait, and undefined where that needs waiting, or fails. */
export interface AdminRule {
  (user: UserRecord): Promise<boolean>
  readonly atOnce: (user: UserRecord) => boolean | undefined
}

/** Asks a rule as long as it answers without a promise: one that makes promises may ask a database, and is not asked again. */
function atOnce(rule: IsAdminUser): (user: UserRecord) => boolean | undefined {
  let makesPromises = rule.constructor.name === 'AsyncFunction'
  return (user) => {
    if (makesPromises) return undefined
    try {
      const answer = rule(user)
      if (typeof answer === 'boolean') return answer
      makesPromises = true
      Promise.resolve(answer).catch(() => undefined)
    } catch {
      // It needs what this record does not have.
    }
    return undefined
  }
}

const adminRule = functionOr<IsAdminUser, IsAdminUser>(
  (user) => user.isSuperuser === true,
  '(user) => user.isSuperuser === true',
)

/** Checks `hasPermission`, whose default asks `isAdminUser`. */
export const hasPermission = (
  value: unknown,
  name: string,
  { isAdminUser: adminOption }: { readonly isAdminUser?: unknown },
): ((user: UserRecord, permission: Permission) => Promise<boolean>) => {
  const isAdmin = adminRule(adminOption, 'isAdminUser')
  const byDefault: HasPermission = async (user, permission) =>
    (await isAdmin(user)) || namedPermissions(user).includes(`single_session.${permission}`)
  const example = "(user, permission) => user.role === 'boss'"
  return guarded(name, functionOr<HasPermission, HasPermission>(byDefault, example)(value, name))
}

/** Checks `checkPassword`, which may be left out. */
export const checkPassword: Check<
  ((user: UserRecord, password: string, req: Request) => Promise<boolean>) | undefined
> = (value, name) => {
  const example = '(user, password) => bcrypt.compare(password, user.passwordHash)'
  const check = functionOr<CheckPassword, undefined>(undefined, example)(value, name)
  // Only a plain true is a yes.
  return check && guarded(name, async (user, password, req) => ((await check(user, password, req)) as unknown) === true)
}

/** Checks `onLogin`, which may be left out. */
export const onLogin = functionOr<(news: LoginNews) => Answer<void>, undefined>(
  undefined,
  '(news) => console.log(news)',
)

/** Checks `onSessionEnd`, which may be left out. */
export const onSessionEnd = functionOr<(news: SessionEndNews) => Answer<void>, undefined>(
  undefined,
  '(news) => console.log(news)',
)

/** Checks `singleUserSession`, which need not be a function. */
export const limitOf: Check<(user: LoginUser) => Promise<SessionLimit>> = (value = true, name) => {
  if (typeof value !== 'function') {
    const limit = sessionLimit(value)
    return () => Promise.resolve(limit)
  }
  // What it returns is checked at each call.
  return guarded(name, async (user: LoginUser) => sessionLimit(await (value as SessionLimitOf)(user)))
}

/** Checks `clock`, which may be left out, and asks it once: a clock without a time would fail every login. */
export const clock: Check<(() => Date) | undefined> = (value, name) => {
  const tells = functionOr<() => Date, undefined>(undefined, '() => new Date()')(value, name)
  if (!tells) return undefined
  const time: unknown = tells()
  if (time instanceof Date && !Number.isNaN(time.getTime())) return tells
  throw invalid(name, time, 'a function that returns a Date', 'clock: () => new Date()')
}

function sessionLimit(value: unknown): SessionLimit {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1) return value
  throw invalid(
    'singleUserSession',
    value,
    'true, false, a whole number of at least 1, or a function of the user that returns one of these',
    'singleUserSession: true for one session, false for any number',
  )
}

/** A function of the app: whatever it raises becomes one error with a code, and the error itself its cause. */
function guarded<Arguments extends unknown[], Result>(
  name: string,
  callback: (...values: Arguments) => Answer<Result>,
): (...values: Arguments) => Promise<Result> {
  return async (...values) => {
    try {
      return await callback(...values)
    } catch (cause) {
      throw tellFault(
        new SingleSessionError(
          'ERR_SINGLE_SESSION_CALLBACK_FAILED',
          `The option ${name} is a function that failed for this user. Nothing was changed; please try again.`,
          { cause },
        ),
      )
    }
  }
}

function namedPermissions(user: UserRecord): unknown[] {
  const { permissions } = user
  if (Array.isArray(permissions)) return permissions
  return typeof permissions === 'string' ? permissions.split(/[\s,]+/) : []
}
