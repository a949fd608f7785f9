// What the resource of the users gets: the actions on sessions, and their end when an account changes.
import { buildFeature, type FeatureType } from 'adminjs'
import { changedUser } from './account-changes/changed-user.js'
import { deletedUsers } from './account-changes/deleted-users.js'
import { pathOfComponent } from './component-path.js'
import { bulkActions, type BulkActionName } from './log-out/bulk-actions.js'
import { logOutEveryone, logOutEveryoneComponent } from './log-out/log-out-everyone.js'
import { logOutComponent, logOutUsers } from './log-out/log-out-users.js'
import type { Parts } from './parts.js'
import { userSessions, userSessionsComponent } from './sessions/user-sessions.js'

/** Our actions of the user list. The languages have a title for each. */
export type UserActionName = BulkActionName | 'logoutEveryone' | 'sessions'

/** Builds the feature. */
export function createUserFeature(parts: Parts): FeatureType {
  const { load } = parts.permissions
  const changed = changedUser(parts)
  const deleted = deletedUsers(parts)
  const bulk = Object.entries(bulkActions).map(([name, action]) => [name, logOutUsers(parts, action)] as const)
  const actions = {
    logoutEveryone: logOutEveryone(parts),
    sessions: userSessions(parts),
  } satisfies Record<Exclude<UserActionName, BulkActionName>, object>

  return buildFeature(({ componentLoader }) => {
    componentLoader.add(logOutComponent, pathOfComponent('log-out/log-out-drawer'))
    componentLoader.add(logOutEveryoneComponent, pathOfComponent('log-out/log-out-everyone-drawer'))
    componentLoader.add(userSessionsComponent, pathOfComponent('sessions/user-sessions-drawer'))
    return {
      actions: {
        // Before these are answered, so that the users in them carry the actions that the one who looks may use.
        list: { before: load },
        show: { before: load },
        edit: { before: [load, changed.before], after: changed.after },
        delete: deleted,
        bulkDelete: deleted,
        ...Object.fromEntries(bulk),
        ...actions,
      },
    }
  })
}
