// What runs before AdminJS's own routes: posts of other sites are refused, and two of its pages we answer ourselves: its
// logout, which would report a success whatever happened, and the login page when there is something to say there.
import type AdminJS from 'adminjs'
import { Router, type RequestHandler } from 'express'
import { crossSite, isFromAnotherSite, refuseOtherSites } from '../express/cross-site.js'
import type { Gate } from '../express/gate.js'
import type { Configuration } from '../options.js'
import type { AuthenticationHooks } from './authentication.js'
import { takeNotice } from './login-notice.js'

/** The routes of one panel. `hooks` holds the app's auth provider once `authentication()` was called. */
export function createRoutes(
  admin: AdminJS,
  configuration: Configuration,
  gate: Gate,
  hooks: AuthenticationHooks,
): RequestHandler {
  const { rootPath, loginPath, logoutPath } = admin.options
  // A router, so that a path matches here exactly when it would match in AdminJS's own.
  const routes = Router()

  routes.use(rootPath, refuseOtherSites(configuration.trustedOrigins))

  routes.all(routeOf(rootPath, logoutPath), (req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'POST') {
      res.set('Allow', 'GET, POST').sendStatus(405)
      return
    }
    // AdminJS's logout is a link, which any page can have: one that is followed from elsewhere logs nobody out.
    if (isFromAnotherSite(req)) throw crossSite()
    // The app's provider comes second: whatever it does or answers, the session has ended then.
    gate
      .logOut(req, () => hooks.onLogout(req, res))
      .then(() => {
        if (!res.headersSent) res.redirect(loginPath)
      }, next)
  })

  routes.get(routeOf(rootPath, loginPath), (req, res, next) => {
    // Not for a HEAD, which Express brings here as well: nobody would read the notice.
    const errorMessage = req.method === 'GET' ? takeNotice(req) : undefined
    if (errorMessage === undefined) next()
    else {
      admin.renderLogin({ action: loginPath, errorMessage, ...hooks.uiProps() }).then((page) => res.send(page), next)
    }
  })

  return routes
}

/** The path that AdminJS serves a page at: below its root, however the option is written. */
function routeOf(rootPath: string, path: string): string {
  const below = path.replace(rootPath, '')
  return `${rootPath === '/' ? '' : rootPath}${below.startsWith('/') ? below : `/${below}`}`
}
