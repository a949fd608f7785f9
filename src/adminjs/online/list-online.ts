// The list of who is online: a page of it, or what a search finds.
import type { BaseResource } from 'adminjs'
import { SingleSessionError } from '../../errors.js'
import { linkOf } from '../../express/session-state.js'
import type { OnlineSessions, Sight } from '../../rule/online.js'
import type { Place } from '../../rule/port.js'
import type { UserId, UserRecord } from '../../rule/session.js'
import { requireIds } from '../malformed-requests/check-values.js'
import type { Parts } from '../parts.js'
import { requestOf } from '../request-of.js'
import { shownSession } from '../sessions/session-page.js'
import { shownTitleOf, titleShownOf } from '../shown-user.js'
import { placeAsText } from './asked.js'
import type { OnlineList } from './wire.js'
import type { AskedBy } from './asked-by.js'

/** How many sessions a page has, and how many a search finds at most. */
const [perPage, mostFound] = [25, 100]

/** A page of the list, from a place on. */
export async function listOnline(parts: Parts, asks: AskedBy, from: Place | null): Promise<OnlineList> {
  const { online } = parts.rule
  const page = await online.page(from, perPage, sightOf(parts, asks))
  const isAll = from === null && page.next === null
  // How many admin users are online is not for those who may log out ordinary users alone.
  const total = !asks.mayAll ? null : isAll ? { sessions: page.sessions.length, isMore: false } : await online.count()
  return shown(parts, asks, page, total)
}

/** The sessions of the users whose title begins with a text, or whose id it is. */
export async function searchOnline(parts: Parts, asks: AskedBy, text: string): Promise<OnlineList> {
  const { users, online } = parts.rule
  const resource = userResource(parts, asks)
  const title = titleOf(parts, resource)
  const byTitle = title === undefined || title === users.idName ? [] : await users.startingWith(title, text)
  const ids = [...idIn(parts, resource, text), ...byTitle.map((user) => users.idOf(user) ?? [])].flat()
  return shown(parts, asks, await online.ofUsers(ids, mostFound, sightOf(parts, asks)), null)
}

/** The resource of the users, if this panel has one. */
function userResource({ rule, configuration }: Parts, { context }: AskedBy): BaseResource | undefined {
  const { resources } = context._admin
  return configuration.userResource ? resources.find((one) => one.id() === rule.users.model) : undefined
}

/** The property that the panel shows as the title of users, if it is one of the model: others it makes up itself. */
function titleOf({ rule }: Parts, resource: BaseResource | undefined): string | undefined {
  const title = resource && titleShownOf(resource)
  return title !== undefined && rule.users.fields.includes(title) ? title : undefined
}

const sightOf = (parts: Parts, asks: AskedBy): Sight => ({
  adminUsers: asks.mayAll,
  properties: [titleOf(parts, userResource(parts, asks)) ?? []].flat(),
})

/** The id that a text is, if it can be one. */
function idIn({ rule }: Parts, resource: BaseResource | undefined, text: string): UserId[] {
  const id = rule.users.parseId(text)
  try {
    if (resource) requireIds(resource, [text])
  } catch (error) {
    if (error instanceof SingleSessionError) return []
    throw error
  }
  return id === undefined ? [] : [id]
}

function shown(parts: Parts, asks: AskedBy, found: OnlineSessions, total: OnlineList['total']): OnlineList {
  const { request, context, mayAll } = asks
  const resource = userResource(parts, asks)
  const title = titleOf(parts, resource)
  const decorated = resource?.decorate()
  const currentId = linkOf(requestOf(request).session)?.sessionId
  const hasPage = (user: UserRecord): boolean =>
    resource !== undefined && decorated?.actions.show?.isAccessible(context.currentAdmin, resource.build(user)) === true
  return {
    sessions: found.sessions.map((session) => {
      const userId = String(session.userId)
      const user = found.users.get(userId) ?? {}
      return {
        ...shownSession(session, currentId),
        ...{ userId, title: (title && shownTitleOf(user[title])) ?? userId, hasPage: hasPage(user) },
      }
    }),
    next: found.next && placeAsText(found.next),
    total,
    users: decorated?.id() ?? null,
    hasPicture: mayAll,
  }
}
