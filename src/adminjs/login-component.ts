// Whether the login page is ours: AdminJS's form of email and password, with a notice.
import type AdminJS from 'adminjs'
import { pathOfComponent } from './component-path.js'

/** The file of our login page, as AdminJS's loader takes it. */
export const loginComponent = 'login/login'

/** Whether the app has left AdminJS's login page in place: then email and password are all that a login takes. */
export function hasOurLogin({ componentLoader }: AdminJS): boolean {
  return componentLoader.getComponents().Login === pathOfComponent(loginComponent)
}
