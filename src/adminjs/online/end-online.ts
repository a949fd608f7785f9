// Ends sessions that an administrator has selected on the page "Who is online".
import { actorOf } from '../../express/actor.js'
import { linkOf } from '../../express/session-state.js'
import type { EndedSessions } from '../../rule/selection.js'
import { keyOf } from '../../rule/session-key.js'
import { idOfAdmin } from '../administrator.js'
import type { Parts } from '../parts.js'
import { passwordProblem } from '../password/ask-password.js'
import { requestOf } from '../request-of.js'
import { endedOne } from '../sessions/notices.js'
import type { AskedBy } from './asked-by.js'
import type { EndedOnline, SessionsToEnd } from './wire.js'

/** Ends these sessions, as far as the one who asks may log their users out. */
export async function endOnline(parts: Parts, asks: AskedBy, wanted: SessionsToEnd): Promise<EndedOnline> {
  const { rule, configuration } = parts
  const { request, context, mayAll } = asks
  const keys = new Set(wanted.map(([, key]) => key))
  const asked = new Map(
    wanted.flatMap(([text]) => {
      const id = rule.users.parseId(text)
      return id === undefined ? [] : [[String(id), id] as const]
    }),
  )
  // As in the bulk actions: who may log out ordinary users alone has no business with admin users.
  const users = await rule.users.findShown([...asked.values()], { adminUsers: mayAll, properties: [] })
  const userIds = [...asked].flatMap(([text, id]) => (users.has(text) ? [id] : []))

  const req = requestOf(request)
  const link = linkOf(req.session)
  const ownId = link && users.has(String(link.userId)) ? link.userId : null
  const isHere = link !== null && ownId !== null && keys.has(keyOf(link.sessionId))
  const ownKeys = wanted.filter(([userId]) => userId === String(ownId))
  const isLogout = isHere && ownKeys.length === 1
  const problem = ownId !== null && !isLogout ? await passwordProblem(parts, request, { endsHere: isHere }) : undefined
  if (problem) return { passwordProblem: problem }

  const by = actorOf(req, configuration, idOfAdmin(parts, context))
  const others = userIds.filter((id) => String(id) !== String(ownId))
  const ended = await rule.sessions.endSessions(others, 'revoked', by, { among: keys })
  if (ownId === null) return answer(ended, wanted.length)
  // One's own on other devices: they do what they might do on the page "My sessions". Last, because it may end the session
  // that asks.
  const selection = { among: keys, asking: link?.sessionId ?? '' }
  const own = isHere
    ? await rule.sessions.endSessions([ownId], 'revoked', by, selection)
    : await rule.sessions.endSessions([ownId], 'logoutElsewhere', actorOf(req, configuration), selection)
  const all = { users: ended.users + own.users, sessions: ended.sessions + own.sessions }
  return { ...answer(all, wanted.length), ...(isHere ? { redirectUrl: context._admin.options.loginPath } : {}) }
}

function answer(ended: EndedSessions, wanted: number): Extract<EndedOnline, { notice: unknown }> {
  if (ended.sessions === 0 || wanted === 1) return { notice: endedOne(ended.sessions) }
  return { notice: { message: 'singleSessionLoggedOut', options: { ...ended }, type: 'success' } }
}
