// The one Express middleware: the session, on the guarded store, and behind it the panel's own routes.
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import session, { type SessionOptions } from 'express-session'
import { SingleSessionError } from '../errors.js'
import type { Configuration } from '../options/options.js'
import type { GuardedStore } from './guarded-store.js'
import { hasSessionOf, sessionOf } from './request-session.js'
import { requestState } from './request-state.js'
import { saveBeforeAnswer } from './save-before-answer.js'

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
 * Builds the middleware; the app mounts it at its root, before the AdminJS router. Requests for which `isAsset` is true
 * get an empty session, which is neither read nor saved.
 */
export function createMiddleware(
  options: GuardedSessionOptions,
  isAsset: (req: Request) => boolean,
  routes: RequestHandler,
): RequestHandler {
  const withSession = session(options)

  return function singleSession(req: Request, res: Response, next: NextFunction): void {
    if (sessionOf(req) && !hasSessionOf(options.store, req)) {
      next(foreignSession())
      return
    }
    if (isAsset(req)) {
      // Present, so that the session inside buildAuthenticatedRouter steps aside.
      options.store.generate(req)
      next()
      return
    }
    const state = requestState(req)
    state.next = next
    let sidOfCookie: string | undefined
    withSession(req, res, (error?: unknown) => {
      if (error) {
        next(error)
        return
      }
      if (sidOfCookie !== undefined && sidOfCookie !== req.sessionID) state.endedSid = sidOfCookie
      saveBeforeAnswer(req, res)
      void routes(req, res, next)
    })
    // While express-session reads the session of a cookie with our signature, its id is in the request.
    if (!sessionOf(req)) sidOfCookie = req.sessionID
  }
}

function foreignSession(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_MIDDLEWARE_ORDER',
    'Another express-session ran before ours. Write app.use(singleSession.middleware(admin)) before it, or take it out.',
  )
}
