// Who may use the bulk actions. AdminJS asks synchronously, with the user as they were at their login; the permission
// counts as it is in the database now. So a hook before the action reads it, and AdminJS's questions find it here.
import type { ActionContext, ActionRequest, Before, CurrentAdmin } from 'adminjs'
import type { Configuration, Permission } from '../options.js'
import type { SessionRepository } from '../session-repository.js'

/** The permissions of the user behind a request. */
export interface Permissions {
  /** A `before` hook: reads the permissions of the current admin from the database. */
  readonly load: Before
  /** Whether the current admin has the permission. False until `load` ran for this request: when in doubt, no. */
  has(currentAdmin: CurrentAdmin | undefined, permission: Permission): boolean
}

/** Binds the permissions to the repository and to the rule that the options give. */
export function createPermissions(configuration: Configuration, repository: SessionRepository): Permissions {
  // By the object itself, which AdminJS hands to the hook and to its questions: as of the last time that the hook ran.
  const loaded = new WeakMap<object, ReadonlySet<Permission>>()

  async function read(currentAdmin: CurrentAdmin): Promise<ReadonlySet<Permission>> {
    const id = repository.parseUserId(currentAdmin.id)
    const user = id === undefined ? undefined : (await repository.findUsers([id])).get(id)
    if (!user) return new Set()
    const all: Permission[] = ['logout', 'logout_all']
    const granted = await Promise.all(all.map((permission) => configuration.hasPermission(user, permission)))
    // Only a plain true is a yes.
    return new Set(all.filter((_, index) => granted[index] === true))
  }

  return {
    async load(request: ActionRequest, { currentAdmin }: ActionContext) {
      if (currentAdmin) loaded.set(currentAdmin, await read(currentAdmin))
      return request
    },
    has(currentAdmin, permission) {
      return currentAdmin !== undefined && loaded.get(currentAdmin)?.has(permission) === true
    },
  }
}
