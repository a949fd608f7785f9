// What runs before AdminJS's own routes, feature by feature.
import { inspect } from 'node:util'
import type AdminJS from 'adminjs'
import { Router as adminRoutes, type CurrentAdmin } from 'adminjs'
import { Router, type Request, type RequestHandler, type Response } from 'express'
import { SingleSessionError } from '../errors.js'
import { refuseOtherSites } from '../express/cross-site.js'
import type { Gate } from '../express/gate.js'
import { matcherOf } from '../express/panel.js'
import { sessionOf } from '../express/request-session.js'
import { requestState } from '../express/request-state.js'
import { endedPath } from './ended/wire.js'
import { logoutRoute } from './log-out/logout-route.js'
import { atLimit } from './login/at-limit.js'
import { loginPage } from './login/login-page.js'
import { plainHttpPage } from './login/plain-http-page.js'
import { logInHere } from './open-tabs/log-in-here.js'
import { endedRoute, statusRoutes } from './open-tabs/status-routes.js'
import { statusPath } from './open-tabs/wire.js'
import { adminPaths, expressPath } from './adminjs-paths.js'
import { hideFromOthers } from './online/hide-from-others.js'
import { guardParser, refuseMalformed } from './malformed-requests/refuse-malformed.js'
import type { AdminPanel } from './panels.js'
import type { Parts } from './parts.js'
import type { Configuration } from '../options/options.js'
import { privateAnswers } from './private-answers.js'
import { keepWayBack, noteWayBack } from './way-back/way-back.js'

/** The routes of one panel. */
export function createRoutes({ admin, hooks }: AdminPanel, parts: Parts, gate: Gate): RequestHandler {
  const { configuration, permissions } = parts
  const { rootPath, loginPath, logoutPath, refreshTokenPath } = admin.options
  // A router inside a router, as AdminJS's own is mounted: only so a path matches here whenever it would match there.
  const [routes, panel] = [Router(), Router()]
  routes.use(rootPath, panel)

  if (rootPath === '/') {
    // All of the app is below it. Its own pages and posts are not AdminJS's, and not for us to refuse.
    const isOfAdminJS = panelMatcher(admin)
    panel.use((req, res, next) => {
      next(isOfAdminJS(req, res) ? undefined : 'router')
    })
  }
  panel.use((req, res, next) => {
    requestState(req).isOfPanel = true
    // express-session compares the path of the cookie letter by letter, Express does not: /Admin has no session.
    if (sessionOf(req)) next()
    else res.redirect(303, loginPath)
  })
  panel.use(refuseOtherSites(configuration.trustedOrigins))
  panel.all(
    pathBelow(rootPath, logoutPath),
    logoutRoute(admin, configuration, gate, (req, res) => hooks.onLogout(req, res)),
  )
  panel.all(pathBelow(rootPath, loginPath), noteWayBack(admin))
  panel.get(pathBelow(rootPath, loginPath), plainHttpPage(admin, configuration, hooks), loginPage(admin, parts, hooks))
  panel.use(endedRoute(admin, parts), statusRoutes(parts))
  panel.use(keepWayBack(admin))
  const details = {
    loginPath: pathBelow(rootPath, loginPath),
    refreshTokenPath: pathBelow(rootPath, refreshTokenPath),
    hasProvider: () => hooks.hasProvider(),
  }
  panel.use(guardParser(details))
  const privateAnswer = privateAnswers(configuration)
  const wellFormed = refuseMalformed(admin, [permissions.load, permissions.requireLogoutAll])
  for (const [path, methods] of adminPaths()) panel.all(path, privateAnswer(path), wellFormed(path, methods))
  panel.post(details.loginPath, logInHere, atLimit(admin, parts, gate, hooks))
  panel.use((req, _res, next) => {
    const { adminUser, singleSessionPermissions } = req.session
    // What the app's login put there, which AdminJS takes for its current admin too.
    permissions.recall(adminUser as CurrentAdmin | undefined, singleSessionPermissions)
    next()
  })
  panel.use(hideFromOthers(admin, parts))

  return routes
}

/** The path below its root that AdminJS serves a page at, made as AdminJS makes it. */
function pathBelow(rootPath: string, path: string): string {
  const below = path.replace(rootPath, '')
  return below.startsWith('/') ? below : `/${below}`
}

/** Returns what tells whether a request is for a page of AdminJS, for its API, or for what we have there. */
function panelMatcher({ options }: AdminJS): (req: Request, res: Response) => boolean {
  const { rootPath, loginPath, logoutPath, refreshTokenPath } = options
  const named = [loginPath, logoutPath, refreshTokenPath].map((path) => pathBelow(rootPath, path))
  const routed = adminRoutes.routes.map(({ path }) => expressPath(path))
  return matcherOf([...named, ...routed, statusPath, endedPath], { isExact: true })
}

/**
 * Checks that `middleware` was given an AdminJS to which the cookie is sent.
 *
 * @throws ERR_SINGLE_SESSION_INVALID_OPTION
 */
export function requireAdmin(admin: unknown, { cookie }: Pick<Configuration, 'cookie'>): void {
  // It may be anything, and by its shape: an app may have a second copy of AdminJS.
  const { options } = (admin ?? {}) as { options?: { rootPath?: unknown } }
  if (typeof options?.rootPath === 'string') {
    requireCookieAt(options.rootPath, cookie.attributes.path)
    return
  }
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
