// The record action "Sessions" of the user list: where a user is logged in, and a way to end one session or all of them.
import {
  ForbiddenError,
  type Action,
  type ActionRequest,
  type ActionResponse,
  type NoticeMessage,
  type RecordJSON,
} from 'adminjs'
import { clientOf } from '../../express/client-details.js'
import { keyOf } from '../../rule/session-key.js'
import { isSame, type Cause, type Selection } from '../../rule/session-rule.js'
import type { Parts } from '../parts.js'
import { requestOf } from '../request-of.js'
import { sessionPage, type SessionPage } from './session-list.js'

/** What the action answers with; null for sessions that the one who asks may not see. */
export type SessionsResponse = ActionResponse & { record: RecordJSON; singleSession: SessionPage | null }

/** The name under which the component is known to AdminJS. */
export const sessionsComponent = 'SingleSessionSessions'

/** Builds the action. A GET lists, a POST ends. */
export function userSessionsAction(parts: Parts): Partial<Action<ActionResponse>> {
  const { configuration, repository, rule, store, permissions } = parts
  return {
    actionType: 'record',
    icon: 'Smartphone',
    component: sessionsComponent,
    showInDrawer: true,
    before: permissions.load,
    isAccessible: ({ currentAdmin }) =>
      permissions.seemsToHave(currentAdmin, 'logout') || permissions.seemsToHave(currentAdmin, 'logout_all'),
    async handler(request, _response, context): Promise<SessionsResponse> {
      const { currentAdmin, record } = context
      const mayAll = permissions.has(currentAdmin, 'logout_all')
      if (!record || !(mayAll || permissions.has(currentAdmin, 'logout'))) throw new ForbiddenError('forbiddenError')
      const json = record.toJSON(currentAdmin)
      const userId = repository.parseUserId(record.id())
      const user = userId === undefined ? undefined : (await repository.findUsers([userId])).get(userId)
      // As in the bulk actions: who may log out ordinary users alone has no business with admin users.
      if (userId === undefined || !user || (!mayAll && (await configuration.isAdminUser(user)))) {
        return { record: json, singleSession: null }
      }

      const req = requestOf(request)
      const currentId = store.linkOf(req.session)?.id
      const list = () => sessionPage(rule, userId, request.query?.page, currentId)
      if (request.method !== 'post') return { record: json, singleSession: await list() }

      const selection = selectionOf(request)
      if (!selection) return { record: json, notice: failed, singleSession: await list() }
      const ownId = repository.parseUserId(currentAdmin?.id) ?? null
      const isOwn = ownId !== null && isSame(ownId, userId)
      const isHere = isOwn && (selection.only === undefined || selection.only === keyOf(currentId ?? ''))
      // One of their own on another device: they do what they might do on the page "My sessions".
      const cause: Pick<Cause, 'event' | 'byUserId'> =
        isOwn && !isHere ? { event: 'elsewhere', byUserId: null } : { event: 'revoked', byUserId: ownId }
      const { users, sessions } = await rule.endSessions(
        [userId],
        { ...cause, ...clientOf(req, configuration) },
        selection,
      )
      return {
        record: json,
        notice: noticeOf(users, sessions, selection),
        singleSession: await list(),
        ...(isHere ? { redirectUrl: context._admin.options.loginPath } : {}),
      }
    },
  }
}

/** Which sessions a request wants to end, or undefined if it does not say so. */
function selectionOf({ payload }: ActionRequest): Selection | undefined {
  if (payload?.end === 'all') return {}
  return payload?.end === 'one' && typeof payload.key === 'string' ? { only: payload.key } : undefined
}

const failed: NoticeMessage = { message: 'singleSessionFailed', type: 'error' }

function noticeOf(users: number, sessions: number, { only }: Selection): NoticeMessage {
  if (sessions === 0) return { message: 'singleSessionEndedAlready', type: 'info' }
  if (only !== undefined) return { message: 'singleSessionEndedOne', type: 'success' }
  return { message: 'singleSessionLoggedOut', options: { users, sessions }, type: 'success' }
}
