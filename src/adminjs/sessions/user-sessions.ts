// The record action "Sessions" of the user list: where a user is logged in, and a way to end one session or all of them.
import {
  flat,
  ForbiddenError,
  type Action,
  type ActionRequest,
  type ActionResponse,
  type Before,
  type NoticeMessage,
  type RecordJSON,
} from 'adminjs'
import { actorOf } from '../../express/actor.js'
import { linkOf } from '../../express/session-state.js'
import type { EndedSessions, Selection } from '../../rule/selection.js'
import { keyOf } from '../../rule/session-key.js'
import { isSame, type UserId, type UserRecord } from '../../rule/session.js'
import { administrator, idOfAdmin } from '../administrator.js'
import type { Parts } from '../parts.js'
import { passwordProblem } from '../password/ask-password.js'
import type { PasswordAnswer } from '../password/wire.js'
import { requestOf } from '../request-of.js'
import { showTitlesAlone, unnamed } from '../shown-user.js'
import { endedOne, failed } from './notices.js'
import { sessionPage } from './session-page.js'
import type { UserSessions } from './wire.js'

/** What the action answers with. */
export type UserSessionsResponse = ActionResponse & (UserSessions | PasswordAnswer) & { record: RecordJSON }

/** The name under which AdminJS knows the drawer. */
export const userSessionsComponent = 'SingleSessionSessions'

/** Builds the action. A GET lists, a POST ends. */
export function userSessions(parts: Parts): Partial<Action<ActionResponse>> {
  const { rule, permissions } = parts
  return {
    actionType: 'record',
    icon: 'Smartphone',
    component: userSessionsComponent,
    showInDrawer: true,
    before: [permissions.load, showTitlesAlone, refuseStrangers(parts)],
    // Not by what they may be shown: users in the records of other resources would carry the action, and nobody could see it.
    isAccessible: ({ currentAdmin }) =>
      permissions.has(currentAdmin, 'logout') || permissions.has(currentAdmin, 'logout_all'),
    // Not offered where it would be refused, as far as the record tells; whether it is refused, the database says.
    isVisible: ({ currentAdmin, record }) =>
      permissions.has(currentAdmin, 'logout_all') ||
      !record ||
      rule.users.seemsAdminUser(unflatten(record.params)) !== true,
    async handler(request, _response, context): Promise<UserSessionsResponse> {
      const { currentAdmin } = context
      const mayAll = permissions.has(currentAdmin, 'logout_all')
      if (!context.record || !(mayAll || permissions.has(currentAdmin, 'logout')))
        throw new ForbiddenError('singleSessionForbidden')
      const record = context.record.toJSON(currentAdmin)
      const userId = rule.users.parseId(context.record.id())
      const user = userId === undefined ? undefined : await rule.users.findOne(userId)
      // As in the bulk actions: who may log out ordinary users alone has no business with admin users.
      if (userId === undefined || !user || (!mayAll && (await rule.users.isAdminUser(user)))) {
        return { record: unnamed(record), singleSession: null }
      }

      const link = linkOf(requestOf(request).session)
      const currentId = link && isSame(link.userId, userId) ? link.sessionId : undefined
      const list = () => sessionPage(rule.live, userId, request.query?.page, currentId)
      if (request.method !== 'post') return { record, singleSession: await list() }

      const selection = selectionOf(request)
      if (!selection) return { record, notice: failed, singleSession: await list() }
      const isOwn = isOwnUser(idOfAdmin(parts, context), userId)
      const isHere = isOwn && (selection.only === undefined || selection.only === keyOf(currentId ?? ''))
      const isLogout = isHere && selection.only !== undefined
      const problem = isOwn && !isLogout ? await passwordProblem(parts, request, { endsHere: isHere }) : undefined
      if (problem) return { record, passwordProblem: problem }
      // One of their own on another device: they do what they might do on the page "My sessions".
      const ended =
        isOwn && !isHere
          ? await rule.sessions.endSessions(
              [userId],
              'logoutElsewhere',
              actorOf(requestOf(request), parts.configuration),
              selection,
            )
          : await rule.sessions.endSessions([userId], 'revoked', administrator(parts, request, context), selection)
      return {
        record,
        notice: noticeOf(ended, selection),
        singleSession: await list(),
        ...(isHere ? { redirectUrl: context._admin.options.loginPath } : {}),
      }
    },
  }
}

/** AdminJS takes it from the package flat, whose types it does not bring along. */
const { unflatten } = flat as { unflatten: (params: object) => UserRecord }

/** Lets nobody on who has neither permission: AdminJS's answer says then that they may not, and nothing of the user. */
function refuseStrangers({ permissions }: Parts): Before {
  return (request, context) => {
    const { currentAdmin } = context
    if (permissions.has(currentAdmin, 'logout') || permissions.has(currentAdmin, 'logout_all')) return request
    delete context.record
    throw new ForbiddenError('singleSessionForbidden')
  }
}

const isOwnUser = (ownId: UserId | null, userId: UserId): boolean => ownId !== null && isSame(ownId, userId)

/** Which sessions a request wants to end, or undefined if it does not say so. */
function selectionOf({ payload }: ActionRequest): Selection | undefined {
  if (payload?.end === 'all') return {}
  return payload?.end === 'one' && typeof payload.key === 'string' ? { only: payload.key } : undefined
}

function noticeOf(ended: EndedSessions, { only }: Selection): NoticeMessage {
  if (ended.sessions === 0 || only !== undefined) return endedOne(ended.sessions)
  return { message: 'singleSessionLoggedOut', options: { ...ended }, type: 'success' }
}
