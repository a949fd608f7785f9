// The two bulk actions of the user list. A GET tells whom they would log out, a POST does it.
import {
  ForbiddenError,
  type Action,
  type ActionContext,
  type ActionRequest,
  type BaseRecord,
  type BulkActionResponse,
  type RecordJSON,
} from 'adminjs'
import type { Permission } from '../../options/app-functions.js'
import { clientOf } from '../../express/client-details.js'
import type { UserId } from '../../rule/session-repository.js'
import type { Parts } from '../parts.js'
import { requestOf } from '../request-of.js'

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

/** The name under which the component is known to AdminJS. */
export const logOutComponent = 'SingleSessionLogOutDrawer'

/** The two actions, by their names. */
export interface LogOutActions {
  readonly logoutOnAllSessions: Partial<Action<BulkActionResponse>>
  readonly logoutAllOnAllSessions: Partial<Action<BulkActionResponse>>
}

/** Builds the actions. */
export function logOutActions({ configuration, repository, rule, permissions }: Parts): LogOutActions {
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
      component: logOutComponent,
      showInDrawer: true,
      variant: 'danger',
      before: permissions.load,
      isAccessible: ({ currentAdmin }) => permissions.has(currentAdmin, permission),
      async handler(request: ActionRequest, _response: unknown, context: ActionContext) {
        // Asked here as well: the app's own isAccessible may stand in for ours, which it can narrow but not widen.
        if (!permissions.has(context.currentAdmin, permission)) throw new ForbiddenError('forbiddenError')
        const selection = await inspect(context.records ?? [], context, leavesAdminUsers)
        const records = selection.map(({ json }) => json)
        if (request.method !== 'post') return { records }

        const skipped = selection.filter(({ json }) => json.singleSession.skippedBecause !== null)
        const concerned = selection.filter((user) => !skipped.includes(user))
        const ended = await rule.endSessions(
          concerned.map(({ id }) => id).filter((id): id is UserId => id !== undefined),
          {
            event: 'revoked',
            byUserId: repository.parseUserId(context.currentAdmin?.id) ?? null,
            ...clientOf(requestOf(request), configuration),
          },
        )
        const themselves = concerned.some(({ json }) => json.singleSession.isCurrentAdmin)
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

  return {
    logoutOnAllSessions: action('logout', true),
    logoutAllOnAllSessions: action('logout_all', false),
  }
}

/** A title as text: i18next would take what looks like its own nesting in it for a part of the message. */
const plain = (title: string): string => title.replaceAll('$t(', '$\u2060t(')
