// The authentication options for buildAuthenticatedRouter, with the login hook in them: whoever the app lets in is
// logged in by our rule before AdminJS hears of it.
import type { AuthenticationContext, AuthenticationOptions } from '@adminjs/express'
import { BaseAuthProvider, type CurrentAdmin, type LoginHandlerOptions, type RefreshTokenHandlerOptions } from 'adminjs'
import type { Request, Response } from 'express'
import type { LoginUser } from '../../options/app-functions.js'
import { SingleSessionError } from '../../errors.js'
import { answerWith } from '../../express/faults.js'
import type { Gate } from '../../express/gate.js'
import type { Configuration } from '../../options/options.js'
import type { SessionRepository } from '../../rule/session-repository.js'
import { keepRedirectLocal } from './local-redirect.js'
import { cameByRoutes } from '../routes.js'

/** What the app gives to `singleSession.authentication()`: `authenticate` or `provider`, and what else AdminJS takes. */
export type AuthenticationInput = Omit<
  AuthenticationOptions,
  'cookieName' | 'cookiePassword' | 'authenticate' | 'provider'
> &
  (
    | { authenticate: NonNullable<AuthenticationOptions['authenticate']>; provider?: never }
    | { provider: BaseAuthProvider<AuthenticationContext>; authenticate?: never }
  )

/** What our routes need of the app's auth provider. */
export interface AuthenticationHooks {
  uiProps(): Record<string, unknown>
  onLogout(req: Request, res: Response): Promise<unknown>
}

/** The hooks of a panel that has no auth provider, or none yet. */
export const noHooks: AuthenticationHooks = { uiProps: () => ({}), onLogout: () => Promise.resolve() }

/** The hooks of the app's provider, if it gave one. */
export function hooksOf({ provider }: AuthenticationInput): AuthenticationHooks {
  if (!provider) return noHooks
  return {
    uiProps: () => provider.getUiProps() as Record<string, unknown>,
    onLogout: (req, res) => provider.handleLogout({ req, res }),
  }
}

/** Puts the login hook into the app's way to authenticate. */
export function createAuthentication(
  input: AuthenticationInput,
  configuration: Configuration,
  repository: SessionRepository,
  gate: Gate,
): AuthenticationOptions {
  requireOneWay(input)
  const { authenticate, provider, ...others } = input
  return {
    ...others,
    // The session inside buildAuthenticatedRouter steps aside for ours; it still asks for these two.
    cookieName: configuration.cookieName,
    cookiePassword: configuration.secrets[0] ?? '',
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
      if (!cameByRoutes(context.req)) throw mountedElsewhere()
      const user = await authenticateUser()
      if (!user) return user
      keepRedirectLocal(context.req)
      await gate.logIn(context.req, user as LoginUser)
      return user
    } catch (error) {
      // Fields of a form that no query can take, a list for the email say: a wrong login, and Prisma's text tells too much.
      if (repository.isBadInput(error)) throw new Error('invalidCredentials', { cause: error })
      const fault = error instanceof SingleSessionError ? error : repository.faultOf(error)
      if (!fault) throw error
      return answerWith(context.req, fault)
    }
  }
}

type LogInWhoever = (authenticate: () => unknown, context?: AuthenticationContext) => Promise<unknown>

/** The app's provider, with our login after its own. Its logout is called by our route, not by AdminJS. */
class LoggingInProvider extends BaseAuthProvider<AuthenticationContext> {
  readonly #provider: BaseAuthProvider<AuthenticationContext>
  readonly #logInWhoever: LogInWhoever

  constructor(provider: BaseAuthProvider<AuthenticationContext>, logInWhoever: LogInWhoever) {
    super()
    this.#provider = provider
    this.#logInWhoever = logInWhoever
  }

  override getUiProps() {
    return this.#provider.getUiProps()
  }

  override async handleLogin(options: LoginHandlerOptions, context?: AuthenticationContext) {
    const user = await this.#logInWhoever(() => this.#provider.handleLogin(options, context), context)
    return user as CurrentAdmin | null
  }

  override handleLogout(context?: AuthenticationContext) {
    return this.#provider.handleLogout(context)
  }

  override handleRefreshToken(options: RefreshTokenHandlerOptions, context?: AuthenticationContext): Promise<unknown> {
    return this.#provider.handleRefreshToken(options, context)
  }
}

/** What a provider has to have for us; AdminJS's base class has it all. */
const providerMethods = ['getUiProps', 'handleLogin', 'handleLogout', 'handleRefreshToken'] as const

function requireOneWay(input: AuthenticationInput | null | undefined): void {
  const { authenticate, provider, ...others } = input ?? ({} as Partial<AuthenticationInput>)
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

function requireProvider(provider: unknown): void {
  const methods = (provider ?? {}) as Record<string, unknown>
  const missing = providerMethods.filter((name) => typeof methods[name] !== 'function')
  if (missing.length === 0) return
  throw new SingleSessionError(
    'ERR_SINGLE_SESSION_INVALID_OPTION',
    `provider has to be an auth provider of AdminJS; it has no ${missing.join(', ')}. ` +
      'Write provider: new DefaultAuthProvider({ componentLoader, authenticate }), or another BaseAuthProvider.',
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
