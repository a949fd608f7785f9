// The options that are functions of the app: their checks, their defaults, and the one error for whatever they raise while
// somebody waits for their answer.
import { SingleSessionError } from '../errors.js'
import { functionOr, invalid } from './option-checks.js'
import type { UserRecord } from '../rule/session-repository.js'
import type { SessionLimit } from '../rule/session-rule.js'

/** What an administrator may do: log out ordinary users, or admin users too. */
export type Permission = 'logout' | 'logout_all'

/** The user as the app describes them at a login: what `authenticate` returned, or what `login(req, user)` was given. */
export type LoginUser = Readonly<Record<string, unknown>>

/** A function that says how many sessions one user may have. */
export type SessionLimitOf = (user: UserRecordOfApp) => SessionLimit | Promise<SessionLimit>

// The app knows the type of its users and writes it into its functions; we hand over what the app or its database gave.
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the one type that takes every such function
export type UserRecordOfApp = any

/** The functions that say who may do what, as the app wrote them. */
export interface PermissionOptions {
  /** Whether a user is an admin user, whom only `logout_all` may log out. @default user.isSuperuser === true */
  isAdminUser?: ((user: UserRecordOfApp) => boolean | Promise<boolean>) | undefined
  /**
   * Whether a user has a permission. @default admin users have both, others what their `permissions` (a list, or text
   * with commas) names: `single_session.logout`, `single_session.logout_all`
   */
  hasPermission?: ((user: UserRecordOfApp, permission: Permission) => boolean | Promise<boolean>) | undefined
}

/** The same, checked and complete. */
export interface Permissions {
  readonly isAdminUser: (user: UserRecord) => Promise<boolean>
  readonly hasPermission: (user: UserRecord, permission: Permission) => Promise<boolean>
}

type IsAdminUser = (user: UserRecord) => boolean | Promise<boolean>
type HasPermission = (user: UserRecord, permission: Permission) => boolean | Promise<boolean>
type CheckPassword = (user: UserRecord, password: string) => boolean | Promise<boolean>

/** Checks `isAdminUser` and `hasPermission`. */
export function permissions(options: PermissionOptions): Permissions {
  const isAdminUser = functionOr<IsAdminUser>(
    'isAdminUser',
    options.isAdminUser,
    (user) => user.isSuperuser === true,
    '(user) => user.isSuperuser === true',
  )
  const hasPermission = functionOr<HasPermission>(
    'hasPermission',
    options.hasPermission,
    async (user, permission) =>
      (await isAdminUser(user)) || namedPermissions(user).includes(`single_session.${permission}`),
    "(user, permission) => user.role === 'boss'",
  )
  return {
    isAdminUser: guarded('isAdminUser', isAdminUser),
    hasPermission: guarded('hasPermission', hasPermission),
  }
}

/** Checks `checkPassword`, which may be left out. */
export function checkPassword(
  given: CheckPassword | undefined,
): ((user: UserRecord, password: string) => Promise<boolean>) | undefined {
  const check = optional('checkPassword', given, '(user, password) => bcrypt.compare(password, user.passwordHash)')
  // Only a plain true is a yes.
  return (
    check && guarded('checkPassword', async (user, password) => ((await check(user, password)) as unknown) === true)
  )
}

/** Checks a function that may be left out. */
export function optional<F extends (...values: never[]) => unknown>(
  name: string,
  given: F | undefined,
  example: string,
): F | undefined {
  return given === undefined ? undefined : functionOr<F>(name, given, given, example)
}

/** Checks `singleUserSession`, which need not be a function. */
export function limitOf(setting: SessionLimit | SessionLimitOf = true): (user: LoginUser) => Promise<SessionLimit> {
  if (typeof setting !== 'function') {
    const limit = sessionLimit(setting)
    return () => Promise.resolve(limit)
  }
  return guarded('singleUserSession', async (user: LoginUser) => sessionLimit(await setting(user)))
}

function sessionLimit(value: unknown): SessionLimit {
  if (typeof value === 'boolean' || (Number.isSafeInteger(value) && Number(value) >= 1)) return value as SessionLimit
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
  callback: (...values: Arguments) => Result | Promise<Result>,
): (...values: Arguments) => Promise<Result> {
  return async (...values) => {
    try {
      return await callback(...values)
    } catch (cause) {
      throw new SingleSessionError(
        'ERR_SINGLE_SESSION_CALLBACK_FAILED',
        `The option ${name} is a function that failed for this user. Nothing was changed; please try again.`,
        { cause },
      )
    }
  }
}

function namedPermissions(user: UserRecord): unknown[] {
  const { permissions } = user
  if (Array.isArray(permissions)) return permissions
  return typeof permissions === 'string' ? permissions.split(/[\s,]+/) : []
}
