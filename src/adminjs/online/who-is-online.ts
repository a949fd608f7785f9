// The page "Who is online": the live sessions of everybody, the ones last seen first, and a way to end them. Who may log
// ordinary users out sees those alone; who may log out everyone sees everyone, and the picture of the last days.
import type { ActionRequest, AdminPage, PageContext, PageHandler } from 'adminjs'
import { leaveUntouched } from '../../express/session-state.js'
import type { Parts } from '../parts.js'
import { requestOf } from '../request-of.js'
import { placeAsked, searchAsked, sessionsAsked } from './asked.js'
import type { AskedBy } from './asked-by.js'
import { endOnline } from './end-online.js'
import { listOnline, searchOnline } from './list-online.js'
import { picture } from './picture.js'
import type { EndedOnline, Forbidden, OnlineList, PictureAnswer } from './wire.js'

/** The name under which AdminJS knows the page's component. */
export const onlineComponent = 'SingleSessionOnline'

/** Builds the page. A GET lists, searches or counts; a POST ends. */
export function onlinePage(parts: Parts): AdminPage {
  const handler: PageHandler = async (
    request: ActionRequest,
    _response: unknown,
    context: PageContext,
  ): Promise<OnlineList | PictureAnswer | EndedOnline | Forbidden> => {
    const may = await parts.permissions.now(context.currentAdmin)
    const mayAll = may.has('logout_all')
    if (!mayAll && !may.has('logout')) return forbidden(request)
    const asks: AskedBy = { request, context, mayAll }
    if (request.method === 'post') return endOnline(parts, asks, sessionsAsked(request.payload?.sessions))

    // AdminJS leaves it as Express has parsed it.
    const query = (request.query ?? {}) as Record<string, unknown>
    // The page asks again by itself: that is no use of the session, which a page that is left open would keep alive.
    if (query.again !== undefined) leaveUntouched(requestOf(request).session)
    if (query.picture !== undefined) return mayAll ? picture(parts) : forbidden(request)
    const search = searchAsked(query.search)
    if (search !== undefined) return searchOnline(parts, asks, search)
    return listOnline(parts, asks, placeAsked(query.after))
  }

  return { component: onlineComponent, icon: 'Activity', handler }
}

/** What AdminJS sends afterwards is a plain `send`. */
function forbidden(request: ActionRequest): Forbidden {
  requestOf(request).res?.status(403)
  return { forbidden: true }
}
