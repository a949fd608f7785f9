// AdminJS's own files: the same for everybody, so no session is read for them.
import type AdminJS from 'adminjs'
import type { Request } from 'express'

/** Returns what tells whether a request is for one of the files. */
export function assetsOf(admin: AdminJS): (req: Request) => boolean {
  const { rootPath } = admin.options
  const folder = `${rootPath === '/' ? '' : rootPath}/frontend/assets/`
  return ({ method, path }) => (method === 'GET' || method === 'HEAD') && path.startsWith(folder)
}
