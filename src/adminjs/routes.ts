// What runs before AdminJS's own routes, feature by feature.
import { inspect } from 'node:util'
import type AdminJS from 'adminjs'
import type { CurrentAdmin } from 'adminjs'
import { Router, type RequestHandler } from 'express'
import { SingleSessionError } from '../errors.js'
import { refuseOtherSites } from '../express/cross-site.js'
import type { Gate } from '../express/gate.js'
import { sessionOf } from '../express/request-session.js'
import { requestState } from '../express/request-state.js'
import { logoutRoute } from './log-out/logout-route.js'
import type { AuthenticationHooks } from './login/auth-provider.js'
import { loginPage } from './login/login-page.js'
import { statusRoutes } from './open-tabs/status-routes.js'
import { refuseMalformed } from './malformed-requests/refuse-malformed.js'
import type { Parts } from './parts.js'

/**
 * The routes of one panel. `hooks` holds the app's auth provider once `authentication()` was called.
 *
 * @throws ERR_SINGLE_SESSION_INVALID_OPTION if this is no AdminJS, or if the cookie would not be sent to the panel.
 */
export function createRoutes(admin: AdminJS, parts: Parts, gate: Gate, hooks: AuthenticationHooks): RequestHandler {
  const { configuration, permissions } = parts
  requireAdmin(admin)
  const { rootPath, loginPath, logoutPath, refreshTokenPath } = admin.options
  requireCookieAt(rootPath, configuration.cookie.attributes.path)

  // A router inside a router, as AdminJS's own is mounted: only so a path matches here whenever it would match there.
  const [routes, panel] = [Router(), Router()]
  routes.use(rootPath, panel)

  panel.use((req, res, next) => {
    requestState(req).isOfPanel = true
    // express-session compares the path of the cookie letter by letter, Express does not: /Admin has no session.
    if (sessionOf(req)) next()
    else res.redirect(303, loginPath)
  })
  panel.use(refuseOtherSites(configuration.trustedOrigins))
  panel.all(
    pathBelow(rootPath, logoutPath),
    logoutRoute(loginPath, configuration, gate, (req, res) => hooks.onLogout(req, res)),
  )
  panel.get(pathBelow(rootPath, loginPath), loginPage(admin, parts, hooks))
  panel.use(statusRoutes(configuration))
  const details = {
    loginPath: pathBelow(rootPath, loginPath),
    refreshTokenPath: pathBelow(rootPath, refreshTokenPath),
    hasProvider: () => hooks.hasProvider(),
    ownHooks: [permissions.load, permissions.requireLogoutAll],
  }
  panel.use(refuseMalformed(admin, details))
  panel.use((req, _res, next) => {
    const { adminUser, singleSessionPermissions } = req.session
    // What the app's login put there, which AdminJS takes for its current admin too.
    permissions.recall(adminUser as CurrentAdmin | undefined, singleSessionPermissions)
    next()
  })

  return routes
}

/** The path below its root that AdminJS serves a page at, made as AdminJS makes it. */
function pathBelow(rootPath: string, path: string): string {
  const below = path.replace(rootPath, '')
  return below.startsWith('/') ? below : `/${below}`
}

/** By its shape: an app may have a second copy of AdminJS. */
function requireAdmin(admin: unknown): void {
  // It may be anything.
  const { options } = (admin ?? {}) as { options?: { rootPath?: unknown } }
  if (typeof options?.rootPath === 'string') return
  throw new SingleSessionError(
    'ERR_SINGLE_SESSION_INVALID_OPTION',
    `middleware has to be given your AdminJS; it is ${inspect(admin, { depth: -1 })}. ` +
      'Write app.use(singleSession.middleware(admin)), with const admin = new AdminJS(withSingleSession(...)).',
  )
}

function requireCookieAt(rootPath: string, cookiePath: string): void {
  const folder = cookiePath.endsWith('/') ? cookiePath : `${cookiePath}/`
  if (rootPath === cookiePath || rootPath.startsWith(folder)) return
  throw new SingleSessionError(
    'ERR_SINGLE_SESSION_INVALID_OPTION',
    `cookie.path has to be a path that the panel is at or below; it is '${cookiePath}', and the rootPath of the panel ` +
      `is '${rootPath}'. Write cookie: { path: '/' }.`,
  )
}
