// Every path of a panel, found out from the panel itself: what our routes and AdminJS's register with Express while it
// starts, each parameter filled with whatever the panel has for it. A new action, page or route is among them by itself; a
// parameter that nobody thought of fails.
import { Router } from 'express'
import type AdminJS from 'adminjs'

/** A request of the crawl. */
export interface Step {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly fields: Record<string, string>
}

/** What fills the parameters of a path. */
export interface Filling {
  readonly admin: AdminJS
  /** The ids of the records of a resource, by the id of the resource. */
  readonly recordIds: Readonly<Record<string, readonly string[]>>
}

/** What a POST says: every field that one of our actions and pages reads. */
const posts: readonly Record<string, string>[] = [
  {},
  { end: 'all', keepMe: 'false' },
  { end: 'others', keepMe: 'true', password: 'wrong' },
  { end: 'one', key: 'x' },
  { sessions: '[["1","x"],["999999","y"]]', password: 'wrong' },
]

/** What a GET of a page asks for: every field that one of ours reads. */
const questions = ['', '?page=2', '?picture=1', '?again=1&after=9999999999999-0', '?search=foo']

/** Notes the paths that routers of Express get while `work` runs, as they are written. */
export async function pathsRegisteredBy<T>(work: () => Promise<T>): Promise<{ result: T; paths: Set<string> }> {
  // A router inherits its methods from here: `get`, `post` and `all` call `route`.
  const prototype = Router.prototype as Record<'route' | 'use', (this: unknown, ...given: unknown[]) => unknown>
  const originals = { route: prototype.route, use: prototype.use }
  const paths = new Set<string>()
  for (const name of ['route', 'use'] as const) {
    prototype[name] = function noting(...given) {
      for (const path of [given[0]].flat()) if (typeof path === 'string') paths.add(path)
      return originals[name].apply(this, given)
    }
  }
  try {
    return { result: await work(), paths }
  } finally {
    Object.assign(prototype, originals)
  }
}

/** All requests to these paths. */
export function stepsFor(paths: Iterable<string>, filling: Filling): Step[] {
  const { rootPath } = filling.admin.options
  const whole = [...paths].map((path) =>
    path === rootPath || path.startsWith(`${rootPath}/`) ? path : `${rootPath}${path === '/' ? '' : path}`,
  )
  // Files, the same for everybody.
  const found = [...new Set(whole)].filter((path) => !path.includes('/frontend/assets/'))
  return found
    .flatMap((path) => fill(path, filling))
    .flatMap((path): Step[] => [
      // One that asks for something already is asked for that alone.
      ...(path.includes('/api/pages/') && !path.includes('?') ? questions : ['']).map((query): Step => ({
        method: 'GET',
        path: `${path}${query}`,
        fields: {},
      })),
      ...(path.includes('/api/') || !path.includes('/resources/') ? posts : []).map((fields): Step => ({
        method: 'POST',
        path,
        fields,
      })),
    ])
}

/** The path with every value that its parameters can have. */
function fill(path: string, { admin, recordIds }: Filling): string[] {
  if (!path.includes(':resourceId')) {
    const pages = Object.keys(admin.options.pages ?? {})
    const named = pages.flatMap((name) => withQueries(name, path.replace(':pageName', name)))
    return complete(path.includes(':pageName') ? named : [path])
  }
  return complete(
    admin.resources.flatMap((resource) => {
      const decorated = resource.decorate()
      const id = decorated.id()
      // AdminJS has the same page for all actions and records; what is on it comes from the API.
      const isApi = path.startsWith(`${admin.options.rootPath}/api/`)
      const most = isApi ? Infinity : 1
      const records = (recordIds[id] ?? []).slice(0, most)
      const actions = Object.keys(decorated.actions).slice(0, most)
      const ofResource = path.replace(':resourceId', encodeURIComponent(id)).replace(':query', 'a')
      const ofRecords = ofResource.includes(':recordId')
        ? records.map((recordId) => ofResource.replace(':recordId', recordId))
        : [ofResource]
      const filled = ofRecords.flatMap((one) =>
        one.includes(':action') ? actions.flatMap((name) => withQueries(name, one.replace(':action', name))) : [one],
      )
      return path.includes('/bulk/') ? filled.map((one) => `${one}?recordIds=${records.join(',')}`) : filled
    }),
  )
}

/** What our pages and actions answer beside what they answer without a query. */
const queries: Readonly<Record<string, string>> = { mySessions: 'history=newest', export: 'format=json' }

const withQueries = (name: string, path: string): string[] =>
  path.includes('/api/') && queries[name] !== undefined ? [path, `${path}?${queries[name]}`] : [path]

function complete(paths: string[]): string[] {
  const unknown = paths.find((path) => path.includes(':') || path.includes('*'))
  if (unknown !== undefined) throw new Error(`the crawl cannot fill this path: ${unknown}`)
  return paths
}
