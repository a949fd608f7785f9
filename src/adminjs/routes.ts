// What runs before AdminJS's own routes: posts of other sites are refused, and two of its pages we answer ourselves: its
// logout, which would report a success whatever happened, and the login page when there is something to say there.
import { inspect } from 'node:util'
import type AdminJS from 'adminjs'
import { Router, type Request, type RequestHandler } from 'express'
import { SingleSessionError } from '../errors.js'
import { crossSite, isFromElsewhere, refuseOtherSites } from '../express/cross-site.js'
import type { Gate } from '../express/gate.js'
import type { Configuration } from '../options.js'
import type { AuthenticationHooks } from './authentication.js'
import { takeNotice } from './login-notice.js'

/** The requests that came by these routes. */
const seen = new WeakSet<Request>()

/** Whether a request came by the routes of a panel: only then was it checked, and only then is its logout ours. */
export const cameByRoutes = (req: Request): boolean => seen.has(req)

/**
 * The routes of one panel. `hooks` holds the app's auth provider once `authentication()` was called.
 *
 * @throws ERR_SINGLE_SESSION_INVALID_OPTION if this is no AdminJS, or if the cookie would not be sent to the panel.
 */
export function createRoutes(
  admin: AdminJS,
  configuration: Configuration,
  gate: Gate,
  hooks: AuthenticationHooks,
): RequestHandler {
  requireAdmin(admin)
  const { rootPath, loginPath, logoutPath } = admin.options
  requireCookieAt(rootPath, configuration.cookie.path)

  // A router inside a router, as AdminJS's own is mounted: only so a path matches here whenever it would match there.
  const [routes, panel] = [Router(), Router()]
  routes.use(rootPath, panel)

  panel.use((req, res, next) => {
    seen.add(req)
    // express-session compares the path of the cookie letter by letter, Express does not: /Admin has no session.
    if ((req as Partial<Request>).session) next()
    else res.redirect(303, loginPath)
  })

  panel.use(refuseOtherSites(configuration.trustedOrigins))

  panel.all(pathBelow(rootPath, logoutPath), (req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'POST') {
      res.set('Allow', 'GET, POST').sendStatus(405)
      return
    }
    // AdminJS's logout is a link, which any page can have: one that is followed from elsewhere logs nobody out.
    if (isFromElsewhere(req, configuration.trustedOrigins)) throw crossSite()
    // The app's provider comes second: whatever it does or answers, the session has ended then.
    gate
      .logOut(req, () => hooks.onLogout(req, res))
      .then(() => {
        if (!res.headersSent) res.redirect(loginPath)
      }, next)
  })

  panel.get(pathBelow(rootPath, loginPath), (req, res, next) => {
    // Not for a HEAD, which Express brings here as well: nobody would read the notice.
    const errorMessage = req.method === 'GET' ? takeNotice(req) : undefined
    if (errorMessage === undefined) next()
    else {
      admin.renderLogin({ action: loginPath, errorMessage, ...hooks.uiProps() }).then((page) => res.send(page), next)
    }
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
