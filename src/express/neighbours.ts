// Other single sessions in the same app, each with panels, a cookie and maybe a database of its own. A request has one
// session, that of the panel which it is for; so each has to know the panels of the others before it reads a cookie.
import type { Request, RequestHandler } from 'express'
import { SingleSessionError } from '../errors.js'
import type { SessionCookie } from '../options/cookie-options.js'
import type { Panel } from './panel.js'

/** A panel that a middleware of ours serves. */
export interface Served {
  readonly panel: Panel
  /** Whose it is: the store of its single session. */
  readonly store: object
  readonly cookie: SessionCookie
}

const served = new WeakMap<object, Served>()

/** Notes what this middleware serves. */
export function noteServed(middleware: RequestHandler, by: Served): void {
  served.set(middleware, by)
}

interface Layers {
  readonly count: number
  readonly found: readonly Served[]
}

const known = new WeakMap<object, Layers>()

/** What all middlewares of ours serve that stand in the app of this request. One that the app has wrapped is not found. */
export function servedIn({ app }: Request): readonly Served[] {
  const stack = stackOf(app)
  const before = known.get(app)
  if (before?.count === stack.length) return before.found
  const found = stack.flatMap(({ handle }) => served.get(handle) ?? [])
  known.set(app, { count: stack.length, found })
  return found
}

type Layer = Readonly<{ handle: object }>
type Stacked = Readonly<{ stack?: readonly Layer[] }>

/** What is mounted in an app, as Express keeps it: in 5 by `router`, in 4 by `_router`, where the other name throws. */
function stackOf(app: object): readonly Layer[] {
  // No type tells of either.
  const kept = app as { readonly _router?: Stacked; readonly router?: Stacked }
  return (kept._router ?? kept.router)?.stack ?? []
}

/**
 * Two cookies of one name that are both sent to a page are one cookie to the browser: each login would end the other's.
 *
 * @throws ERR_SINGLE_SESSION_INVALID_OPTION
 */
export function requireOwnCookies(mine: Served, others: readonly Served[]): void {
  const { name, attributes } = mine.cookie
  const other = others.find(
    ({ store, cookie }) =>
      store !== mine.store &&
      cookie.name === name &&
      (isBelow(attributes.path, cookie.attributes.path) || isBelow(cookie.attributes.path, attributes.path)),
  )
  if (!other) return
  throw new SingleSessionError(
    'ERR_SINGLE_SESSION_INVALID_OPTION',
    `cookie.name has to be another one for each createSingleSession of an app; that of the panels ` +
      `${mine.panel.rootPath} and ${other.panel.rootPath} is '${name}'. Write createSingleSession({ cookie: { name: ` +
      `'${name}-2' }, ... }) for one of them, or use one for both panels: app.use(singleSession.middleware(otherAdmin)).`,
  )
}

/** The error where two single sessions take the same request, because one of them could not see the other. */
export function twoSessions({ panel }: Served): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_MIDDLEWARE_ORDER',
    `Another single session took a request for the panel ${panel.rootPath}. Hand both middlewares to app.use() as they ` +
      `are, on the same app: app.use(first.middleware(admin)); app.use(second.middleware(otherAdmin)). Or give each ` +
      `cookie a path of its own: createSingleSession({ cookie: { path: '${panel.rootPath}' }, ... }).`,
  )
}

const isBelow = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
