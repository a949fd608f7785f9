// Ends the sessions of users whose accounts an action of the panel changes or deletes: whoever knew the old password, or
// had the old role, is out. Any action may do so: an app's "ban" as well as AdminJS's own "edit".
import { isDeepStrictEqual } from 'node:util'
import type { ActionContext, ActionRequest, ActionResponse, NoticeMessage } from 'adminjs'
import { actorOf } from '../../express/actor.js'
import { renewSession } from '../../express/renew-session.js'
import { requestState, type AccountsBefore } from '../../express/request-state.js'
import { linkOf } from '../../express/session-state.js'
import { isSame, type UserId, type UserRecord } from '../../rule/session.js'
import { administrator } from '../administrator.js'
import type { Parts } from '../parts.js'
import { requestOf } from '../request-of.js'

/** The hooks of an action: the first one looks at its users before the action, the second one after it. */
export interface AccountHooks {
  readonly before: (request: ActionRequest, context: ActionContext) => Promise<ActionRequest>
  readonly after: <Response extends ActionResponse>(
    response: Response,
    request: ActionRequest,
    context: ActionContext,
  ) => Promise<Response>
}

/** Builds the hooks. AdminJS's own actions act on a POST alone; an action of the app may act on a GET, too. */
export function accountHooks(parts: Parts, { actsOnGet }: { actsOnGet: boolean }): AccountHooks {
  const { rule, configuration } = parts
  const properties = configuration.endSessionsOnChangeOf

  return {
    async before(request, context) {
      const { record, records = record ? [record] : [] } = context
      const userIds = records.map((one) => rule.users.parseId(one.id())).filter((id) => id !== undefined)
      if (userIds.length === 0 || !(actsOnGet || request.method === 'post')) return request
      const users = properties.length > 0 ? await rule.users.find(userIds, properties) : new Map<UserId, UserRecord>()
      const sessions = await rule.sessions.findByUsers(userIds)
      requestState(requestOf(request)).accountsBefore = { userIds, users, sessions }
      return request
    },

    async after(response, request, context) {
      const { accountsBefore } = requestState(requestOf(request))
      if (!accountsBefore) return response
      try {
        const ended = await endAfterChange(parts, accountsBefore, request, context)
        // Whatever an action of the app's own says stays.
        const isEdit = context.action.name === 'edit'
        return isEdit && ended > 0 ? { ...response, notice: changedAndEnded(ended) } : response
      } catch (error) {
        // The users are changed, and that cannot be undone: whoever did it has to hear that the sessions are still there.
        process.emitWarning(`The sessions of a changed user could not be ended: ${String(error)}`, {
          code: 'SINGLE_SESSION_ACCOUNT_CHANGE',
        })
        return { ...response, notice: { message: 'singleSessionChangedNotEnded', type: 'error' } }
      }
    },
  }
}

/** Ends the sessions of the users who were changed or deleted, and says how many sessions the changed ones had. */
async function endAfterChange(
  parts: Parts,
  before: AccountsBefore,
  request: ActionRequest,
  context: ActionContext,
): Promise<number> {
  const { rule, configuration } = parts
  const properties = configuration.endSessionsOnChangeOf
  const now = await rule.users.find(before.userIds, properties)
  // Their links went with the users. Those who are still there, because something refers to them, stay logged in.
  const present = new Set([...now.keys()].map(String))
  const orphans = before.sessions.filter(({ userId }) => !present.has(String(userId)))
  await rule.sessions.endDeleted(orphans, administrator(parts, request, context))

  const changed = before.userIds.filter((id) => {
    const [was, is] = [before.users.get(id), now.get(id)]
    return was && is && !properties.every((name) => isDeepStrictEqual(was[name], is[name]))
  })
  const req = requestOf(request)
  const own = linkOf(req.session)
  const others = changed.filter((id) => !own || !isSame(id, own.userId))
  const ended = await rule.sessions.endSessions(others, 'accountChanged', administrator(parts, request, context))
  if (!own || others.length === changed.length) return ended.sessions
  // Users who change themselves stay where they do it, under a new session id.
  await renewSession(req)
  const by = actorOf(req, configuration)
  const elsewhere = await rule.sessions.endSessions([own.userId], 'accountChanged', by, { except: own.sessionId })
  return ended.sessions + elsewhere.sessions
}

const changedAndEnded = (sessions: number): NoticeMessage => ({
  message: 'singleSessionChangedAndEnded',
  options: { sessions },
  type: 'success',
})
