// Refuses what AdminJS would answer with 500 although the client is wrong: methods, resources, actions, ids and fields that
// do not exist, and bodies that cannot be read. It looks at AdminJS's own paths alone, and refuses there only what cannot
// work: an app may have routes of its own below the root path, resources of other adapters, and actions of its own.
import type AdminJS from 'adminjs'
import { Router, type Request, type RequestHandler } from 'express'
import { isApiPath } from '../adminjs-paths.js'
import { badRequest, notFound } from './bad-request.js'
import { blameClient, bodyReadBefore, changeFields } from './blame-client.js'
import { fieldsOnly, requireAction, requireFieldNames, requireMethodOf, requireSelection } from './check-action.js'
import { requireListQuery } from './check-list-query.js'
import { requireIds, requireText } from './check-values.js'
import { adoptBody, markAsRead, readBody } from './read-body.js'

/** What the checks have to know of a panel. */
export interface PanelDetails {
  /** Where AdminJS takes logins and new tokens, below its root path. */
  readonly loginPath: string
  readonly refreshTokenPath: string
  /** Whether the app has an auth provider: only that makes tokens. */
  readonly hasProvider: () => boolean
}

/**
 * Returns what stands before AdminJS's parser on every path below the panel's root path, after the session, with the checks of
 * logins and tokens.
 */
export function guardParser(details: PanelDetails): RequestHandler {
  const { loginPath, refreshTokenPath, hasProvider } = details
  const routes = Router()

  routes.use((req, res, next) => {
    adoptBody(req)
    blameClient(req, res)
    next()
  })

  routes.all(loginPath, (req, _res, next) => {
    requireMethod(req, ['GET', 'HEAD', 'POST'])
    readBody(req, (fields) => {
      requireFieldNames(fields)
    }).then(next, next)
  })

  routes.all(refreshTokenPath, (req, _res, next) => {
    // AdminJS has no answer to it without a provider: on Express 4 its error would end the process.
    if (req.method === 'POST' && req.session.adminUser && !hasProvider()) throw notFound()
    next()
  })

  return routes
}

/**
 * Returns the checks of AdminJS's own paths, each by the path and its methods; behind `guardParser`.
 *
 * @param ownHooks hooks of this package that leave the query of a list alone.
 */
export function refuseMalformed(
  admin: AdminJS,
  ownHooks: readonly unknown[],
): (path: string, methods: readonly string[]) => RequestHandler {
  return (path, methods) => {
    const isApi = isApiPath(path)
    return (req, _res, next) => {
      if (isApi) requireMethod(req, methods)
      else if (!methods.includes(req.method)) {
        // AdminJS has a page here, and no more: whatever it is, it is for the app.
        next()
        return
      }
      // AdminJS takes every method but get for a change. Node still sends no body to this request.
      if (isApi && req.method === 'HEAD') req.method = 'GET'
      if (!req.session.adminUser) {
        // AdminJS sends strangers to its login page: what they send is not worth reading, and they learn nothing here.
        markAsRead(req, {})
        next()
        return
      }
      const resource = requireKnown(admin, path, req, ownHooks)
      readBody(req, (fields) => {
        requireFieldNames(fields, resource)
      }).then(() => {
        if (!bodyReadBefore(req)) changeFields(req, (fields) => fieldsOnly(fields, resource))
        next()
      }, next)
    }
  }
}

/** Looks at the parameters in the path and the query; returns the resource that the request is for, if it is for one. */
function requireKnown(admin: AdminJS, path: string, req: Request, ownHooks: readonly unknown[]) {
  // Express knows the names of a path that is written out, and AdminJS's have no wildcards, which would be lists.
  const { resourceId, action, recordId, query: text } = req.params as Record<string, string | undefined>
  const isBulk = path.includes('/bulk/')
  const selection = isBulk ? requireSelection(req.query.recordIds) : undefined
  // AdminJS answers its pages for resources that do not exist, too.
  if (resourceId === undefined || !isApiPath(path)) return undefined
  const resource = admin.resources.find((one) => one.decorate().id() === resourceId)
  if (!resource) throw notFound()
  requireText(resource, { ...req.params, ...req.query })
  const found = requireAction(resource, path, action ?? 'search')
  requireMethodOf(resource, found, req.method)
  if (recordId !== undefined) requireIds(resource, [recordId])
  if (selection) requireIds(resource, selection)
  requireListQuery(resource, found, { query: req.query, text }, ownHooks)
  return resource
}

function requireMethod(req: Request, methods: readonly string[]): void {
  if (methods.includes(req.method) || req.method === 'OPTIONS') return
  throw badRequest(405, `${req.method} is not possible here.`, { Allow: methods.join(', ') })
}
