// The page "My sessions": where one is logged in oneself, what happened there, and a way to log out. It needs no permission.
import type { ActionRequest, AdminPage, NoticeMessage, PageHandler } from 'adminjs'
import { actorOf } from '../../express/actor.js'
import { linkOf } from '../../express/session-state.js'
import type { Selection } from '../../rule/selection.js'
import { keyOf } from '../../rule/session-key.js'
import type { Link } from '../../rule/session.js'
import type { Parts } from '../parts.js'
import { passwordProblem } from '../password/ask-password.js'
import { requestOf } from '../request-of.js'
import { endedOne, failed } from './notices.js'
import { ownHistory } from './own-history.js'
import { sessionPage } from './session-page.js'
import { historyParameter, type MySessionsPage, type MySessionsResponse, type OwnHistory } from './wire.js'

/** The name under which AdminJS knows the page's component. */
export const mySessionsComponent = 'SingleSessionMySessions'

/** Builds the page. A GET lists, a POST ends: never the session in which it is asked for. */
export function mySessionsPage(parts: Parts): AdminPage {
  const { configuration, rule } = parts

  const handler: PageHandler = async (
    request: ActionRequest,
  ): Promise<MySessionsPage | OwnHistory | MySessionsResponse> => {
    const req = requestOf(request)
    const link = linkOf(req.session)
    if (!link) throw new TypeError('A user without a link got as far as a page of the panel')
    const list = () => sessionPage(rule.live, link.userId, request.query?.page, link.sessionId)
    if (request.method !== 'post') {
      const history: unknown = request.query?.[historyParameter]
      if (history !== undefined) return ownHistory(rule.trail, link.userId, history)
      return { ...(await list()), changePasswordUrl: configuration.changePasswordUrl ?? null }
    }

    const { payload = {} } = request
    const selection = selectionOf(payload, link)
    if (!selection) return { list: await list(), notice: failed }
    const problem = await passwordProblem(parts, request, { endsHere: false })
    if (problem) return { passwordProblem: problem }
    const by = actorOf(req, configuration)
    const { sessions } = await rule.sessions.endSessions([link.userId], 'logoutElsewhere', by, selection)
    return { list: await list(), notice: noticeOf(sessions, selection) }
  }

  return { component: mySessionsComponent, icon: 'Smartphone', handler }
}

/** Which sessions a request wants to end, or undefined if it does not say so. */
function selectionOf({ end, key }: Record<string, unknown>, { sessionId }: Link): Selection | undefined {
  if (end === 'others') return { except: sessionId, asking: sessionId }
  const isAnother = typeof key === 'string' && key !== keyOf(sessionId)
  return end === 'one' && isAnother ? { only: key, asking: sessionId } : undefined
}

function noticeOf(sessions: number, { only }: Selection): NoticeMessage {
  if (sessions === 0 || only !== undefined) return endedOne(sessions)
  return { message: 'singleSessionEndedOthers', options: { sessions }, type: 'success' }
}
