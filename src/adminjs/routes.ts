// What runs before AdminJS's own routes: posts of other sites are refused, and so are the panel's background requests once
// the session has ended. Two of its pages we answer ourselves: its logout, which would report a success whatever happened,
// and the login page when there is something to say there.
import { inspect } from 'node:util'
import type AdminJS from 'adminjs'
import type { CurrentAdmin } from 'adminjs'
import { Router, type Request, type RequestHandler, type Response } from 'express'
import { SingleSessionError } from '../errors.js'
import { crossSite, isFromElsewhere, refuseOtherSites } from '../express/cross-site.js'
import { clearSessionCookie, endedSidOf } from '../express/ended-cookie.js'
import type { Gate } from '../express/gate.js'
import type { AuthenticationHooks } from './login/authentication.js'
import { encodeNotice, endedNotice } from './login/ended-notice.js'
import type { Parts } from './parts.js'

/** The requests that came by these routes. */
const seen = new WeakSet<Request>()

/** Whether a request came by the routes of a panel: only then was it checked, and only then is its logout ours. */
export const cameByRoutes = (req: Request): boolean => seen.has(req)

/**
 * The routes of one panel. `hooks` holds the app's auth provider once `authentication()` was called.
 *
 * @throws ERR_SINGLE_SESSION_INVALID_OPTION if this is no AdminJS, or if the cookie would not be sent to the panel.
 */
export function createRoutes(admin: AdminJS, parts: Parts, gate: Gate, hooks: AuthenticationHooks): RequestHandler {
  const { configuration, rule, store, permissions } = parts
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
    const endedSid = endedSidOf(req)
    // Not for a HEAD, which Express brings here as well: nobody would read the notice.
    if (endedSid === undefined || req.method !== 'GET') next()
    else showLogin(req, res, endedSid).catch(next)
  })

  /** Says once why the session has ended, to whoever has its cookie. */
  async function showLogin(req: Request, res: Response, endedSid: string): Promise<void> {
    const notice = endedNotice(await rule.lastEvent(endedSid))
    // The key alone is for a login page of the app's own; ours says more.
    const told = notice && { errorMessage: notice.message, singleSession: encodeNotice(notice) }
    const page = await admin.renderLogin({ action: loginPath, ...told, ...hooks.uiProps() })
    clearSessionCookie(req, res, configuration)
    res.set('Cache-Control', 'no-store').send(page)
  }

  panel.use('/api', (req, res, next) => {
    if (req.session.adminUser || req.accepts(['html', 'json']) !== 'json') next()
    else {
      // A redirect, as AdminJS answers, would lead its script to the login page behind the back of the one who reads it.
      res.status(401).set({ 'Single-Session': 'ended', 'Cache-Control': 'no-store' }).json(notLoggedIn)
    }
  })

  panel.get(statusPath, (req, res, next) => {
    if (!req.session.adminUser) {
      next()
      return
    }
    store.leaveUntouched(req.session)
    res.set('Cache-Control', 'no-store').json({ checkIntervalMs: configuration.checkIntervalMs })
  })

  panel.use((req, _res, next) => {
    const { adminUser, singleSessionHint = [] } = req.session
    permissions.suppose(adminUser as CurrentAdmin | undefined, singleSessionHint)
    next()
  })

  return routes
}

/** Where an open page asks whether its session is still live. It does not count as a use of the session. */
const statusPath = '/api/single-session'

const notLoggedIn = { error: { status: 401, message: 'You are not logged in any more.' } }

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
