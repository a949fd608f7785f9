// Binds the parts: the rule to Prisma, the store to the rule, Express and AdminJS to both.
import { createAuthentication } from './adminjs/login/authentication.js'
import { operationsOf } from './adminjs/operations.js'
import { keepPanelParts } from './adminjs/panel-parts.js'
import { Panels } from './adminjs/panels.js'
import { warnIfNobodyMay } from './adminjs/warn-if-nobody-may.js'
import { Permissions } from './adminjs/permissions.js'
import { createRoutes, requireAdmin } from './adminjs/routes.js'
import type { SingleSession } from './adminjs/single-session.js'
import { SingleSessionError } from './errors.js'
import { refuseOtherSites } from './express/cross-site.js'
import { createGate } from './express/gate.js'
import { GuardedStore } from './express/guarded-store.js'
import { createMiddleware, guardedSessionOptions } from './express/middleware.js'
import { invalid } from './options/option-checks.js'
import { resolveOptions, type Configuration, type SingleSessionOptions } from './options/options.js'
import { createPrismaPort } from './prisma/prisma-port.js'
import { startCleanup } from './rule/cleanup.js'
import { createRule } from './rule/rule.js'
import type { Users } from './rule/users.js'

/**
 * Checks the options and the Prisma schema, and binds everything to them. Does not connect to the database; the first call of
 * `middleware(admin)` does, and warns if it has not been migrated.
 *
 * @throws SingleSessionError with a code that names the problem and a message that says what to write; see
 * `SingleSessionErrorCode`.
 */
export function createSingleSession(options: SingleSessionOptions): SingleSession {
  const configuration = resolveOptions(options)
  const { prisma, queryTimeoutMs, models } = configuration
  const rule = createRule(createPrismaPort(prisma, queryTimeoutMs, models), configuration)
  requireUserFields(configuration, rule.users)
  const permissions = new Permissions(rule.users)
  const parts = { configuration, rule, permissions }
  const store = new GuardedStore(rule, configuration)
  const panels = new Panels()
  const gate = createGate(configuration, rule, store, async (userId, req) => ({
    ...(await permissions.toKeep(userId)),
    singleSessionPanel: panels.toOpen(req),
  }))
  const sessionOptions = guardedSessionOptions(configuration, store)

  const singleSession: SingleSession = {
    sessionOptions,

    middleware(admin) {
      requireAdmin(admin, configuration)
      const isFirst = panels.list.length === 0
      const panel = panels.add(admin)
      const routes = createRoutes(panel, parts, gate)
      if (isFirst) {
        startCleanup(() => rule.cleanUp(), configuration.cleanupIntervalMs)
        warnIfNobodyMay(options, rule.users)
        // What it finds is in the log then. If the database is away for a moment, that must not stop the start.
        rule.requireMigration().catch(() => undefined)
      }
      const own = { panel, store, cookie: configuration.cookie }
      return createMiddleware(sessionOptions, configuration, own, () => panels.list, routes)
    },

    authentication(input) {
      if (panels.list.length === 0) throw routerFirst()
      return createAuthentication(input, parts, gate, panels)
    },

    refuseOtherSites: refuseOtherSites(configuration.trustedOrigins),

    async login(req, user, admin) {
      panels.choose(req, admin)
      await gate.logIn(req, user)
    },

    logout: (req) => gate.logOut(req),

    ...operationsOf(parts),
  }
  keepPanelParts(singleSession, parts)
  return singleSession
}

function routerFirst(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_MIDDLEWARE_ORDER',
    'singleSession.authentication() was called before singleSession.middleware(admin), so the router would come before ' +
      'the session. Write app.use(singleSession.middleware(admin)) first, then app.use(admin.options.rootPath, ' +
      'AdminJSExpress.buildAuthenticatedRouter(...)). With @adminjs/nestjs, write both in a customLoader, and leave auth out: ' +
      'npx adminjs-single-session init shows it.',
  )
}

function requireUserFields({ endSessionsOnChangeOf: names }: Configuration, { model, fields }: Users): void {
  if (names.every((name) => fields.includes(name))) return
  const wanted = `a list of properties of the model ${model}, which are ${fields.join(', ')}`
  throw invalid('endSessionsOnChangeOf', names, wanted, `endSessionsOnChangeOf: ['${fields.at(-1) ?? 'id'}']`)
}
