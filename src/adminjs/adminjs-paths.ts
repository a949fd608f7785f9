// AdminJS's own paths: what is below its root path beside them is the app's.
import { Router as adminRoutes } from 'adminjs'

/** The paths of AdminJS's pages and of its API, in Express's words and below the root path, each with its methods. */
export function adminPaths(): Map<string, string[]> {
  const methods = new Map<string, string[]>()
  for (const { path, method } of adminRoutes.routes) {
    const known = methods.get(expressPath(path)) ?? []
    methods.set(expressPath(path), [...known, ...(method === 'GET' ? ['GET', 'HEAD'] : [method])])
  }
  return methods
}

/** A path of AdminJS's routes, as Express writes it. */
export const expressPath = (path: string): string => path.replaceAll('{', ':').replaceAll('}', '') || '/'

/** Whether a path is one of the API, which scripts of the panel ask; the others are pages. */
export const isApiPath = (path: string): boolean => path.startsWith('/api/')
