// AdminJS's logout. Its own would report a success whatever happened; ours ends the session first.
import type AdminJS from 'adminjs'
import type { Request, RequestHandler, Response } from 'express'
import type { Configuration } from '../../options/options.js'
import { crossSite, whenceOf } from '../../express/cross-site.js'
import type { Gate } from '../../express/gate.js'
import { sessionOf } from '../../express/request-session.js'
import { askWhetherToLogOut } from './logout-question.js'

/** Logs out, by a GET as AdminJS's own link has it, or by a POST. `onLogout` is that of the app's auth provider. */
export function logoutRoute(
  admin: AdminJS,
  { trustedOrigins }: Pick<Configuration, 'trustedOrigins'>,
  gate: Gate,
  onLogout: (req: Request, res: Response) => Promise<unknown>,
): RequestHandler {
  return function loggingOut(req, res, next) {
    if (req.method !== 'GET' && req.method !== 'POST') {
      res.set('Allow', 'GET, POST').sendStatus(405)
      return
    }
    const whence = whenceOf(req, trustedOrigins)
    // It is a link, which any page can have: one that is followed from elsewhere logs nobody out.
    if (whence === 'elsewhere') throw crossSite()
    // Nor does one from nobody knows where. Without HTTPS the link of any page may be that, and each browser names the origin
    // of a post: so the post alone needs no question.
    if (whence === 'unknown' && req.method === 'GET') {
      if (sessionOf(req)?.adminUser) askWhetherToLogOut(admin, req, res).catch(next)
      else res.redirect(admin.options.loginPath)
      return
    }
    // The app's provider comes second: whatever it does or answers, the session has ended then.
    gate
      .logOut(req, () => {
        forgetPages(req, res)
        return onLogout(req, res)
      })
      .then(() => {
        if (!res.headersSent) res.redirect(admin.options.loginPath)
      }, next)
  }
}

/**
 * Lets the browser forget what it keeps of the panel's pages. Not its cookies or its storage: those of other apps on this host,
 * and of hosts beside it, would go with them.
 */
function forgetPages(req: Request, res: Response): void {
  res.set('Cache-Control', 'no-store')
  // Browsers take it over HTTPS and on localhost, where they send the other header too; elsewhere they complain of it.
  if (req.secure || req.get('sec-fetch-site') !== undefined) res.set('Clear-Site-Data', '"cache"')
}
