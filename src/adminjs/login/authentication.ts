// The authentication options for buildAuthenticatedRouter, with the login hook in them: whoever the app lets in is
// logged in by our rule before AdminJS hears of it.
import { performance } from 'node:perf_hooks'
import type { AuthenticationContext, AuthenticationOptions } from '@adminjs/express'
import type { Request } from 'express'
import { SingleSessionError } from '../../errors.js'
import { answerWith } from '../../express/answer-with.js'
import type { Gate } from '../../express/gate.js'
import { isCookieWithheld, tellPlainHttp } from '../../express/plain-http.js'
import { requestState } from '../../express/request-state.js'
import type { LoginUser } from '../../options/app-functions.js'
import type { Panels, WayIn } from '../panels.js'
import type { Rule } from '../../rule/rule.js'
import type { Parts } from '../parts.js'
import { leadBack } from '../way-back/way-back.js'
import { forgetQuestion } from './at-limit.js'
import { LoggingInProvider } from './auth-provider.js'
import { requireOneWay, type AuthenticationInput } from './authentication-input.js'
import { keepRedirectLocal } from './local-redirect.js'
import { noteError, noteNobody } from './note-failure.js'
import { plainHttpMessage } from './plain-http-page.js'

/** Puts the login hook into the app's way to authenticate. */
export function createAuthentication(
  input: AuthenticationInput,
  parts: Parts,
  gate: Gate,
  panels: Panels,
): AuthenticationOptions {
  const { configuration, rule } = parts
  requireOneWay(input)
  const { admin, authenticate, provider, ...others } = input
  const way = panels.enterBy(provider ?? authenticate, admin)
  return {
    ...others,
    // The session inside buildAuthenticatedRouter steps aside for ours; it still asks for these two.
    cookieName: configuration.cookie.name,
    cookiePassword: configuration.secret[0] ?? '',
    ...(provider
      ? { provider: new LoggingInProvider(provider, logInWhoever) }
      : {
          authenticate: (email: string, password: string, context?: AuthenticationContext) =>
            logInWhoever(() => authenticate(email, password, context), context),
        }),
  }

  // Errors of the app's own ("this account is locked") go on to AdminJS, which shows them on the login page. Faults go to
  // the app's error handler: AdminJS would show them as bad input.
  async function logInWhoever(authenticateUser: () => unknown, context?: AuthenticationContext): Promise<unknown> {
    if (!context?.req) throw withoutContext()
    // Before anybody's password is looked at. AdminJS shows it on the login page.
    if (isCookieWithheld(context.req, configuration)) {
      tellPlainHttp(context.req, configuration)
      noteProblem(context.req, plainHttpMessage)
      throw new Error(plainHttpMessage)
    }
    let user: unknown
    try {
      requireWay(way, panels, context.req)
      const loggedIn = await logInAsOf(null, async () => (user = await authenticateUser()), context.req, gate)
      if (!loggedIn) {
        noteProblem(context.req, 'invalidCredentials')
        await noteNobody(parts, context)
      }
      return loggedIn
    } catch (error) {
      await noteError(parts, context, error, user)
      return answerWith(context.req, await faultOf(rule, error, context.req))
    }
  }
}

/**
 * Asks the app for the user, and logs them in. If the account was changed meanwhile, what the app said may rest on the old
 * password: then it is asked again. `knownChange` is the change that it knows of by now.
 */
async function logInAsOf(
  knownChange: Date | null,
  authenticateUser: () => unknown,
  req: Request,
  gate: Gate,
  triesLeft = mostTries,
): Promise<unknown> {
  const askedAt = performance.now()
  const user = await authenticateUser()
  if (!user) return user
  keepRedirectLocal(req)
  forgetQuestion(req)
  const login = await gate.tryLogIn(req, user as LoginUser, { askedAt, knownChange }) // the gate looks for its id
  if (login.kind === 'loggedIn') {
    leadBack(req)
    return login.user
  }
  if (login.kind === 'atLimit') return requestState(req).answerAtLimit?.(login)
  if (triesLeft === 0) throw changedAgain()
  return logInAsOf(login.changedAt, authenticateUser, req, gate, triesLeft - 1)
}

/** Refuses a login that came past our checks, or by the way into another panel. */
function requireWay(way: WayIn, panels: Panels, req: Request): void {
  const { isOfPanel, panel } = requestState(req)
  if (!isOfPanel) throw mountedElsewhere()
  if (!panels.isWayOf(way, req)) throw ofAnotherPanel(panel?.rootPath)
}

/**
 * The fault that an error of a login stands for, which the app's error handler answers.
 *
 * @throws what is no fault: AdminJS shows it on the login page.
 */
async function faultOf({ users }: Rule, error: unknown, req: Request): Promise<SingleSessionError> {
  // Fields of a form that no query can take, a list for the email say: a wrong login, and Prisma's text tells too much.
  const shown = users.isBadInput(error) ? new Error('invalidCredentials', { cause: error }) : error
  if (shown instanceof SingleSessionError) return shown
  if (users.isFault(shown)) return users.faultOf(shown)
  // As AdminJS reads it.
  const { message } = (shown ?? {}) as { message?: unknown }
  noteProblem(req, typeof message === 'string' && message !== '' ? message : 'invalidCredentials')
  throw shown
}

/** Notes what AdminJS is about to say on its login page, for an open tab in whose dialog it says nothing. */
function noteProblem(req: Request, problem: string): void {
  const { loginHere } = requestState(req)
  if (loginHere) loginHere.problem = problem
}

/** How often the app is asked again for a user whose account changes all the time. */
const mostTries = 3

function changedAgain(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_LOGIN_REFUSED',
    'The account was changed several times while its user logged in. Please try again.',
  )
}

function ofAnotherPanel(rootPath = ''): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_INVALID_OPTION',
    `The router at ${rootPath} was given the authentication of another panel, so nobody is logged in there. Write ` +
      'buildAuthenticatedRouter(admin, singleSession.authentication({ admin, authenticate }), ...), with one admin in both.',
  )
}

function mountedElsewhere(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_MIDDLEWARE_ORDER',
    'This login did not come through singleSession.middleware(admin). Write app.use(singleSession.middleware(admin)) ' +
      'first, at the root of the app, then app.use(admin.options.rootPath, AdminJSExpress.buildAuthenticatedRouter(...)).',
  )
}

function withoutContext(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_MIDDLEWARE_ORDER',
    'AdminJS passed no request to the login. Use buildAuthenticatedRouter of @adminjs/express 6.1 or newer.',
  )
}
