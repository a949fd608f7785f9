// The bulk actions of the user list, each in a line.
import type { Permission } from '../../rule/users.js'

/** A bulk action that logs out the selected users. */
export interface BulkAction {
  /** Who may use it. */
  readonly permission: Permission
  /** Whether it leaves admin users alone. */
  readonly skipsAdminUsers: boolean
}

/** The actions by their names. The languages have a title for each. */
export const bulkActions = {
  logoutOnAllSessions: { permission: 'logout', skipsAdminUsers: true },
  logoutAllOnAllSessions: { permission: 'logout_all', skipsAdminUsers: false },
} as const satisfies Record<string, BulkAction>

/** The name of a bulk action. */
export type BulkActionName = keyof typeof bulkActions
