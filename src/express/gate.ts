// The two verbs on a request: log in and log out.
import { performance } from 'node:perf_hooks'
import type { Request } from 'express'
import { SingleSessionError } from '../errors.js'
import type { LoginUser } from '../options/app-functions.js'
import type { Configuration } from '../options/options.js'
import type { Proof } from '../rule/log-in.js'
import type { Rule } from '../rule/rule.js'
import { actorOf } from './actor.js'
import type { GuardedStore } from './guarded-store.js'
import { logInTo, type KeptAtLogin, type RequestLogin } from './log-in-to.js'
import type { Choice } from './login-at-limit.js'
import { requireCookie } from './plain-http.js'
import { dropSession, hasSessionOf } from './request-session.js'
import { requestState } from './request-state.js'
import { linkOf, sessionState } from './session-state.js'

/** Logs a user in and out, in the session of a request. */
export interface Gate {
  /** Logs in a user whom the app knows, by what it proved within this request. */
  logIn(req: Request, user: LoginUser): Promise<void>
  /**
   * Logs in a user unless their account was changed since they proved who they are, or there is no place for the login.
   * `choice` is what they chose when there was none before.
   */
  tryLogIn(req: Request, user: LoginUser, proof: Proof, choice?: Choice): Promise<RequestLogin>
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
  const tryLogIn: Gate['tryLogIn'] = async (req, user, proof, choice) => {
    requireMiddleware(req, store)
    requireCookie(req, configuration)
    return logInTo(req, user, proof, { configuration, rule, store, keepAtLogin }, choice)
  }

  return {
    async logIn(req, user) {
      const { arrivedAt = performance.now(), knownChange = null } = requestState(req)
      const { kind } = await tryLogIn(req, user, { askedAt: arrivedAt, knownChange })
      if (kind === 'accountChanged') throw changedMeanwhile()
      if (kind === 'atLimit') throw noPlace()
    },

    tryLogIn,

    async logOut(req, farewell) {
      requireMiddleware(req, store)
      const { sessionID: sid, session } = req
      const [link, by] = [linkOf(session), actorOf(req, configuration)]
      if (sessionState(session)?.isElsewhere) {
        // Nobody is logged in at this panel: the login at another one is not its to end.
      } else if (link) await rule.sessions.logOut(link, configuration.logoutAllSessions, by)
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

function noPlace(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_AT_LIMIT',
    'This user is logged in as often as they may be, so nobody was logged in. Log out elsewhere and try again. An app may do ' +
      "that by endSessions(user.id) before login(req, user), or let the login end the oldest session by atLimit: 'end-oldest'.",
  )
}

function changedMeanwhile(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_LOGIN_REFUSED',
    'The account was changed while its user logged in. Log in again. If this very request changed it, give the request to ' +
      'userChanged(user.id, req) before login(req, user).',
  )
}
