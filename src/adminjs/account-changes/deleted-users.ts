// Ends the sessions of users who are deleted in the panel.
import type { ActionContext, ActionRequest, Before } from 'adminjs'
import { requestState } from '../../express/request-state.js'
import type { UserId } from '../../rule/session.js'
import { administrator } from '../administrator.js'
import type { Parts } from '../parts.js'
import { requestOf } from '../request-of.js'

/** The hooks of the actions `delete` and `bulkDelete`. */
export function deletedUsers(parts: Parts): {
  before: Before
  after: <Response>(response: Response, request: ActionRequest, context: ActionContext) => Promise<Response>
} {
  const { rule } = parts
  const idsOf = ({ record, records = record ? [record] : [] }: ActionContext): UserId[] =>
    records.map((one) => rule.users.parseId(one.id())).filter((id) => id !== undefined)

  return {
    async before(request, context) {
      if (request.method !== 'post') return request
      requestState(requestOf(request)).sessionsBefore = await rule.sessions.findByUsers(idsOf(context))
      return request
    },

    async after(response, request, context) {
      const { sessionsBefore = [] } = requestState(requestOf(request))
      if (sessionsBefore.length === 0) return response
      try {
        // Their links went with the users. Those who are still there, because something refers to them, stay logged in.
        const present = await rule.users.find(idsOf(context), [])
        const orphans = sessionsBefore.filter(({ userId }) => !present.has(userId))
        await rule.sessions.endDeleted(orphans, administrator(parts, request, context))
      } catch (error) {
        process.emitWarning(`The end of the sessions of a deleted user could not be noted: ${String(error)}`, {
          code: 'SINGLE_SESSION_ACCOUNT_CHANGE',
        })
      }
      return response
    },
  }
}
