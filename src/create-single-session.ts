// Binds the parts: the rule to Prisma, the store to the rule, Express and AdminJS to both.
import type { AuthenticationOptions } from '@adminjs/express'
import type AdminJS from 'adminjs'
import type { Request, RequestHandler } from 'express'
import { assetsOf } from './adminjs/assets.js'
import {
  createAuthentication,
  hooksOf,
  noHooks,
  type AuthenticationHooks,
  type AuthenticationInput,
} from './adminjs/login/authentication.js'
import { createEventFeature } from './adminjs/audit-trail/event-feature.js'
import { mySessionsPage } from './adminjs/sessions/my-sessions.js'
import { createPermissions } from './adminjs/permissions.js'
import { createRoutes } from './adminjs/routes.js'
import { createUserFeature } from './adminjs/user-feature.js'
import type { PanelParts } from './adminjs/with-single-session.js'
import type { LoginUser } from './options/app-functions.js'
import { removeInSteps, startCleanup } from './rule/cleanup.js'
import { SingleSessionError } from './errors.js'
import { createGate } from './express/gate.js'
import { GuardedStore } from './express/guarded-store.js'
import { createMiddleware, guardedSessionOptions, type GuardedSessionOptions } from './express/middleware.js'
import { createObserver } from './rule/listeners.js'
import { invalid } from './options/option-checks.js'
import { resolveOptions, type Configuration, type SingleSessionOptions } from './options/options.js'
import { createPrismaSessionRepository, type PrismaSessionRepository } from './prisma/prisma-session-repository.js'
import type { UserId } from './rule/session-repository.js'
import { SessionRule, type EndedSessions } from './rule/session-rule.js'

/** What `createSingleSession` returns. */
export interface SingleSession extends PanelParts {
  /**
   * The Express middleware: the session of every request, and AdminJS's logout. Mount it at the root of the app,
   * before the AdminJS router.
   */
  middleware(admin: AdminJS): RequestHandler
  /**
   * The authentication options for `buildAuthenticatedRouter`. Takes `authenticate` or `provider`, and what else AdminJS
   * takes there.
   *
   * @throws ERR_SINGLE_SESSION_INVALID_OPTION unless given one of the two, ERR_SINGLE_SESSION_MIDDLEWARE_ORDER if
   * `middleware(admin)` was not called before.
   */
  authentication(input: AuthenticationInput): AuthenticationOptions
  /** The options of express-session, for the fourth parameter of `buildAuthenticatedRouter`. */
  readonly sessionOptions: GuardedSessionOptions
  /**
   * Logs a user in, for logins outside AdminJS: gives the browser a new session id, keeps what its anonymous session
   * held, and ends the user's sessions that are too many then.
   *
   * @param user what `req.session.adminUser` becomes; its `id` is the id of the user model. AdminJS sends it to the
   * browser, so it should hold nothing secret.
   * @throws ERR_SINGLE_SESSION_LOGIN_REFUSED, ERR_SINGLE_SESSION_CALLBACK_FAILED,
   * ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE; the session of the request is then as it was.
   */
  login(req: Request, user: LoginUser): Promise<void>
  /**
   * Logs out the user of a request: here, or everywhere if `logoutAllSessions` says so. Harmless if nobody is logged in.
   *
   * @throws ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE; the user is then still logged in.
   */
  logout(req: Request): Promise<void>
  /**
   * Ends all sessions of one or more users, by their ids, and says how many users were logged out on how many sessions.
   *
   * @throws ERR_SINGLE_SESSION_INVALID_OPTION for an id that the user model cannot have,
   * ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE; nobody is logged out then.
   */
  endSessions(userIds: UserId | readonly UserId[]): Promise<EndedSessions>
  /**
   * Removes the sessions that have expired from the database, some at a time, and says how many there were; and the events
   * of the audit trail that are older than `keepEventsForDays`. The middleware does this every `cleanupIntervalMs`; call it
   * yourself, from a cron job say, if that is 0.
   *
   * @throws ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE; what was removed until then stays removed.
   */
  removeExpiredSessions(): Promise<number>
}

/**
 * Checks the options and the Prisma schema, and binds everything to them. Does not connect to the database.
 *
 * @throws SingleSessionError with a code that names the problem and a message that says what to write; see
 * `SingleSessionErrorCode`.
 */
export function createSingleSession(options: SingleSessionOptions): SingleSession {
  const configuration = resolveOptions(options)
  const repository = createPrismaSessionRepository(configuration.prisma, configuration.queryTimeoutMs)
  requireUserFields(configuration, repository)
  const rule = new SessionRule(repository, configuration.clock, createObserver(configuration))
  const store = new GuardedStore(configuration, repository, rule)
  const permissions = createPermissions(configuration, repository)
  const gate = createGate(configuration, rule, store, (userId) => permissions.hintOf(userId))
  const parts = { configuration, repository, rule, store, permissions }
  const sessionOptions = guardedSessionOptions(configuration, store)
  const removeExpiredSessions = async () => {
    const checkpoint = () => repository.checkpoint()
    await removeInSteps((limit) => rule.removeEvents(configuration.keepEventsForDays, limit), checkpoint)
    return removeInSteps((limit) => rule.removeExpired(limit), checkpoint)
  }
  let mounted = false
  let hooks: AuthenticationHooks = noHooks

  return {
    userModel: repository.userModel,
    hasUserResource: configuration.userResource,
    userFeature: createUserFeature(parts),
    eventFeature: (userResourceId) => createEventFeature(parts, userResourceId),
    mySessions: mySessionsPage(parts),
    sessionOptions,

    middleware(admin) {
      const current: AuthenticationHooks = {
        uiProps: () => hooks.uiProps(),
        onLogout: (req, res) => hooks.onLogout(req, res),
      }
      const routes = createRoutes(admin, parts, gate, current)
      if (!mounted) startCleanup(removeExpiredSessions, configuration.cleanupIntervalMs)
      mounted = true
      return createMiddleware(sessionOptions, assetsOf(admin), routes)
    },

    authentication(input) {
      if (!mounted) throw routerFirst()
      const authentication = createAuthentication(input, configuration, repository, gate)
      hooks = hooksOf(input)
      return authentication
    },

    removeExpiredSessions,

    login: (req, user) => gate.logIn(req, user),

    logout: (req) => gate.logOut(req),

    async endSessions(userIds) {
      const ids = [userIds].flat().map((value) => {
        const id = repository.parseUserId(value)
        if (id === undefined) throw invalidId(value)
        return id
      })
      const cause = { event: 'revoked', byUserId: null, ipAddress: null, userAgent: null } as const
      return rule.endSessions([...new Set(ids)], cause)
    },
  }
}

function routerFirst(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_MIDDLEWARE_ORDER',
    'singleSession.authentication() was called before singleSession.middleware(admin), so the router would come before ' +
      'the session. Write app.use(singleSession.middleware(admin)) first, then app.use(admin.options.rootPath, ' +
      'AdminJSExpress.buildAuthenticatedRouter(...)).',
  )
}

function requireUserFields(
  { endSessionsOnChangeOf: names }: Configuration,
  { userModel, userFields }: PrismaSessionRepository,
): void {
  if (names.every((name) => userFields.includes(name))) return
  const wanted = `a list of properties of the model ${userModel}, which are ${userFields.join(', ')}`
  throw invalid('endSessionsOnChangeOf', names, wanted, `endSessionsOnChangeOf: ['${userFields.at(-1) ?? 'id'}']`)
}

function invalidId(value: unknown): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_INVALID_OPTION',
    `endSessions was given ${String(value)}, which the user model cannot have as an id. Write endSessions(user.id).`,
  )
}
