// The login page where nobody can log in, because it came over plain HTTP and the session cookie is for HTTPS alone.
import type AdminJS from 'adminjs'
import type { RequestHandler } from 'express'
import { isCookieWithheld, tellPlainHttp } from '../../express/plain-http.js'
import type { Configuration } from '../../options/options.js'
import type { AuthenticationHooks } from './auth-provider.js'

/** The key of the text that says so. */
export const plainHttpMessage = 'singleSessionPlainHttp'

/** Answers such GET requests for the login page: it says so before anybody types a password. */
export function plainHttpPage(
  admin: AdminJS,
  configuration: Configuration,
  hooks: AuthenticationHooks,
): RequestHandler {
  return function tellingPlainHttp(req, res, next) {
    if (!isCookieWithheld(req, configuration)) {
      next()
      return
    }
    tellPlainHttp(req, configuration)
    admin
      .renderLogin({ action: admin.options.loginPath, errorMessage: plainHttpMessage, ...hooks.uiProps() })
      .then((page) => res.set('Cache-Control', 'no-store').send(page))
      .catch(next)
  }
}
