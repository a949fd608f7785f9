// Who may use the actions. AdminJS asks synchronously, with the user as they were at their login; the permission counts as
// it is in the database now. So a hook before the action reads it, and AdminJS's questions find it here.
import { ForbiddenError, type ActionContext, type ActionRequest, type Before, type CurrentAdmin } from 'adminjs'
import type { UserId } from '../rule/session.js'
import type { Permission, Users } from '../rule/users.js'

declare module 'express-session' {
  interface SessionData {
    /** The permissions of the user at their login, for what is shown; for what is done the database is asked again. */
    singleSessionPermissions?: readonly Permission[]
  }
}

/** What we know of the permissions of a current admin. */
interface Known {
  readonly permissions: ReadonlySet<Permission>
  /** As the database had them in this request, or as they were at the login. */
  readonly asOf: 'now' | 'login'
}

/** The permissions of the user behind a request. */
export class Permissions {
  readonly #users: Users
  // By the object itself, which AdminJS hands to the hook and to its questions.
  readonly #known = new WeakMap<object, Known>()
  #areKeptAtLogin = false

  constructor(users: Users) {
    this.#users = users
  }

  /** A `before` hook: reads the permissions of the current admin from the database. */
  readonly load = (async (request: ActionRequest, { currentAdmin }: ActionContext) => {
    if (currentAdmin) this.#known.set(currentAdmin, { permissions: await this.now(currentAdmin), asOf: 'now' })
    return request
  }) satisfies Before

  /** What the current admin may do, as the database has it now. */
  async now(currentAdmin: CurrentAdmin | undefined): Promise<ReadonlySet<Permission>> {
    return currentAdmin ? this.#users.permissionsOf(this.#users.idOf(currentAdmin)) : new Set()
  }

  /** The same, and refuses those who may not log out everybody. */
  readonly requireLogoutAll = (async (request: ActionRequest, context: ActionContext) => {
    await this.load(request, context)
    if (!this.has(context.currentAdmin, 'logout_all')) throw new ForbiddenError('singleSessionForbidden')
    return request
  }) satisfies Before

  /** A `before` hook, after `load`: refuses those without the permission. AdminJS's own refusal has holes in its text. */
  refuseWithout(permission: Permission): Before {
    return (request, { currentAdmin }) => {
      if (!this.has(currentAdmin, permission)) throw new ForbiddenError('singleSessionForbidden')
      return request
    }
  }

  /** Whether the current admin has the permission. False until `load` ran for this request: when in doubt, no. */
  has(currentAdmin: CurrentAdmin | undefined, permission: Permission): boolean {
    const known = currentAdmin && this.#known.get(currentAdmin)
    return known?.asOf === 'now' && known.permissions.has(permission)
  }

  /** Whether to show the current admin what needs the permission; it may have changed since their login. */
  mayShow(currentAdmin: CurrentAdmin | undefined, permission: Permission): boolean {
    const known = currentAdmin && this.#known.get(currentAdmin)
    return known?.permissions.has(permission) === true
  }

  /** Says that every page shows something to those who have a permission: so sessions keep the permissions of the login. */
  keepAtLogin(): void {
    this.#areKeptAtLogin = true
  }

  /** What the session of a user who logs in keeps of their permissions. */
  async toKeep(userId: UserId): Promise<{ singleSessionPermissions: readonly Permission[] | undefined }> {
    const permissions = this.#areKeptAtLogin ? [...(await this.#users.permissionsOf(userId))] : []
    // Undefined takes away what the session of an earlier login held.
    return { singleSessionPermissions: permissions.length > 0 ? permissions : undefined }
  }

  /** Takes what the session kept of a current admin's permissions for what to show. */
  recall(currentAdmin: CurrentAdmin | undefined, kept: readonly Permission[] = []): void {
    if (currentAdmin) this.#known.set(currentAdmin, { permissions: new Set(kept), asOf: 'login' })
  }
}
