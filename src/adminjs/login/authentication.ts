// The authentication options for buildAuthenticatedRouter, with the login hook in them: whoever the app lets in is
// logged in by our rule before AdminJS hears of it.
import type { AuthenticationContext, AuthenticationOptions } from '@adminjs/express'
import { SingleSessionError } from '../../errors.js'
import { answerWith } from '../../express/answer-with.js'
import type { Gate } from '../../express/gate.js'
import { requestState } from '../../express/request-state.js'
import type { LoginUser } from '../../options/app-functions.js'
import type { Parts } from '../parts.js'
import { LoggingInProvider, requireProvider, type AuthProvider } from './auth-provider.js'
import { keepRedirectLocal } from './local-redirect.js'

/** What the app gives to `singleSession.authentication()`: `authenticate` or `provider`, and what else AdminJS takes. */
export type AuthenticationInput = Omit<
  AuthenticationOptions,
  'cookieName' | 'cookiePassword' | 'authenticate' | 'provider'
> &
  (
    | { authenticate: NonNullable<AuthenticationOptions['authenticate']>; provider?: never }
    | { provider: AuthProvider; authenticate?: never }
  )

/** Puts the login hook into the app's way to authenticate. */
export function createAuthentication(
  input: AuthenticationInput,
  { configuration, rule }: Parts,
  gate: Gate,
): AuthenticationOptions {
  requireOneWay(input)
  const { authenticate, provider, ...others } = input
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

  /**
   * Logs in whomever the app let in. Errors of the app's own ("this account is locked") go on to AdminJS, which shows
   * them on the login page. Faults go to the app's error handler: AdminJS would show them as bad input.
   */
  async function logInWhoever(authenticateUser: () => unknown, context?: AuthenticationContext): Promise<unknown> {
    if (!context?.req) throw withoutContext()
    try {
      if (!requestState(context.req).isOfPanel) throw mountedElsewhere()
      const user = await authenticateUser()
      if (!user) return user
      keepRedirectLocal(context.req)
      // Whatever it is, the gate looks for its id.
      await gate.logIn(context.req, user as LoginUser)
      return user
    } catch (error) {
      // Fields of a form that no query can take, a list for the email say: a wrong login, and Prisma's text tells too much.
      if (rule.users.isBadInput(error)) throw new Error('invalidCredentials', { cause: error })
      const fault = error instanceof SingleSessionError ? error : rule.users.faultOf(error)
      if (!fault) throw error
      return answerWith(context.req, fault)
    }
  }
}

function requireOneWay(input: AuthenticationInput | null | undefined): void {
  const given: Partial<AuthenticationInput> = input ?? {}
  const { authenticate, provider, ...others } = given
  const ways = { authenticate, provider }
  const useless = ['cookieName', 'cookiePassword'].find((name) => name in others)
  if (useless !== undefined) {
    throw new SingleSessionError(
      'ERR_SINGLE_SESSION_UNKNOWN_OPTION',
      `authentication takes no ${useless}: the cookie is that of single sessions. ` +
        "Write createSingleSession({ prisma, secret, cookie: { name: 'adminjs' } }).",
    )
  }
  if ((authenticate === undefined) === (provider === undefined)) {
    const given = Object.entries(ways)
      .filter(([, way]) => way !== undefined)
      .map(([name]) => name)
    throw new SingleSessionError(
      'ERR_SINGLE_SESSION_INVALID_OPTION',
      `authentication has to be given authenticate or provider; it was given ${given.join(' and ') || 'neither'}. ` +
        'Write singleSession.authentication({ authenticate }) or singleSession.authentication({ provider }).',
    )
  }
  if (provider !== undefined) requireProvider(provider)
  if (authenticate !== undefined && typeof authenticate !== 'function') {
    throw new SingleSessionError(
      'ERR_SINGLE_SESSION_INVALID_OPTION',
      `authenticate has to be a function; it is ${typeof authenticate}. Write authenticate: async (email, password) => user or null.`,
    )
  }
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
