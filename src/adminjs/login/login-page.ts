// The login page when there is something to say there: why the session of this browser has ended, or where to go on.
import type AdminJS from 'adminjs'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { requestState } from '../../express/request-state.js'
import { encode } from '../ended/encode.js'
import { tellEnded } from '../ended/tell-ended.js'
import type { EndedNotice } from '../ended/wire.js'
import type { Parts } from '../parts.js'
import { wasntYouPath } from '../wasnt-you.js'
import { loginPathFrom } from '../way-back/wire.js'
import type { AuthenticationHooks } from './auth-provider.js'
import { factsProperty, noticeProperty, type LoginFacts } from './wire.js'

/**
 * Answers GET requests for the login page that come with the cookie of an ended session, or say where they want to go on;
 * AdminJS answers all others.
 */
export function loginPage(admin: AdminJS, parts: Parts, hooks: AuthenticationHooks): RequestHandler {
  const { rootPath, loginPath } = admin.options

  return function tellingWhy(req, res, next) {
    const { endedSid, wayBack } = requestState(req)
    if ((endedSid === undefined && wayBack === undefined) || !isReadBySomebody(req)) next()
    else if (wayBack !== undefined && req.session.adminUser) {
      // They logged in meanwhile, in another tab.
      res.set('Cache-Control', 'no-store').redirect(wayBack)
    } else showLogin(req, res, next, wayBack).catch(next)
  }

  /** Says why the session has ended, and lets the page go on from there after the login. */
  async function showLogin(req: Request, res: Response, next: NextFunction, wayBack?: string): Promise<void> {
    const { notice, key } = await tellEnded(req, parts)
    if (key === null && wayBack === undefined) {
      next()
      return
    }
    const facts: LoginFacts = {
      rootPath,
      loginPath,
      key,
      isLoggedIn: Boolean(req.session.adminUser),
      wasntYouPath: wasntYouPath(admin),
    }
    const page = await admin.renderLogin({
      action: loginPathFrom(loginPath, wayBack),
      // The key alone is for a login page of the app's own; ours says more. It is an error there, which a logout is none.
      ...(notice && {
        ...(!isOfLogout(notice) && { errorMessage: notice.message }),
        [noticeProperty]: encode(notice),
      }),
      [factsProperty]: encode(facts),
      ...hooks.uiProps(),
    })
    // The cookie stays: no browser can be told to drop it only if it is still this one. Someone may have logged in again
    // in another tab while this answer was under way, and would be out.
    res.set('Cache-Control', 'no-store').send(page)
  }
}

const isOfLogout = ({ message }: EndedNotice): boolean => message === 'singleSessionEndedLogout'

/** What browsers say of a page that somebody will see; over plain HTTP they say nothing. */
const destinations = ['document', 'iframe', 'frame', 'object', 'embed']

/**
 * Whether somebody will see the answer. A HEAD, which Express brings here as well, a page that a browser fetches in advance,
 * and a script that follows a redirect to the login page behind the back of its user must not use the notice up.
 */
function isReadBySomebody(req: Request): boolean {
  const purpose = [req.get('sec-purpose'), req.get('purpose'), req.get('x-moz')].join(' ')
  const destination = req.get('sec-fetch-dest')
  const isInAdvance = /prefetch|prerender|preview/i.test(purpose)
  return req.method === 'GET' && !isInAdvance && (destination === undefined || destinations.includes(destination))
}
