// The resource action "Log out everyone" of the user list, for the day on which a password has got about.
import { ForbiddenError, type Action, type ActionResponse } from 'adminjs'
import { countEveryone, endEveryone } from '../../rule/everyone.js'
import { clientOf } from '../../express/client-details.js'
import type { EndedSessions } from '../../rule/session-rule.js'
import type { Parts } from '../parts.js'
import { requestOf } from '../request-of.js'

/** What a GET answers with: whom it concerns. */
export interface EveryoneResponse {
  readonly singleSession: { readonly everyone: EndedSessions; readonly others: EndedSessions }
}

/** The name under which the component is known to AdminJS. */
export const logOutEveryoneComponent = 'SingleSessionLogOutEveryone'

/** Builds the action. A GET counts, a POST logs out; the one who asks may stay. */
export function logOutEveryoneAction(parts: Parts): Partial<Action<ActionResponse>> {
  const { configuration, repository, rule, permissions } = parts
  return {
    actionType: 'resource',
    icon: 'LogOut',
    component: logOutEveryoneComponent,
    showInDrawer: true,
    variant: 'danger',
    before: permissions.load,
    isAccessible: ({ currentAdmin }) => permissions.seemsToHave(currentAdmin, 'logout_all'),
    async handler(request, _response, context) {
      const { currentAdmin, _admin } = context
      if (!permissions.has(currentAdmin, 'logout_all')) throw new ForbiddenError('forbiddenError')
      const ownId = repository.parseUserId(currentAdmin?.id) ?? null
      if (request.method !== 'post') {
        const everyone = await countEveryone(rule)
        const own = ownId === null ? 0 : ((await rule.countLive([ownId])).get(ownId) ?? 0)
        const others = { users: everyone.users - Number(own > 0), sessions: everyone.sessions - own }
        return { singleSession: { everyone, others } } satisfies EveryoneResponse
      }

      // Whoever does not say otherwise stays.
      const keepsOwn = String(request.payload?.keepMe) !== 'false'
      const cause = { event: 'revoked', byUserId: ownId, ...clientOf(requestOf(request), configuration) } as const
      const ended = await endEveryone(rule, cause, keepsOwn ? ownId : null)
      return {
        notice: {
          message: 'singleSessionLoggedOut',
          options: { ...ended },
          type: ended.sessions > 0 ? 'success' : 'info',
        },
        ...(keepsOwn ? {} : { redirectUrl: _admin.options.loginPath }),
      }
    },
  }
}
