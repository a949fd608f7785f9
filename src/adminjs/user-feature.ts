// What the resource of the users gets: the actions on sessions, and their end when an account changes.
import { buildFeature, type FeatureType } from 'adminjs'
import { accountHooks } from './account-changes/account-hooks.js'
import { briefActions } from './brief-actions.js'
import { pathOfComponent } from './component-path.js'
import { bulkActions, type BulkActionName } from './log-out/bulk-actions.js'
import { logOutEveryone, logOutEveryoneComponent } from './log-out/log-out-everyone.js'
import { logOutComponent, logOutUsers } from './log-out/log-out-users.js'
import { liveSessionsProperties, userColumnsOf } from './online/user-columns.js'
import type { Parts } from './parts.js'
import { userSessions, userSessionsComponent } from './sessions/user-sessions.js'

/** Our actions of the user list. The languages have a title for each. */
export type UserActionName = BulkActionName | 'logoutEveryone' | 'sessions'

/** What AdminJS has itself, as far as it changes nobody's account. */
const harmless = ['list', 'search', 'show', 'new']

/** Builds the feature. `ownActions` are the names of the actions in the options of the resource. */
export function createUserFeature(parts: Parts, ownActions: readonly string[]): FeatureType {
  const { load } = parts.permissions
  const columns = userColumnsOf(parts)
  const hooks = accountHooks(parts, { actsOnGet: false })
  const bulk = Object.entries(bulkActions).map(([name, action]) => [name, logOutUsers(parts, action)] as const)
  const ours = {
    logoutEveryone: logOutEveryone(parts),
    sessions: userSessions(parts),
    ...Object.fromEntries(bulk),
  } satisfies Record<Exclude<UserActionName, BulkActionName>, object>
  const brief = briefActions(Object.keys(ours))
  const actions = {
    // Before these are answered, so that the users in them carry the actions that the one who looks may use.
    list: { before: load, after: [columns.list, brief] },
    show: { before: load, after: [columns.show, brief] },
    edit: { before: [load, hooks.before], after: hooks.after },
    delete: hooks,
    bulkDelete: hooks,
    ...ours,
  }
  const ofApp = accountHooks(parts, { actsOnGet: true })

  return (admin, options) => {
    const { componentLoader } = admin
    parts.permissions.keepAtLogin()
    componentLoader.add(logOutComponent, pathOfComponent('log-out/log-out-drawer'))
    componentLoader.add(logOutEveryoneComponent, pathOfComponent('log-out/log-out-everyone-drawer'))
    componentLoader.add(userSessionsComponent, pathOfComponent('sessions/user-sessions-drawer'))
    // The app's own actions: those of its options, and those of the features before this one.
    const names = [...ownActions, ...Object.keys(options.actions ?? {})]
    const others = names.filter((name) => !(name in actions) && !harmless.includes(name))
    const watched = Object.fromEntries(others.map((name) => [name, ofApp]))
    const properties = liveSessionsProperties(componentLoader, parts.rule.users)
    return buildFeature({ properties, actions: { ...watched, ...actions } })(admin, options)
  }
}
