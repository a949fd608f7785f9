// What the resource of the users gets: the actions on sessions, and their end when an account changes.
import { buildFeature, type FeatureType } from 'adminjs'
import { accountHooks } from './account-changes/account-changes.js'
import { pathOfComponent } from './component-path.js'
import { logOutActions, logOutComponent } from './log-out/log-out-actions.js'
import { logOutEveryoneAction, logOutEveryoneComponent } from './log-out/log-out-everyone.js'
import type { Parts } from './parts.js'
import { sessionsComponent, userSessionsAction } from './sessions/user-sessions.js'

/** Builds the feature. */
export function createUserFeature(parts: Parts): FeatureType {
  const { load } = parts.permissions
  const hooks = accountHooks(parts)

  return buildFeature(({ componentLoader }) => {
    componentLoader.add(logOutComponent, pathOfComponent('log-out/log-out-drawer'))
    componentLoader.add(logOutEveryoneComponent, pathOfComponent('log-out/log-out-everyone-drawer'))
    componentLoader.add(sessionsComponent, pathOfComponent('sessions/user-sessions-drawer'))
    return {
      actions: {
        // Before these are answered, so that the users in them carry the actions that the one who looks may use.
        list: { before: load },
        show: { before: load },
        edit: { before: [load, hooks.edit.before], after: hooks.edit.after },
        delete: hooks.delete,
        bulkDelete: hooks.bulkDelete,
        ...logOutActions(parts),
        logoutEveryone: logOutEveryoneAction(parts),
        sessions: userSessionsAction(parts),
      },
    }
  })
}
