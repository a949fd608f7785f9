// The app's auth provider: what we ask of it, and what stands in for it at AdminJS.
import type { AuthenticationContext } from '@adminjs/express'
import { BaseAuthProvider, type CurrentAdmin, type LoginHandlerOptions, type RefreshTokenHandlerOptions } from 'adminjs'
import type { Request, Response } from 'express'
import { SingleSessionError } from '../../errors.js'

/** The app's auth provider. */
export type AuthProvider = BaseAuthProvider<AuthenticationContext>

/** What our routes need of the app's auth provider. */
export interface AuthenticationHooks {
  hasProvider(): boolean
  uiProps(): Record<string, unknown>
  onLogout(req: Request, res: Response): Promise<unknown>
}

/** The hooks of the app's provider, if people get in by one. */
export function hooksOf(way: AuthProvider | object | undefined): AuthenticationHooks {
  if (!isProvider(way)) return noHooks
  return {
    hasProvider: () => true,
    // AdminJS's own type is wider: the page takes it as an object of any names.
    uiProps: () => way.getUiProps() as Record<string, unknown>,
    onLogout: (req, res) => way.handleLogout({ req, res }),
  }
}

const isProvider = (way: AuthProvider | object | undefined): way is AuthProvider => typeof way === 'object'

const noHooks: AuthenticationHooks = {
  hasProvider: () => false,
  uiProps: () => ({}),
  onLogout: () => Promise.resolve(),
}

/** Logs in whomever the given function lets in. */
export type LogInWhoever = (authenticate: () => unknown, context?: AuthenticationContext) => Promise<unknown>

/** The app's provider, with our login after its own. Its logout is called by our route, not by AdminJS. */
export class LoggingInProvider extends BaseAuthProvider<AuthenticationContext> {
  readonly #provider: AuthProvider
  readonly #logInWhoever: LogInWhoever

  constructor(provider: AuthProvider, logInWhoever: LogInWhoever) {
    super()
    this.#provider = provider
    this.#logInWhoever = logInWhoever
  }

  override getUiProps() {
    return this.#provider.getUiProps()
  }

  override async handleLogin(options: LoginHandlerOptions, context?: AuthenticationContext) {
    const user = await this.#logInWhoever(() => this.#provider.handleLogin(options, context), context)
    // It is what the provider returned.
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

/**
 * Checks a provider by its shape: an app may have a second copy of AdminJS.
 *
 * @throws ERR_SINGLE_SESSION_INVALID_OPTION if it is none.
 */
export function requireProvider(provider: unknown): void {
  // It may be anything: what it has is asked for one by one.
  const methods = (provider ?? {}) as Record<string, unknown>
  const missing = providerMethods.filter((name) => typeof methods[name] !== 'function')
  if (missing.length === 0) return
  throw new SingleSessionError(
    'ERR_SINGLE_SESSION_INVALID_OPTION',
    `provider has to be an auth provider of AdminJS; it has no ${missing.join(', ')}. ` +
      'Write provider: new DefaultAuthProvider({ componentLoader, authenticate }), or another BaseAuthProvider.',
  )
}
