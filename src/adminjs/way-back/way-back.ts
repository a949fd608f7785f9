// Back to where one was, after a login. The browser says where that is, so it may be anything: only a page of this very panel
// counts, and never its API, a file, the login or the logout.
import type AdminJS from 'adminjs'
import type { Request, RequestHandler } from 'express'
import { requestState } from '../../express/request-state.js'
import { adminPaths, isApiPath } from '../adminjs-paths.js'
import { loginPathFrom, longestWayBack, wayBackParameter } from './wire.js'

/** Returns what reads a page of this panel out of what a browser says: path, query and hash, or nothing. */
export function pagesOf({ options: { rootPath } }: Pick<AdminJS, 'options'>): (value: unknown) => string | undefined {
  const below = rootPath === '/' ? '' : rootPath
  const pages = [...adminPaths()]
    .filter(([path, methods]) => methods.includes('GET') && !isApiPath(path))
    .map(([path]) => new RegExp(`^${escaped(below)}${path === '/' ? '' : patternOf(path)}/?$`))
  return (value) => {
    const here = 'http://panel.invalid'
    if (typeof value !== 'string' || value.length > longestWayBack) return undefined
    // Read as browsers do: they take `//host`, `/\host` and `/<tab>/host` for another site.
    if (!value.startsWith('/') || !URL.canParse(value, here)) return undefined
    const { origin, pathname, search, hash } = new URL(value, here)
    // What is sent is what was looked at. A path that has become `//host` by its dots would be another site.
    const isPage = origin === here && !pathname.startsWith('//') && pages.some((page) => page.test(pathname))
    return isPage ? `${pathname}${search}${hash}` : undefined
  }
}

/** Notes where a browser that asks for the login page, or logs in there, wants to go on. */
export function noteWayBack(admin: AdminJS): RequestHandler {
  const pageIn = pagesOf(admin)
  return function notingWayBack(req, _res, next) {
    requestState(req).wayBack = pageIn(req.query[wayBackParameter])
    next()
  }
}

/** Lets AdminJS's way to the login page, for those who ask for one of its pages and are not logged in, say which it was. */
export function keepWayBack(admin: AdminJS): RequestHandler {
  const pageIn = pagesOf(admin)
  const { rootPath, loginPath } = admin.options
  return function keepingWayBack(req, res, next) {
    const page = req.method === 'GET' && !req.session.adminUser ? pageIn(req.originalUrl) : undefined
    if (page !== undefined && page !== rootPath && page !== `${rootPath}/`) {
      // Of one signature instead of two: the arguments are passed on as they come.
      const redirect = res.redirect.bind(res) as (...values: unknown[]) => void
      res.redirect = (...values: unknown[]) => {
        redirect(...values.map((value) => (value === loginPath ? loginPathFrom(loginPath, page) : value)))
      }
    }
    next()
  }
}

/** Leads this request there after its login, by what AdminJS looks at. Nothing of it is stored. */
export function leadBack(req: Request): void {
  const { wayBack } = requestState(req)
  if (wayBack === undefined) return
  // What is not enumerable does not reach the database: it is the way of this login, and not of a later one.
  Object.defineProperty(req.session, 'redirectTo', {
    ...{ value: wayBack, enumerable: false, configurable: true, writable: true },
  })
}

/** A path of AdminJS's routes as a pattern: a parameter is any part of it. */
const patternOf = (path: string): string =>
  path
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : escaped(part)))
    .join('/')

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
