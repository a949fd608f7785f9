// The two verbs on a request: log in and log out.
import type { Request } from 'express'
import { SingleSessionError } from '../errors.js'
import type { LoginUser } from '../options/app-functions.js'
import type { Configuration } from '../options/options.js'
import type { Rule } from '../rule/rule.js'
import { isSame, type UserId } from '../rule/session.js'
import { actorOf, clientOf } from './actor.js'
import type { GuardedStore } from './guarded-store.js'
import { dropSession, hasSessionOf } from './request-session.js'
import { linkOf, noteStored, sessionState, toStore } from './session-state.js'

/** What an app or the panel wants to keep in the session of a user who logs in, beside the user. */
export type KeptAtLogin = (userId: UserId) => Promise<object>

/** Logs a user in and out, in the session of a request. */
export interface Gate {
  logIn(req: Request, user: LoginUser): Promise<void>
  /** Ends the session, then calls `farewell` while what the session held can still be read. */
  logOut(req: Request, farewell?: () => Promise<unknown>): Promise<void>
}

/** Binds the two verbs to the rule and the store. `keepAtLogin` says what the session keeps of a user who logs in. */
export function createGate(
  configuration: Configuration,
  rule: Rule,
  store: GuardedStore,
  keepAtLogin: KeptAtLogin,
): Gate {
  return {
    async logIn(req, user) {
      requireMiddleware(req, store)
      const userId = rule.users.parseId(user.id)
      if (userId === undefined) throw withoutId()
      // Asked before anything is touched: if the app cannot say, the login fails and all is as it was.
      const limit = await configuration.singleUserSession(user)
      const kept = await keepAtLogin(userId)

      const { sessionID, session: previous } = req
      const known = sessionState(previous)
      const link = known?.link ?? null
      const stays = link === null || isSame(link.userId, userId)
      store.generate(req)
      // What the anonymous session held (where the user wanted to go, say) survives; what another user left does not.
      const { cookie: _, ...held } = stays ? previous : req.session
      Object.assign(req.session, held, { adminUser: user, ...kept })
      try {
        const client = clientOf(req, configuration)
        const replaced = known ? { sid: sessionID, link } : null
        const login = { userId, sid: req.sessionID, ...toStore(req.session), client, limit, previous: replaced }
        const { link: created, expiresAt } = await rule.sessions.logIn(login)
        noteStored(req.session, created, expiresAt)
      } catch (error) {
        // The browser keeps the session that it came with: nothing is half done.
        Object.assign(req, { sessionID, session: previous })
        throw error
      }
    },

    async logOut(req, farewell) {
      requireMiddleware(req, store)
      const { sessionID: sid, session } = req
      const [link, by] = [linkOf(session), actorOf(req, configuration)]
      if (link) await rule.sessions.logOut(link, configuration.logoutAllSessions, by)
      else if (sessionState(session)) await rule.sessions.end({ sid, link }, by)
      try {
        await farewell?.()
      } finally {
        dropSession(req)
      }
    },
  }
}

function requireMiddleware(req: Request, store: GuardedStore): void {
  if (hasSessionOf(store, req)) return
  throw new SingleSessionError(
    'ERR_SINGLE_SESSION_MIDDLEWARE_ORDER',
    'This request has no session of ours. Write app.use(singleSession.middleware(admin)) before the routes that log ' +
      'users in or out, and before any other express-session.',
  )
}

function withoutId(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_LOGIN_REFUSED',
    'The user who logged in has no id that the user model could have. Return it from authenticate, or from your ' +
      'provider, as in: { id: user.id, email: user.email }.',
  )
}
