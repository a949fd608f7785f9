// The resource action "Log out everyone" of the user list, for the day on which a password has got about.
import { ForbiddenError, type Action, type ActionResponse } from 'adminjs'
import { endEveryone } from '../../rule/everyone.js'
import { administrator, idOfAdmin } from '../administrator.js'
import type { Parts } from '../parts.js'
import type { EveryoneResponse } from './wire.js'

/** The name under which AdminJS knows the drawer. */
export const logOutEveryoneComponent = 'SingleSessionLogOutEveryone'

/** Builds the action. A GET counts, a POST logs out; the one who asks may stay. */
export function logOutEveryone(parts: Parts): Partial<Action<ActionResponse>> {
  const { rule, permissions } = parts
  return {
    actionType: 'resource',
    icon: 'LogOut',
    component: logOutEveryoneComponent,
    showInDrawer: true,
    variant: 'danger',
    before: permissions.load,
    isAccessible: ({ currentAdmin }) => permissions.mayShow(currentAdmin, 'logout_all'),
    async handler(request, _response, context) {
      if (!permissions.has(context.currentAdmin, 'logout_all')) throw new ForbiddenError('forbiddenError')
      const ownId = idOfAdmin(parts, context)
      if (request.method !== 'post') {
        const everyone = await rule.live.countEveryone()
        const own = ownId === null ? 0 : await rule.live.countOf(ownId)
        const others = { users: everyone.users - Number(own > 0), sessions: everyone.sessions - own }
        return { singleSession: { everyone, others } } satisfies EveryoneResponse
      }

      // Whoever does not say otherwise stays.
      const keepsOwn = String(request.payload?.keepMe) !== 'false'
      const ended = await endEveryone(rule, administrator(parts, request, context), keepsOwn ? ownId : null)
      return {
        notice: {
          message: 'singleSessionLoggedOut',
          options: { ...ended },
          type: ended.sessions > 0 ? 'success' : 'info',
        },
        ...(keepsOwn ? {} : { redirectUrl: context._admin.options.loginPath }),
      }
    },
  }
}
