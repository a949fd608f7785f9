// Writes down logins that do not happen: AdminJS's login page says it to whoever sits there, the audit trail to all others.
import type { AuthenticationContext } from '@adminjs/express'
import type { Request } from 'express'
import { SingleSessionError } from '../../errors.js'
import { clientOf } from '../../express/actor.js'
import type { LoginUser } from '../../options/app-functions.js'
import type { Failure } from '../../rule/failed-logins.js'
import type { Rule } from '../../rule/rule.js'
import type { Parts } from '../parts.js'

/** Notes that the app let nobody in, unless its provider has led the browser elsewhere: the login may go on there. */
export async function noteNobody(parts: Parts, context: AuthenticationContext): Promise<void> {
  if (!context.res.headersSent) await note(parts, context, { event: 'loginFailed' })
}

/** Notes a login that ended in an error, unless that is a fault, which says nothing of who tried. `user` is whom the app let in. */
export async function noteError(
  parts: Parts,
  context: AuthenticationContext,
  error: unknown,
  user: unknown,
): Promise<void> {
  const failure = failureOf(parts.rule, error, user)
  if (failure) await note(parts, context, failure)
}

function failureOf({ users }: Rule, error: unknown, user: unknown): Failure | undefined {
  if (error instanceof SingleSessionError) {
    if (error.code !== 'ERR_SINGLE_SESSION_LOGIN_REFUSED') return undefined
    return { event: 'loginRefused', userId: users.idOf(user) ?? null }
  }
  // The app's own no ("this account is locked"), or what no query can take.
  return users.isBadInput(error) || !users.isFault(error) ? { event: 'loginFailed' } : undefined
}

/** Notes that there was no place for a user whom the app let in. */
export async function noteRefused(parts: Parts, user: LoginUser, req: Request): Promise<void> {
  await note(parts, { req }, { event: 'loginRefused', userId: parts.rule.users.idOf(user) ?? null })
}

const note = (
  { rule, configuration }: Parts,
  { req }: Pick<AuthenticationContext, 'req'>,
  failure: Failure,
): Promise<void> => rule.failedLogins.note(failure, clientOf(req, configuration))
