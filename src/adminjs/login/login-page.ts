// The login page when there is something to say there: why the session of this browser has ended.
import type AdminJS from 'adminjs'
import type { Request, RequestHandler, Response } from 'express'
import { requestState } from '../../express/request-state.js'
import { clearSessionCookie } from '../../express/session-cookie.js'
import type { Parts } from '../parts.js'
import type { AuthenticationHooks } from './auth-provider.js'
import { encodeNotice, endedNotice } from './ended-notice.js'
import { noticeProperty } from './wire.js'

/** Answers GET requests for the login page that come with the cookie of an ended session; AdminJS answers all others. */
export function loginPage(admin: AdminJS, { configuration, rule }: Parts, hooks: AuthenticationHooks): RequestHandler {
  return function tellingWhy(req, res, next) {
    const { endedSid } = requestState(req)
    // Not for a HEAD, which Express brings here as well: nobody would read the notice.
    if (endedSid === undefined || req.method !== 'GET') next()
    else showLogin(req, res, endedSid).catch(next)
  }

  /** Says once why the session has ended, to whoever has its cookie. */
  async function showLogin(req: Request, res: Response, endedSid: string): Promise<void> {
    const notice = endedNotice(await rule.sessions.howItEnded(endedSid))
    // The key alone is for a login page of the app's own; ours says more.
    const told = notice && { errorMessage: notice.message, [noticeProperty]: encodeNotice(notice) }
    const page = await admin.renderLogin({ action: admin.options.loginPath, ...told, ...hooks.uiProps() })
    clearSessionCookie(req, res, configuration)
    res.set('Cache-Control', 'no-store').send(page)
  }
}
