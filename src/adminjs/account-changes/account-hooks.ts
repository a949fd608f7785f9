// Ends the sessions of users whose accounts an action of the panel changes or deletes: whoever knew the old password, or
// had the old role, is out. Any action may do so: an app's "ban" as well as AdminJS's own "edit".
import { isDeepStrictEqual } from 'node:util'
import type { ActionContext, ActionRequest, ActionResponse, NoticeMessage } from 'adminjs'
import { accountsChanged } from '../../express/changed-accounts.js'
import { requestState, type AccountsBefore } from '../../express/request-state.js'
import { tellFailure } from '../../faults/tell-failure.js'
import { isSame, type UserId } from '../../rule/session.js'
import { administrator, idOfAdmin } from '../administrator.js'
import type { Parts } from '../parts.js'
import { requestOf } from '../request-of.js'
import { titleOf } from '../shown-user.js'

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
      const named = records.map((one) => [rule.users.parseId(one.id()), longestTitle(titleOf(one))] as const)
      const titles = new Map(named.filter((one): one is readonly [UserId, string] => one[0] !== undefined))
      const userIds = [...titles.keys()]
      if (userIds.length === 0 || !(actsOnGet || request.method === 'post')) return request
      const users = await rule.users.find(userIds, properties)
      const sessions = await rule.sessions.findByUsers(userIds)
      requestState(requestOf(request)).accountsBefore = { userIds, users, sessions, titles }
      return request
    },

    async after(response, request, context) {
      const { accountsBefore } = requestState(requestOf(request))
      if (!accountsBefore) return response
      try {
        const ended = await endAfterChange(parts, accountsBefore, request, context)
        // Whatever an action of the app's own says stays.
        const isEdit = context.action.name === 'edit'
        const isTold = isEdit && ended > 0 && mayKnow(parts, accountsBefore.userIds, context)
        return isTold ? { ...response, notice: changedAndEnded(ended) } : response
      } catch (error) {
        // The users are changed, and that cannot be undone: whoever did it has to hear that the sessions are still there.
        tellFailure('SINGLE_SESSION_ACCOUNT_CHANGE', 'The sessions of a changed user could not be ended', error)
        return { ...response, notice: { message: 'singleSessionChangedNotEnded', type: 'error' } }
      }
    },
  }
}

/** Whether the current admin may know on how many devices these users were logged in: it is themselves, or their business. */
function mayKnow(parts: Parts, userIds: readonly UserId[], context: ActionContext): boolean {
  const { permissions } = parts
  const ownId = idOfAdmin(parts, context)
  if (ownId !== null && userIds.every((id) => isSame(id, ownId))) return true
  return permissions.has(context.currentAdmin, 'logout') || permissions.has(context.currentAdmin, 'logout_all')
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
  const by = administrator(parts, request, context)
  const now = await rule.users.find(before.userIds, properties)
  // Their links went with the users. Those who are still there, because something refers to them, stay logged in.
  const present = new Set([...now.keys()].map(String))
  const isGone = (id: UserId): boolean => before.users.has(id) && !present.has(String(id))
  const orphans = before.sessions.filter(({ userId }) => !present.has(String(userId)))
  await rule.sessions.endDeleted(before.userIds.filter(isGone), orphans, by, before.titles)

  const changed = before.userIds.filter((id) => {
    const [was, is] = [before.users.get(id), now.get(id)]
    return was && is && !properties.every((name) => isDeepStrictEqual(was[name], is[name]))
  })
  return (await accountsChanged(parts, changed, requestOf(request), by)).sessions
}

/** As much of a title as a `String` of Prisma holds on MySQL: 191 characters. */
const longestTitle = (title: string): string => Array.from(title).slice(0, 191).join('')

const changedAndEnded = (sessions: number): NoticeMessage => ({
  message: 'singleSessionChangedAndEnded',
  options: { sessions },
  type: 'success',
})
