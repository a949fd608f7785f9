// Refuses what AdminJS would answer with 500 although the client is wrong: methods, resources, actions, ids and fields that
// do not exist. A visitor who is not logged in learns nothing of them: AdminJS sends everybody to its login page.
import { Router as panelRoutes, type BaseResource } from 'adminjs'
import type AdminJS from 'adminjs'
import { Router, type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import { ClientError } from './client-error.js'

/** Refuses addresses that cannot be decoded. */
export function checkUrl(req: Request, _res: Response, next: NextFunction): void {
  try {
    decodeURIComponent(req.originalUrl)
  } catch {
    throw new ClientError(400, 'The address is malformed.')
  }
  next()
}

/** Returns the checks for every route that AdminJS has. Mount it below the panel's root, after the session. */
export function checkRequests(admin: AdminJS): RequestHandler {
  const routes = Router()
  routes.use((req, _res, next) => {
    requireMethod(req, ['GET', 'HEAD', 'POST'])
    if (req.session.adminUser) next()
    else next('router')
  })
  for (const [path, methods] of methodsByPath()) {
    routes.all(path, (req, _res, next) => {
      requireMethod(req, methods)
      // AdminJS takes every method but get for a change. Node still sends no body to this request.
      if (req.method === 'HEAD') req.method = 'GET'
      const { resourceId, pageName, action, recordId } = req.params as Record<string, string | undefined>
      if (pageName !== undefined && !Object.hasOwn(admin.options.pages ?? {}, pageName)) throw notFound()
      if (resourceId !== undefined) {
        const resource = admin.resources.find((one) => one.decorate().id() === resourceId)
        if (!resource) throw notFound()
        if (action !== undefined) requireAction(resource, path, action)
        if (recordId !== undefined) requireIds(resource, [recordId])
        if (path.includes('/bulk/')) requireSelection(resource, req.query.recordIds)
        requireListQuery(resource, req.query)
        requireFieldNames((req as { fields?: object }).fields ?? {})
      }
      next()
    })
  }
  // Only an auth provider can refresh a token, and the demo has none.
  routes.all('/refresh-token', () => {
    throw notFound()
  })
  return routes
}

/** The routes of AdminJS in Express's words, each with its methods. */
function methodsByPath(): Map<string, string[]> {
  const methods = new Map<string, string[]>()
  for (const { path, method } of panelRoutes.routes) {
    const expressPath = path.replaceAll('{', ':').replaceAll('}', '') || '/'
    methods.set(expressPath, [...(methods.get(expressPath) ?? []), ...(method === 'GET' ? ['GET', 'HEAD'] : [method])])
  }
  return methods
}

/** The action has to be one that this kind of path can call: on the resource, on a record or on a selection. */
function requireAction(resource: BaseResource, path: string, name: string): void {
  const { actions } = resource.decorate()
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (
    path.includes('/bulk/')
      ? action?.isBulkType()
      : path.includes('/records/')
        ? action?.isRecordType()
        : action?.isResourceType()
  )
    return
  throw notFound()
}

function requireSelection(resource: BaseResource, recordIds: unknown): void {
  if (typeof recordIds !== 'string') throw new ClientError(400, 'Say once which records: recordIds=1,2.')
  requireIds(resource, recordIds.split(','))
}

function requireIds(resource: BaseResource, ids: string[]): void {
  const isNumber =
    resource
      .properties()
      .find((property) => property.isId())
      ?.type() === 'number'
  // What a Prisma Int can hold.
  const isId = (id: string) => (isNumber ? /^-?\d{1,10}$/.test(id) && Number(id) === (Number(id) | 0) : id !== '')
  const wrong = ids.find((id) => !isId(id))
  if (wrong !== undefined) throw new ClientError(400, `${JSON.stringify(wrong)} cannot be the id of a record.`)
}

/** How a list is paged, sorted and filtered. A field has to be one that the panel knows: others are not its business. */
function requireListQuery(resource: BaseResource, query: Request['query']): void {
  const isField = (name: unknown) => resource.properties().some((property) => property.path() === name)
  const isCount = (value: unknown) => /^[1-9]\d{0,6}$/.test(String(value))
  const isRight: Record<string, (value: unknown, key: string) => boolean> = {
    page: isCount,
    perPage: isCount,
    direction: (value) => value === 'asc' || value === 'desc',
    sortBy: isField,
    searchProperty: isField,
    filters: (_value, key) => isField(key.replace(/~~(from|to)$/, '')),
  }
  for (const [key, value] of Object.entries(query)) {
    // AdminJS reads dots as nesting; only filters have a use for it.
    const [name = '', ...rest] = key.split('.')
    if (!Object.hasOwn(isRight, name)) continue
    const isNested = rest.length > 0
    if (typeof value === 'string' && isNested === (name === 'filters') && isRight[name]?.(value, rest.join('.')))
      continue
    throw new ClientError(400, `${key} cannot be ${JSON.stringify(value)}.`)
  }
}

/** AdminJS looks fields up in plain objects, and takes what every object has for one of them. */
function requireFieldNames(fields: object): void {
  const wrong = Object.keys(fields).find((name) => (name.split('.')[0] ?? '') in {})
  if (wrong !== undefined) throw new ClientError(400, `${JSON.stringify(wrong)} cannot be a field.`)
}

function requireMethod(req: Request, methods: readonly string[]): void {
  if (methods.includes(req.method)) return
  throw new ClientError(405, `${req.method} is not possible here.`, { Allow: methods.join(', ') })
}

function notFound(): ClientError {
  return new ClientError(404, 'There is nothing here.')
}
