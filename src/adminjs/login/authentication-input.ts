// What the app gives to `singleSession.authentication()`, and its check.
import type { AuthenticationContext, AuthenticationOptions } from '@adminjs/express'
import type AdminJS from 'adminjs'
import { SingleSessionError } from '../../errors.js'
import type { LoginUser } from '../../options/app-functions.js'
import { requireProvider, type AuthProvider } from './auth-provider.js'

/** Whom `authenticate` lets in: a user with their id, or nobody. */
type LetIn = LoginUser | null | undefined | false

/** Says who may log in with this email and password. */
type Authenticate = (email: string, password: string, context?: AuthenticationContext) => LetIn | Promise<LetIn>

/** What the app gives to `singleSession.authentication()`: `authenticate` or `provider`, and what else AdminJS takes. */
export type AuthenticationInput = Omit<
  AuthenticationOptions,
  'cookieName' | 'cookiePassword' | 'authenticate' | 'provider'
> & {
  /** The AdminJS whose router gets this, if the app has panels with another way in; else it is for all panels. */
  admin?: AdminJS | undefined
} & ({ authenticate: Authenticate; provider?: never } | { provider: AuthProvider; authenticate?: never })

/**
 * Makes sure that there is one way in, and nothing that would be ignored.
 *
 * @throws ERR_SINGLE_SESSION_UNKNOWN_OPTION, ERR_SINGLE_SESSION_INVALID_OPTION
 */
export function requireOneWay(input: AuthenticationInput | null | undefined): void {
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
