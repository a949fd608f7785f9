// Ends the sessions of a user whose account is changed or deleted in the panel: whoever knew the old password, or had the
// old role, is out.
import { isDeepStrictEqual } from 'node:util'
import type {
  After,
  ActionContext,
  ActionRequest,
  Before,
  BulkActionResponse,
  NoticeMessage,
  RecordActionResponse,
} from 'adminjs'
import type { Request } from 'express'
import { clientOf } from '../../express/client-details.js'
import type { LinkedSession, UserId, UserRecord } from '../../rule/session-repository.js'
import { isSame, type Cause } from '../../rule/session-rule.js'
import type { Parts } from '../parts.js'
import { requestOf } from '../request-of.js'

interface Hooks<Response> {
  readonly before: Before
  readonly after: After<Response>
}

/** The hooks of three actions of the user resource. */
export interface AccountHooks {
  readonly edit: Hooks<RecordActionResponse>
  readonly delete: Hooks<RecordActionResponse>
  readonly bulkDelete: Hooks<BulkActionResponse>
}

/** Builds the hooks. What an action was called with is remembered by the context, of which each call has its own. */
export function accountHooks(parts: Parts): AccountHooks {
  const { configuration, repository, rule, store } = parts
  const properties = configuration.endSessionsOnChangeOf
  const usersBefore = new WeakMap<ActionContext, UserRecord>()
  const sessionsBefore = new WeakMap<ActionContext, LinkedSession[]>()

  const idsOf = ({ record, records = record ? [record] : [] }: ActionContext): UserId[] =>
    records.map((one) => repository.parseUserId(one.id())).filter((id) => id !== undefined)

  function causeOf(event: Cause['event'], req: Request, context: ActionContext, userId?: UserId): Cause {
    const by = repository.parseUserId(context.currentAdmin?.id)
    const byUserId = by === undefined || by === userId ? null : by
    return { event, byUserId, ...clientOf(req, configuration) }
  }

  const edit: AccountHooks['edit'] = {
    async before(request: ActionRequest, context: ActionContext) {
      const [userId] = idsOf(context)
      if (properties.length === 0 || request.method !== 'post' || userId === undefined) return request
      const user = (await repository.findUsers([userId], properties)).get(userId)
      if (user) usersBefore.set(context, user)
      return request
    },

    async after(response: RecordActionResponse, request: ActionRequest, context: ActionContext) {
      const [userId] = idsOf(context)
      const before = usersBefore.get(context)
      if (userId === undefined || !before) return response
      try {
        const now = (await repository.findUsers([userId], properties)).get(userId)
        if (!now || properties.every((name) => isDeepStrictEqual(before[name], now[name]))) return response
        const sessions = await endOthers(userId, requestOf(request), context)
        return sessions === 0 ? response : { ...response, notice: changedAndEnded(sessions) }
      } catch (error) {
        // The user is changed, and that cannot be undone: whoever did it has to hear that the sessions are still there.
        process.emitWarning(`The sessions of a changed user could not be ended: ${String(error)}`, {
          code: 'SINGLE_SESSION_ACCOUNT_CHANGE',
        })
        return { ...response, notice: { message: 'singleSessionChangedNotEnded', type: 'error' } }
      }
    },
  }

  /** Ends the sessions of a user, except for the one in which they do this themselves: that gets a new id. */
  async function endOthers(userId: UserId, req: Request, context: ActionContext): Promise<number> {
    const link = store.linkOf(req.session)
    const cause = causeOf('accountChanged', req, context, userId)
    if (!link || !isSame(link.userId, userId)) return (await rule.endSessions([userId], cause)).sessions
    await store.renew(req)
    return (await rule.endSessions([userId], cause, { except: link.id })).sessions
  }

  const deletion = {
    async before(request: ActionRequest, context: ActionContext) {
      if (request.method === 'post') sessionsBefore.set(context, await rule.findByUsers(idsOf(context)))
      return request
    },

    async after<Response>(response: Response, request: ActionRequest, context: ActionContext): Promise<Response> {
      const sessions = sessionsBefore.get(context) ?? []
      if (sessions.length === 0) return response
      try {
        // Their links went with the users. Those who are still there, because something refers to them, stay logged in.
        const present = await repository.findUsers(idsOf(context), [])
        const orphans = sessions.filter(({ userId }) => !present.has(userId))
        await rule.endDeleted(orphans, causeOf('userDeleted', requestOf(request), context))
      } catch (error) {
        process.emitWarning(`The end of the sessions of a deleted user could not be noted: ${String(error)}`, {
          code: 'SINGLE_SESSION_ACCOUNT_CHANGE',
        })
      }
      return response
    },
  }

  return { edit, delete: deletion, bulkDelete: deletion }
}

const changedAndEnded = (sessions: number): NoticeMessage => ({
  message: 'singleSessionChangedAndEnded',
  options: { sessions },
  type: 'success',
})
