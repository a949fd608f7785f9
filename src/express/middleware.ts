// The one Express middleware: the session, on the guarded store, and behind it the panel's own routes.
import { performance } from 'node:perf_hooks'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import session, { type SessionOptions } from 'express-session'
import { SingleSessionError } from '../errors.js'
import type { Configuration } from '../options/options.js'
import { GuardedStore } from './guarded-store.js'
import { noteServed, requireOwnCookies, servedIn, twoSessions, type Served } from './neighbours.js'
import { panelFor, type Panel } from './panel.js'
import { renewCookie, type RenewalOptions } from './renew-cookie.js'
import { hasSessionOf, sessionOf } from './request-session.js'
import { requestState } from './request-state.js'
import { endOf, saveBeforeAnswer } from './save-before-answer.js'

/** express-session's options, with our store. */
export type GuardedSessionOptions = Omit<SessionOptions, 'store'> & { store: GuardedStore }

/** The options for express-session. Apps hand them to `buildAuthenticatedRouter` as well, so that it stays silent. */
export function guardedSessionOptions(configuration: Configuration, store: GuardedStore): GuardedSessionOptions {
  return {
    name: configuration.cookie.name,
    secret: [...configuration.secret],
    store,
    cookie: { ...configuration.cookie.attributes },
    resave: false,
    saveUninitialized: false,
  }
}

/**
 * Builds the middleware of one panel; the app mounts it at its root, before the AdminJS router. `panels` are all panels of
 * this single session: whichever middleware a request comes to first gives it its session. Files of AdminJS get an empty
 * session, which is neither read nor saved.
 */
export function createMiddleware(
  options: GuardedSessionOptions,
  configuration: RenewalOptions,
  own: Served,
  panels: () => readonly Panel[],
  routes: RequestHandler,
): RequestHandler {
  const withSession = session(options)
  noteServed(singleSession, own)
  return singleSession

  function singleSession(req: Request, res: Response, next: NextFunction): void {
    const neighbours = servedIn(req).filter(({ store }) => store !== own.store)
    requireOwnCookies(own, neighbours)
    const panel = panelFor([...panels(), ...neighbours.map((one) => one.panel)], req, res)
    const isOurs = panel === undefined || panels().includes(panel)
    if (sessionOf(req)) {
      // A middleware that came before has given it one.
      if (hasSessionOf(options.store, req)) goOn()
      else if (!isOfNeighbour(req)) next(foreignSession())
      else if (panel !== undefined && isOurs) next(twoSessions(own))
      else next()
      return
    }
    if (!isOurs) next()
    else if (panel?.isAsset(req)) {
      // Present, so that the session inside buildAuthenticatedRouter steps aside.
      options.store.generate(req)
      Object.assign(req, { sessionStore: options.store })
      void panel.beforeAsset(req, res, next)
    } else begin()

    function begin(): void {
      const state = Object.assign(requestState(req), { next, panel, arrivedAt: performance.now() })
      renewCookie(req, res, configuration)
      const endPlainly = endOf(res)
      let sidOfCookie: string | undefined
      withSession(req, res, (error?: unknown) => {
        if (error) {
          next(error)
          return
        }
        if (sidOfCookie !== undefined && sidOfCookie !== req.sessionID) state.endedSid = sidOfCookie
        saveBeforeAnswer(req, res, options.store, endPlainly)
        goOn()
      })
      // While express-session reads the session of a cookie with our signature, its id is in the request.
      if (!sessionOf(req)) sidOfCookie = req.sessionID
    }

    /** Each panel has routes of its own, before its own router. */
    function goOn(): void {
      if (requestState(req).panel === own.panel) void routes(req, res, next)
      else next()
    }
  }
}

/** Whether the session of this request is that of another single session. */
const isOfNeighbour = ({ sessionStore }: { sessionStore: unknown }): boolean => sessionStore instanceof GuardedStore

function foreignSession(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_MIDDLEWARE_ORDER',
    'Another express-session ran before ours. Write app.use(singleSession.middleware(admin)) before it, or take it out.',
  )
}
