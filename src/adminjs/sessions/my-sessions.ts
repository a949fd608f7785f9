// The page "My sessions": where one is logged in oneself, and a way to log out there. It needs no permission.
import type { ActionRequest, AdminPage, NoticeMessage, PageHandler } from 'adminjs'
import { clientOf } from '../../express/client-details.js'
import { keyOf } from '../../rule/session-key.js'
import type { UserId } from '../../rule/session-repository.js'
import type { Link, Selection } from '../../rule/session-rule.js'
import type { Parts } from '../parts.js'
import { requestOf } from '../request-of.js'
import { sessionPage, type SessionPage } from './session-list.js'

/** The list, and whether to end sessions of it needs the password. */
export type MySessions = SessionPage & { asksPassword: boolean }

/** What a POST answers with. */
export interface MySessionsResponse {
  readonly list: MySessions
  readonly isPasswordWrong?: boolean
  readonly notice?: NoticeMessage
}

/** The name under which the component is known to AdminJS. */
export const mySessionsComponent = 'SingleSessionMySessions'

/** Builds the page. A GET lists, a POST ends: never the session in which it is asked for. */
export function mySessionsPage({ configuration, repository, rule, store }: Parts): AdminPage {
  async function isTheirPassword(userId: UserId, password: unknown): Promise<boolean> {
    if (!configuration.checkPassword) return true
    const user = (await repository.findUsers([userId])).get(userId)
    return user !== undefined && typeof password === 'string' && configuration.checkPassword(user, password)
  }

  const handler: PageHandler = async (request: ActionRequest): Promise<MySessions | MySessionsResponse> => {
    const req = requestOf(request)
    const link = store.linkOf(req.session)
    if (!link) throw new TypeError('A user without a link got as far as a page of the panel')
    const list = async (): Promise<MySessions> => ({
      ...(await sessionPage(rule, link.userId, request.query?.page, link.id)),
      asksPassword: configuration.checkPassword !== undefined,
    })
    if (request.method !== 'post') return list()

    const { payload = {} } = request
    const selection = selectionOf(payload, link)
    if (!selection) return { list: await list(), notice: { message: 'singleSessionFailed', type: 'error' } }
    if (!(await isTheirPassword(link.userId, payload.password))) return { list: await list(), isPasswordWrong: true }
    const cause = { event: 'elsewhere', byUserId: null, ...clientOf(req, configuration) } as const
    const { sessions } = await rule.endSessions([link.userId], cause, selection)
    return { list: await list(), notice: noticeOf(sessions, selection) }
  }

  return { component: mySessionsComponent, icon: 'Smartphone', handler }
}

/** Which sessions a request wants to end, or undefined if it does not say so. */
function selectionOf({ end, key }: Record<string, unknown>, { id }: Link): Selection | undefined {
  if (end === 'others') return { except: id, asking: id }
  const isAnother = typeof key === 'string' && key !== keyOf(id)
  return end === 'one' && isAnother ? { only: key, asking: id } : undefined
}

function noticeOf(sessions: number, { only }: Selection): NoticeMessage {
  if (sessions === 0) return { message: 'singleSessionEndedAlready', type: 'info' }
  if (only !== undefined) return { message: 'singleSessionEndedOne', type: 'success' }
  return { message: 'singleSessionEndedOthers', options: { sessions }, type: 'success' }
}
