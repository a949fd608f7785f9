// The two verbs on a request: log in and log out.
import type { Request } from 'express'
import type { LoginUser, Permission } from '../options/app-functions.js'
import { SingleSessionError } from '../errors.js'
import type { Configuration } from '../options/options.js'
import type { UserId } from '../rule/session-repository.js'
import { isSame, type SessionRule } from '../rule/session-rule.js'
import { clientOf } from './client-details.js'
import type { GuardedStore } from './guarded-store.js'

declare module 'express-session' {
  interface SessionData {
    /** The permissions of the user at their login, for what is shown; for what is done they are asked for again. */
    singleSessionHint?: readonly Permission[]
  }
}

/** Logs a user in and out, in the session of a request. */
export interface Gate {
  logIn(req: Request, user: LoginUser): Promise<void>
  /** Ends the session, then calls `farewell` while what the session held can still be read. */
  logOut(req: Request, farewell?: () => Promise<unknown>): Promise<void>
}

/** Binds the two verbs to the rule and the store. `hintOf` says what the session keeps of a user's permissions. */
export function createGate(
  configuration: Configuration,
  rule: SessionRule,
  store: GuardedStore,
  hintOf: (userId: UserId) => Promise<readonly Permission[]>,
): Gate {
  return {
    async logIn(req, user) {
      requireMiddleware(req, store)
      const userId = store.userIdOf(user)
      if (userId === undefined) throw withoutId()
      // Asked before anything is touched: if the app cannot say, the login fails and all is as it was.
      const limit = await configuration.limitOf(user)
      const hint = await hintOf(userId)

      const { sessionID, session: previous } = req
      const link = store.linkOf(previous)
      const stays = link === null || isSame(link.userId, userId)
      store.generate(req)
      // What the anonymous session held (where the user wanted to go, say) survives; what another user left does not.
      const { cookie: _, singleSessionHint: __, ...held } = stays ? previous : req.session
      Object.assign(req.session, held, {
        adminUser: user,
        ...(hint.length > 0 ? { singleSessionHint: hint } : {}),
      })
      try {
        const row = store.rowOf(req.session)
        const details = { createdAt: configuration.clock(), ...clientOf(req, configuration) }
        const login = { userId, sid: req.sessionID, row, details, limit }
        const replaced = store.isStored(previous) ? { sid: sessionID, link } : null
        store.remember(req.session, await rule.logIn({ ...login, previous: replaced }))
      } catch (error) {
        // The browser keeps the session that it came with: nothing is half done.
        Object.assign(req, { sessionID, session: previous })
        throw error
      }
    },

    async logOut(req, farewell) {
      requireMiddleware(req, store)
      const link = store.linkOf(req.session)
      if (link) await rule.logOut(link, configuration.logoutAllSessions, clientOf(req, configuration))
      else if (store.isStored(req.session)) await store.destroy(req.sessionID)
      try {
        await farewell?.()
      } finally {
        // As req.session.destroy() does: nothing of the session is left to be saved at the end of the request.
        delete (req as Partial<Request>).session
      }
    },
  }
}

function requireMiddleware(req: Request, store: GuardedStore): void {
  if ((req as Partial<Request>).session && (req.sessionStore as unknown) === store) return
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
