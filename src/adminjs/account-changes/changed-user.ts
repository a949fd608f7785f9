// Ends the other sessions of a user whose account is changed in the panel: whoever knew the old password, or had the old
// role, is out.
import { isDeepStrictEqual } from 'node:util'
import type { ActionContext, ActionRequest, After, Before, NoticeMessage, RecordActionResponse } from 'adminjs'
import { actorOf } from '../../express/actor.js'
import { renewSession } from '../../express/renew-session.js'
import { requestState } from '../../express/request-state.js'
import { linkOf } from '../../express/session-state.js'
import { isSame, type UserId } from '../../rule/session.js'
import { administrator } from '../administrator.js'
import type { Parts } from '../parts.js'
import { requestOf } from '../request-of.js'

/** The hooks of the action `edit`: the first one looks at the user before the change, the second one after it. */
export function changedUser(parts: Parts): { before: Before; after: After<RecordActionResponse> } {
  const { rule, configuration } = parts
  const properties = configuration.endSessionsOnChangeOf
  const idOf = ({ record }: ActionContext) => rule.users.parseId(record?.id())

  /** Ends the sessions of a user, except for the one in which they do this themselves: that gets a new id. */
  async function endOthers(userId: UserId, request: ActionRequest, context: ActionContext): Promise<number> {
    const req = requestOf(request)
    const link = linkOf(req.session)
    const isOwn = link !== null && isSame(link.userId, userId)
    const by = isOwn ? actorOf(req, configuration) : administrator(parts, request, context)
    if (isOwn) await renewSession(req)
    const selection = isOwn ? { except: link.sessionId } : {}
    return (await rule.sessions.endSessions([userId], 'accountChanged', by, selection)).sessions
  }

  return {
    async before(request: ActionRequest, context: ActionContext) {
      const userId = idOf(context)
      if (properties.length === 0 || request.method !== 'post' || userId === undefined) return request
      const user = await rule.users.findOne(userId, properties)
      if (user) requestState(requestOf(request)).userBefore = user
      return request
    },

    async after(response: RecordActionResponse, request: ActionRequest, context: ActionContext) {
      const userId = idOf(context)
      const { userBefore } = requestState(requestOf(request))
      if (userId === undefined || !userBefore) return response
      try {
        const now = await rule.users.findOne(userId, properties)
        if (!now || properties.every((name) => isDeepStrictEqual(userBefore[name], now[name]))) return response
        const sessions = await endOthers(userId, request, context)
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
}

const changedAndEnded = (sessions: number): NoticeMessage => ({
  message: 'singleSessionChangedAndEnded',
  options: { sessions },
  type: 'success',
})
