// AdminJS's logout. Its own would report a success whatever happened; ours ends the session first.
import type { Request, RequestHandler, Response } from 'express'
import type { Configuration } from '../../options/options.js'
import { crossSite, isFromElsewhere } from '../../express/cross-site.js'
import type { Gate } from '../../express/gate.js'

/** Logs out, by a GET as AdminJS's own link has it, or by a POST. `onLogout` is that of the app's auth provider. */
export function logoutRoute(
  loginPath: string,
  { trustedOrigins }: Pick<Configuration, 'trustedOrigins'>,
  gate: Gate,
  onLogout: (req: Request, res: Response) => Promise<unknown>,
): RequestHandler {
  return function loggingOut(req, res, next) {
    if (req.method !== 'GET' && req.method !== 'POST') {
      res.set('Allow', 'GET, POST').sendStatus(405)
      return
    }
    // It is a link, which any page can have: one that is followed from elsewhere logs nobody out.
    if (isFromElsewhere(req, trustedOrigins)) throw crossSite()
    // The app's provider comes second: whatever it does or answers, the session has ended then.
    gate
      .logOut(req, () => onLogout(req, res))
      .then(() => {
        if (!res.headersSent) res.redirect(loginPath)
      }, next)
  }
}
