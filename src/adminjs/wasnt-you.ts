// Where people go who are told that their account was used elsewhere, and who did not do it.
import type AdminJS from 'adminjs'
import { mySessionsPageName } from './sessions/wire.js'
import { loginPathFrom } from './way-back/wire.js'

/** The path of that page, by way of the login: it says where the user is logged in, and can end that. */
export function wasntYouPath({ options: { rootPath, loginPath } }: AdminJS): string {
  return loginPathFrom(loginPath, `${rootPath === '/' ? '' : rootPath}/pages/${mySessionsPageName}`)
}
