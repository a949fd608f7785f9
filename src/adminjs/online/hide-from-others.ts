// Hides from those who may log nobody out what is not for them: the page "Who is online" in the menu, and the column in the list
// of users. AdminJS has one menu and one list of columns for everybody, which it puts into each page that it sends. Whether
// somebody may see more than that, the handler of each request asks the database.
import { AsyncLocalStorage } from 'node:async_hooks'
import type AdminJS from 'adminjs'
import type { AdminPages, BaseResource, CurrentAdmin } from 'adminjs'
import type { RequestHandler, Response } from 'express'
import { isApiPath } from '../adminjs-paths.js'
import type { Parts } from '../parts.js'
import { hasUserColumns } from './user-columns.js'
import { onlineComponent } from './who-is-online.js'
import { onlinePageName, userColumns } from './wire.js'

/** Prepares a panel; what it returns stands before AdminJS's routes, where the permissions of the current admin are known. */
export function hideFromOthers(
  admin: AdminJS,
  { rule, permissions }: Pick<Parts, 'rule' | 'permissions'>,
): RequestHandler {
  const mayLogOut = (currentAdmin: CurrentAdmin | undefined): boolean =>
    permissions.mayShow(currentAdmin, 'logout') || permissions.mayShow(currentAdmin, 'logout_all')
  const requestWithoutPage = hidePage(admin)
  const ofUsers = admin.resources.filter((resource) => resource.id() === rule.users.model)
  if (hasUserColumns(rule.users)) for (const resource of ofUsers) hideColumns(resource, mayLogOut)

  return (req, res, next) => {
    // What the app's login put there, which AdminJS takes for its current admin too.
    const currentAdmin = req.session.adminUser as CurrentAdmin | undefined
    // Whoever asks for the page itself is told there that it is not for them.
    const isAsked = req.path.endsWith(`/pages/${onlinePageName}`)
    if (isApiPath(req.path) || isAsked || mayLogOut(currentAdmin)) next()
    else requestWithoutPage(res, next)
  }
}

/** Returns what runs a request for which the panel has no such page. Another page of that name, the app's, stays. */
function hidePage(admin: AdminJS): (res: Response, run: () => void) => void {
  const { options } = admin
  const hidden = new AsyncLocalStorage<true>()
  let underWay = 0
  const { [onlinePageName]: page, ...others } = options.pages ?? {}
  if (page?.component !== onlineComponent)
    return (_res, run) => {
      run()
    }
  const all = options.pages
  Object.defineProperty(options, 'pages', {
    configurable: true,
    enumerable: true,
    get: (): AdminPages | undefined => (hidden.getStore() ? others : all),
  })
  return (res, run) => {
    underWay += 1
    res.once('close', () => {
      underWay -= 1
      // Before Node 24 every promise of the process costs more while this is in use.
      if (underWay === 0) hidden.disable()
    })
    hidden.run(true, run)
  }
}

/** Takes our properties out of what the browser is told of the resource. */
function hideColumns(resource: BaseResource, mayLogOut: (currentAdmin: CurrentAdmin | undefined) => boolean): void {
  const decorated = resource.decorate()
  const toJSON = decorated.toJSON.bind(decorated)
  const ours: readonly string[] = Object.values(userColumns)
  decorated.toJSON = (currentAdmin) => {
    const json = toJSON(currentAdmin)
    if (mayLogOut(currentAdmin)) return json
    const without = <Property extends { propertyPath: string }>(properties: Property[]): Property[] =>
      properties.filter(({ propertyPath }) => !ours.includes(propertyPath))
    return {
      ...json,
      properties: Object.fromEntries(Object.entries(json.properties).filter(([name]) => !ours.includes(name))),
      listProperties: without(json.listProperties),
      showProperties: without(json.showProperties),
    }
  }
}
