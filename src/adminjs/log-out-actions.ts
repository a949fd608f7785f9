// The two bulk actions of the user list. A GET tells whom they would log out, a POST does it.
import { fileURLToPath } from 'node:url'
import {
  buildFeature,
  ForbiddenError,
  type Action,
  type ActionContext,
  type ActionRequest,
  type BaseRecord,
  type BulkActionResponse,
  type FeatureType,
  type RecordJSON,
} from 'adminjs'
import type { Request, Response } from 'express'
import type { Configuration, Permission } from '../options.js'
import type { SessionRepository, UserId } from '../session-repository.js'
import type { SessionRule } from '../single-session.js'
import { leaveNotice } from './login-notice.js'
import type { Permissions } from './permissions.js'

/** What the drawer learns of a selected user, in `record.singleSession`. */
export interface SelectedUser {
  readonly liveSessions: number
  /** Why the action leaves this user alone, or null. */
  readonly skippedBecause: 'adminUser' | null
  /** Whether it is the one who asks. */
  readonly isCurrentAdmin: boolean
}

/** A record of the selection, as the drawer gets it. */
export type SelectedRecord = RecordJSON & { singleSession: SelectedUser }

const componentName = 'SingleSessionLogOutDrawer'
const componentPath = fileURLToPath(new URL('./components/log-out-drawer', import.meta.url))

/** Builds the AdminJS feature that gives a user resource the two actions. */
export function createUserFeature(
  configuration: Configuration,
  repository: SessionRepository,
  rule: SessionRule,
  permissions: Permissions,
): FeatureType {
  /** The selection, with what the database says of each user now. */
  async function inspect(records: BaseRecord[], context: ActionContext, leavesAdminUsers: boolean) {
    const idOf = (record: BaseRecord) => repository.parseUserId(record.id())
    const ids = records.map(idOf).filter((id) => id !== undefined)
    const [users, live] = [await repository.findUsers(ids), await rule.countLive(ids)]
    const currentId = repository.parseUserId(context.currentAdmin?.id)
    return Promise.all(
      records.map(async (record) => {
        const id = idOf(record)
        const user = id === undefined ? undefined : users.get(id)
        const singleSession: SelectedUser = {
          liveSessions: (id === undefined ? undefined : live.get(id)) ?? 0,
          skippedBecause: leavesAdminUsers && user && (await configuration.isAdminUser(user)) ? 'adminUser' : null,
          isCurrentAdmin: id !== undefined && id === currentId,
        }
        // A user who was deleted meanwhile has no id to log out any more.
        return { id: user ? id : undefined, json: { ...record.toJSON(context.currentAdmin), singleSession } }
      }),
    )
  }

  function action(permission: Permission, leavesAdminUsers: boolean): Partial<Action<BulkActionResponse>> {
    return {
      actionType: 'bulk',
      icon: 'LogOut',
      component: componentName,
      showInDrawer: true,
      variant: 'danger',
      before: permissions.load,
      isAccessible: ({ currentAdmin }) => permissions.has(currentAdmin, permission),
      async handler(request: ActionRequest, response: Response, context: ActionContext) {
        // Asked here as well: the app's own isAccessible may stand in for ours, which it can narrow but not widen.
        if (!permissions.has(context.currentAdmin, permission)) throw new ForbiddenError('forbiddenError')
        const selection = await inspect(context.records ?? [], context, leavesAdminUsers)
        const records = selection.map(({ json }) => json)
        if (request.method !== 'post') return { records }

        const skipped = selection.filter(({ json }) => json.singleSession.skippedBecause !== null)
        const concerned = selection.filter((user) => !skipped.includes(user))
        const ended = await rule.endSessions(
          concerned.map(({ id }) => id).filter((id): id is UserId => id !== undefined),
        )
        const themselves = concerned.some(({ json }) => json.singleSession.isCurrentAdmin)
        if (themselves) leaveNotice(response.req as Request, 'singleSessionLoggedOutYourself')
        return {
          records,
          notice: {
            message: skipped.length > 0 ? 'singleSessionLoggedOutSkipped' : 'singleSessionLoggedOut',
            options: { ...ended, skipped: skipped.map(({ json }) => plain(json.title)).join(', ') },
            type: ended.sessions > 0 ? 'success' : 'info',
          },
          redirectUrl: themselves
            ? context._admin.options.loginPath
            : context.h.resourceUrl({ resourceId: context.resource.decorate().id() }),
        }
      },
    }
  }

  return buildFeature((admin) => {
    admin.componentLoader.add(componentName, componentPath)
    return {
      actions: {
        // Before the list is made, so that each of its users carries the actions that the one who looks may use.
        list: { before: permissions.load },
        logoutOnAllSessions: action('logout', true),
        logoutAllOnAllSessions: action('logout_all', false),
      },
    }
  })
}

/** A title as text: i18next would take what looks like its own nesting in it for a part of the message. */
const plain = (title: string): string => title.replaceAll('$t(', '$\u2060t(')
