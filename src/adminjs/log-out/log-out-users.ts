// A bulk action of the user list. A GET tells whom it would log out, a POST does it.
import {
  ForbiddenError,
  type Action,
  type ActionContext,
  type ActionRequest,
  type BaseRecord,
  type BulkActionResponse,
  type NoticeMessage,
} from 'adminjs'
import type { EndedSessions } from '../../rule/selection.js'
import type { UserId } from '../../rule/session.js'
import { administrator, idOfAdmin } from '../administrator.js'
import type { Parts } from '../parts.js'
import { passwordProblem } from '../password/ask-password.js'
import type { PasswordAnswer } from '../password/wire.js'
import { isNamedByPanel, showTitlesAlone, unnamed } from '../shown-user.js'
import type { BulkAction } from './bulk-actions.js'
import type { SelectedRecord } from './wire.js'

/** The name under which AdminJS knows the drawer. */
export const logOutComponent = 'SingleSessionLogOutDrawer'

/** Builds the action. */
export function logOutUsers(
  parts: Parts,
  { permission, skipsAdminUsers }: BulkAction,
): Partial<Action<BulkActionResponse>> {
  const { rule, permissions } = parts
  return {
    actionType: 'bulk',
    icon: 'LogOut',
    component: logOutComponent,
    showInDrawer: true,
    variant: 'danger',
    before: [permissions.load, showTitlesAlone, permissions.refuseWithout(permission)],
    isAccessible: ({ currentAdmin }) => permissions.has(currentAdmin, permission),
    async handler(
      request: ActionRequest,
      _response: unknown,
      context: ActionContext,
    ): Promise<BulkActionResponse & Partial<PasswordAnswer>> {
      // Asked here as well: the app's own isAccessible may stand in for ours, which it can narrow but not widen.
      if (!permissions.has(context.currentAdmin, permission)) throw new ForbiddenError('singleSessionForbidden')
      const selection = await selectionOf(parts, context, skipsAdminUsers)
      const records = selection.map(({ record }) => record)
      if (request.method !== 'post') return { records }

      const concerned = selection.filter(({ record }) => record.singleSession.skippedBecause === null)
      const areThemselves = concerned.some(({ record }) => record.singleSession.isCurrentAdmin)
      const problem = areThemselves ? await passwordProblem(parts, request, { endsHere: true }) : undefined
      // The drawer has its records already.
      if (problem) return { records: [], passwordProblem: problem }
      const userIds = concerned.map(({ userId }) => userId).filter((id) => id !== undefined)
      const ended = await rule.sessions.endSessions(userIds, 'revoked', administrator(parts, request, context))
      return {
        records,
        notice: noticeOf(ended, records),
        redirectUrl: areThemselves
          ? context._admin.options.loginPath
          : context.h.resourceUrl({ resourceId: context.resource.decorate().id() }),
      }
    },
  }
}

/** A user of the selection; without an id if they were deleted meanwhile. */
interface Selected {
  readonly userId: UserId | undefined
  readonly record: SelectedRecord
}

/** The selection, with what the database says of each user now. */
async function selectionOf(parts: Parts, context: ActionContext, skipsAdminUsers: boolean): Promise<Selected[]> {
  const { users, live } = parts.rule
  const selected = (context.records ?? []).map((record: BaseRecord) => ({ record, id: users.parseId(record.id()) }))
  const ids = selected.map(({ id }) => id).filter((id) => id !== undefined)
  const [found, counts] = [await users.find(ids), await live.count(ids)]
  const ownId = idOfAdmin(parts, context)
  const { currentAdmin } = context
  return Promise.all(
    selected.map(async ({ record, id }): Promise<Selected> => {
      const user = id === undefined ? undefined : found.get(id)
      const isSkipped = skipsAdminUsers && user !== undefined && (await users.isAdminUser(user))
      const singleSession = {
        // Of a user whom they have no business with, they learn no more than the panel itself tells them.
        liveSessions: isSkipped ? null : ((id === undefined ? undefined : counts.get(id)) ?? 0),
        skippedBecause: isSkipped ? ('adminUser' as const) : null,
        isCurrentAdmin: id !== undefined && id === ownId,
      }
      const shown = record.toJSON(currentAdmin)
      const isNamed = !isSkipped || isNamedByPanel(context.resource, record, currentAdmin)
      return { userId: user ? id : undefined, record: { ...(isNamed ? shown : unnamed(shown)), singleSession } }
    }),
  )
}

function noticeOf(ended: EndedSessions, records: readonly SelectedRecord[]): NoticeMessage {
  const skipped = records.filter(({ singleSession }) => singleSession.skippedBecause !== null)
  return {
    message: skipped.length > 0 ? 'singleSessionLoggedOutSkipped' : 'singleSessionLoggedOut',
    options: { ...ended, skipped: skipped.map(({ title }) => plain(title)).join(', ') },
    type: ended.sessions > 0 ? 'success' : 'info',
  }
}

/** A title as text: i18next would take what looks like its own nesting in it for a part of the message. */
const plain = (title: string): string => title.replaceAll('$t(', '$\u2060t(')
