// Binds the parts: the rule to Prisma, the store to the rule, Express and AdminJS to both.
import { assetsOf } from './adminjs/assets.js'
import { hooksOf, noHooks, type AuthenticationHooks } from './adminjs/login/auth-provider.js'
import { createAuthentication } from './adminjs/login/authentication.js'
import { keepPanelParts } from './adminjs/panel-parts.js'
import { Permissions } from './adminjs/permissions.js'
import { createRoutes } from './adminjs/routes.js'
import type { SingleSession } from './adminjs/single-session.js'
import { SingleSessionError } from './errors.js'
import { createGate } from './express/gate.js'
import { GuardedStore } from './express/guarded-store.js'
import { createMiddleware, guardedSessionOptions } from './express/middleware.js'
import { invalid } from './options/option-checks.js'
import { resolveOptions, type Configuration, type SingleSessionOptions } from './options/options.js'
import { createPrismaPort } from './prisma/prisma-port.js'
import { theApp } from './rule/actor.js'
import { startCleanup } from './rule/cleanup.js'
import { createRule } from './rule/rule.js'
import type { UserId } from './rule/session.js'
import type { Users } from './rule/users.js'

/**
 * Checks the options and the Prisma schema, and binds everything to them. Does not connect to the database.
 *
 * @throws SingleSessionError with a code that names the problem and a message that says what to write; see
 * `SingleSessionErrorCode`.
 */
export function createSingleSession(options: SingleSessionOptions): SingleSession {
  const configuration = resolveOptions(options)
  const rule = createRule(createPrismaPort(configuration.prisma, configuration.queryTimeoutMs), configuration)
  requireUserFields(configuration, rule.users)
  const permissions = new Permissions(rule.users)
  const parts = { configuration, rule, permissions }
  const store = new GuardedStore(rule, configuration)
  const gate = createGate(configuration, rule, store, (userId) => permissions.toKeep(userId))
  const sessionOptions = guardedSessionOptions(configuration, store)
  let isMounted = false
  let hooks: AuthenticationHooks = noHooks

  const singleSession: SingleSession = {
    sessionOptions,

    middleware(admin) {
      // The app names its auth provider after this.
      const current: AuthenticationHooks = {
        hasProvider: () => hooks.hasProvider(),
        uiProps: () => hooks.uiProps(),
        onLogout: (req, res) => hooks.onLogout(req, res),
      }
      const routes = createRoutes(admin, parts, gate, current)
      if (!isMounted) startCleanup(rule.cleanUp, configuration.cleanupIntervalMs)
      isMounted = true
      return createMiddleware(sessionOptions, assetsOf(admin), routes)
    },

    authentication(input) {
      if (!isMounted) throw routerFirst()
      const authentication = createAuthentication(input, parts, gate)
      hooks = hooksOf(input.provider)
      return authentication
    },

    login: (req, user) => gate.logIn(req, user),

    logout: (req) => gate.logOut(req),

    endSessions: async (userIds) =>
      rule.sessions.endSessions(requireUserIds('endSessions', [userIds].flat(), rule.users), 'revoked', theApp),

    userChanged: async (userIds) =>
      rule.sessions.endSessions(requireUserIds('userChanged', [userIds].flat(), rule.users), 'accountChanged', theApp),

    removeExpiredSessions: rule.cleanUp,
  }
  keepPanelParts(singleSession, parts)
  return singleSession
}

function routerFirst(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_MIDDLEWARE_ORDER',
    'singleSession.authentication() was called before singleSession.middleware(admin), so the router would come before ' +
      'the session. Write app.use(singleSession.middleware(admin)) first, then app.use(admin.options.rootPath, ' +
      'AdminJSExpress.buildAuthenticatedRouter(...)).',
  )
}

function requireUserFields({ endSessionsOnChangeOf: names }: Configuration, { model, fields }: Users): void {
  if (names.every((name) => fields.includes(name))) return
  const wanted = `a list of properties of the model ${model}, which are ${fields.join(', ')}`
  throw invalid('endSessionsOnChangeOf', names, wanted, `endSessionsOnChangeOf: ['${fields.at(-1) ?? 'id'}']`)
}

function requireUserIds(method: string, values: readonly UserId[], users: Users): UserId[] {
  const ids = values.map((value) => {
    const id = users.parseId(value)
    if (id !== undefined) return id
    throw new SingleSessionError(
      'ERR_SINGLE_SESSION_INVALID_OPTION',
      `${method} was given ${String(value)}, which the user model cannot have as an id. Write ${method}(user.id).`,
    )
  })
  return [...new Set(ids)]
}
