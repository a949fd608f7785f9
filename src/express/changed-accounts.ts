// What a change of accounts does: the sessions of these users end, but for the session in which users change themselves.
import type { Request } from 'express'
import type { Configuration } from '../options/options.js'
import type { Actor } from '../rule/actor.js'
import type { Rule } from '../rule/rule.js'
import type { EndedSessions } from '../rule/selection.js'
import { isSame, type UserId } from '../rule/session.js'
import { actorOf } from './actor.js'
import { renewSession } from './renew-session.js'
import { requestState } from './request-state.js'
import { linkOf } from './session-state.js'

/** The parts of the package that it needs. */
export interface ChangeParts {
  readonly rule: Rule
  readonly configuration: Configuration
}

/**
 * Ends the sessions of users whose accounts were changed by this request. `by` changed the accounts of others; users who
 * changed their own stay logged in where they did it, under a new session id.
 */
export async function accountsChanged(
  { rule, configuration }: ChangeParts,
  userIds: readonly UserId[],
  req: Request,
  by: Actor,
): Promise<EndedSessions> {
  const own = linkOf(req.session)
  const others = userIds.filter((id) => !own || !isSame(id, own.userId))
  const ofOthers = await rule.sessions.accountChanged(others, by)
  if (ofOthers.changedAt) requestState(req).knownChange = ofOthers.changedAt
  if (!own || others.length === userIds.length) return ofOthers
  await renewSession(req)
  const selection = { except: own.sessionId }
  const elsewhere = await rule.sessions.accountChanged([own.userId], actorOf(req, configuration), selection)
  return { users: ofOthers.users + elsewhere.users, sessions: ofOthers.sessions + elsewhere.sessions }
}
