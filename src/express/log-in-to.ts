// A login in the session of a request: a new session id, what the session holds, and the way back if it fails.
import type { Request } from 'express'
import { SingleSessionError } from '../errors.js'
import type { LoginUser } from '../options/app-functions.js'
import type { Configuration } from '../options/options.js'
import type { Proof } from '../rule/log-in.js'
import type { Rule } from '../rule/rule.js'
import { isSame, type UserId } from '../rule/session.js'
import type { SessionContent } from '../rule/stored-sessions.js'
import { clientOf } from './actor.js'
import type { GuardedStore } from './guarded-store.js'
import type { Choice, LoginAtLimit } from './login-at-limit.js'
import { noteStored, sessionState, toStore } from './session-state.js'

/** What an app or the panel wants to keep in the session of a user who logs in, beside the user. */
export type KeptAtLogin = (userId: UserId, req: Request) => Promise<object>

/** What a login in the session of a request comes to. */
export type RequestLogin =
  /** `user` is what the session holds: the given one, with the id that the database has. */
  | { readonly kind: 'loggedIn'; readonly user: LoginUser }
  /** The account was changed meanwhile; nothing has happened. */
  | { readonly kind: 'accountChanged'; readonly changedAt: Date }
  /** The user has as many sessions as they may have; nothing has happened. */
  | ({ readonly kind: 'atLimit' } & LoginAtLimit)

/** What a login needs. */
export interface LoginParts {
  readonly configuration: Configuration
  readonly rule: Rule
  readonly store: GuardedStore
  readonly keepAtLogin: KeptAtLogin
}

/** Logs a user in, in the session of this request, which gets a new id. If that fails, the request keeps what it had. */
export async function logInTo(
  req: Request,
  user: LoginUser,
  proof: Proof,
  { configuration, rule, store, keepAtLogin }: LoginParts,
  choice?: Choice,
): Promise<RequestLogin> {
  const userId = rule.users.idOf(user)
  if (userId === undefined) throw withoutId(rule.users.idName)
  // Asked before anything is touched: if the app cannot say, the login fails and all is as it was.
  const limit = choice?.limit ?? (await configuration.singleUserSession(user))
  const kept = await keepAtLogin(userId, req)

  const { sessionID, session: previous } = req
  const known = sessionState(previous)
  const link = known?.link ?? null
  const stays = link === null || isSame(link.userId, userId)
  store.generate(req)
  // What the anonymous session held (where the user wanted to go, say) survives; what another user left does not.
  const { cookie: _, ...held } = stays ? previous : req.session
  let adminUser = user
  const contentFor = (id: UserId): SessionContent => {
    adminUser = rule.users.withId(user, userId, id)
    return toStore(Object.assign(req.session, held, { adminUser, ...kept }))
  }
  const restore = () => Object.assign(req, { sessionID, session: previous })
  try {
    const client = clientOf(req, configuration)
    const replaced = known ? { sid: sessionID, link } : null
    const outcome = await rule.logIn({
      ...{ userId, sid: req.sessionID, contentFor, client, limit, previous: replaced, proof },
      ...{ atLimit: configuration.atLimit, ending: choice?.ending ?? [] },
    })
    if (outcome.kind === 'loggedIn') {
      noteStored(req.session, outcome.link, outcome.expiresAt)
      return { kind: 'loggedIn', user: adminUser }
    }
    restore()
    return outcome.kind === 'atLimit'
      ? { ...outcome, user: rule.users.withId(user, userId, outcome.userId), limit }
      : outcome
  } catch (error) {
    restore()
    throw error
  }
}

function withoutId(name: string): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_LOGIN_REFUSED',
    'The user who logged in has no id that the user model could have. Return it from authenticate, or from your ' +
      `provider, as in: { ${name}: user.${name}, email: user.email }. Where a type of AdminJS wants a text, as that of ` +
      `DefaultAuthProvider does, write id: String(user.${name}).`,
  )
}
