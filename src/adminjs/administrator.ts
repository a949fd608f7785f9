// The one who asks for an action of the panel.
import type { ActionContext, ActionRequest } from 'adminjs'
import { actorOf } from '../express/actor.js'
import type { Actor } from '../rule/actor.js'
import type { UserId } from '../rule/session.js'
import type { Parts } from './parts.js'
import { requestOf } from './request-of.js'

/** The id of the current admin, or null if they are no user of the user model. */
export const idOfAdmin = ({ rule }: Parts, { currentAdmin }: Pick<ActionContext, 'currentAdmin'>): UserId | null =>
  rule.users.idOf(currentAdmin) ?? null

/** The current admin, who acts as an administrator. */
export const administrator = (parts: Parts, request: ActionRequest, context: ActionContext): Actor =>
  actorOf(requestOf(request), parts.configuration, idOfAdmin(parts, context))
