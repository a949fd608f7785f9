// The resource action "Log out everyone" of the user list, for the day on which a password has got about.
import { ForbiddenError, type Action, type ActionContext, type ActionRequest, type ActionResponse } from 'adminjs'
import { actorOf } from '../../express/actor.js'
import { linkOf } from '../../express/session-state.js'
import { endEveryone } from '../../rule/everyone.js'
import type { EndedSessions } from '../../rule/selection.js'
import { administrator, idOfAdmin } from '../administrator.js'
import type { Parts } from '../parts.js'
import { passwordProblem } from '../password/ask-password.js'
import type { PasswordAnswer } from '../password/wire.js'
import { requestOf } from '../request-of.js'
import type { EveryoneResponse } from './wire.js'

/** The name under which AdminJS knows the drawer. */
export const logOutEveryoneComponent = 'SingleSessionLogOutEveryone'

/** Builds the action. A GET counts, a POST logs out; the one who asks may stay where they ask, and nowhere else. */
export function logOutEveryone(parts: Parts): Partial<Action<ActionResponse>> {
  const { rule, permissions } = parts
  return {
    actionType: 'resource',
    icon: 'LogOut',
    component: logOutEveryoneComponent,
    showInDrawer: true,
    variant: 'danger',
    before: [permissions.load, permissions.refuseWithout('logout_all')],
    isAccessible: ({ currentAdmin }) => permissions.mayShow(currentAdmin, 'logout_all'),
    async handler(request, _response, context) {
      if (!permissions.has(context.currentAdmin, 'logout_all')) throw new ForbiddenError('singleSessionForbidden')
      const ownId = idOfAdmin(parts, context)
      if (request.method !== 'post') {
        const everyone = await rule.live.countEveryone()
        const own = ownId === null ? 0 : await rule.live.countOf(ownId)
        // All but the session that asks; its user counts if they have another one.
        const others = { users: everyone.users - Number(own === 1), sessions: everyone.sessions - Number(own > 0) }
        return { singleSession: { everyone, others } } satisfies EveryoneResponse
      }

      // Whoever does not say otherwise stays.
      const keepsThis = String(request.payload?.keepMe) !== 'false'
      const problem = await passwordProblem(parts, request, { endsHere: !keepsThis })
      if (problem) return { passwordProblem: problem } satisfies PasswordAnswer
      const ended = await (keepsThis ? endAllButThis : endAll)(parts, request, context)
      return {
        notice: {
          message: 'singleSessionLoggedOut',
          options: { ...ended },
          type: ended.sessions > 0 ? 'success' : 'info',
        },
        ...(keepsThis ? {} : { redirectUrl: context._admin.options.loginPath }),
      }
    },
  }
}

const endAll = (parts: Parts, request: ActionRequest, context: ActionContext): Promise<EndedSessions> =>
  endEveryone(parts.rule, administrator(parts, request, context))

/** Ends everyone's sessions but the one that asks: the others of the same user may be those of who got hold of a password. */
async function endAllButThis(parts: Parts, request: ActionRequest, context: ActionContext): Promise<EndedSessions> {
  const { rule, configuration } = parts
  const req = requestOf(request)
  const link = linkOf(req.session)
  const everyoneElse = await endEveryone(rule, administrator(parts, request, context), {
    except: link ? [link.userId] : [],
  })
  if (!link) return everyoneElse
  const { userId, sessionId } = link
  // As on the page "My sessions".
  const selection = { except: sessionId, asking: sessionId }
  const own = await rule.sessions.endSessions([userId], 'logoutElsewhere', actorOf(req, configuration), selection)
  return { users: everyoneElse.users + own.users, sessions: everyoneElse.sessions + own.sessions }
}
