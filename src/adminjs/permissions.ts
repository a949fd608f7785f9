// Who may use the bulk actions. AdminJS asks synchronously, with the user as they were at their login; the permission
// counts as it is in the database now. So a hook before the action reads it, and AdminJS's questions find it here.
import type { ActionContext, ActionRequest, Before, CurrentAdmin } from 'adminjs'
import type { Permission } from '../options/app-functions.js'
import type { Configuration } from '../options/options.js'
import type { SessionRepository, UserId } from '../rule/session-repository.js'

/** The permissions of the user behind a request. */
export interface Permissions {
  /** A `before` hook: reads the permissions of the current admin from the database. */
  readonly load: Before
  /** Whether to show the current admin what needs the permission; it may have changed since their login. */
  seemsToHave(currentAdmin: CurrentAdmin | undefined, permission: Permission): boolean
  /** Takes what a user had at their login for a hint at what to show. */
  suppose(currentAdmin: CurrentAdmin | undefined, hint: readonly Permission[]): void
  /** Says that there is something to show at once, on every page, to those who have a permission. */
  hintAtLogin(): void
  /** What to `suppose` of a user who logs in. */
  hintOf(userId: UserId): Promise<readonly Permission[]>
  /** Whether the current admin has the permission. False until `load` ran for this request: when in doubt, no. */
  has(currentAdmin: CurrentAdmin | undefined, permission: Permission): boolean
}

/** Binds the permissions to the repository and to the rule that the options give. */
export function createPermissions(configuration: Configuration, repository: SessionRepository): Permissions {
  // By the object itself, which AdminJS hands to the hook and to its questions: as of the last time that the hook ran.
  const loaded = new WeakMap<object, ReadonlySet<Permission>>()

  let isHinted = false
  const supposed = new WeakMap<object, ReadonlySet<Permission>>()

  async function read(userId: UserId | undefined): Promise<Permission[]> {
    const user = userId === undefined ? undefined : (await repository.findUsers([userId])).get(userId)
    if (!user) return []
    const all: Permission[] = ['logout', 'logout_all']
    const granted = await Promise.all(all.map((permission) => configuration.hasPermission(user, permission)))
    // Only a plain true is a yes.
    return all.filter((_, index) => granted[index] === true)
  }

  return {
    hintAtLogin() {
      isHinted = true
    },
    hintOf: async (userId) => (isHinted ? read(userId) : []),
    suppose(currentAdmin, hint) {
      if (currentAdmin) supposed.set(currentAdmin, new Set(hint))
    },
    seemsToHave(currentAdmin, permission) {
      const known = currentAdmin && (loaded.get(currentAdmin) ?? supposed.get(currentAdmin))
      return known?.has(permission) === true
    },
    async load(request: ActionRequest, { currentAdmin }: ActionContext) {
      if (currentAdmin) loaded.set(currentAdmin, new Set(await read(repository.parseUserId(currentAdmin.id))))
      return request
    },
    has(currentAdmin, permission) {
      return currentAdmin !== undefined && loaded.get(currentAdmin)?.has(permission) === true
    },
  }
}
