// Whether AdminJS can call the action that a request names, with what it names.
import type { ActionDecorator, BaseResource } from 'adminjs'
import { badRequest, notFound } from './bad-request.js'

/** Actions of AdminJS that need a record, or a selection of them. */
const needRecords = ['show', 'edit', 'delete', 'bulkDelete']

/**
 * The action of a resource, by its name.
 *
 * @throws ERR_SINGLE_SESSION_BAD_REQUEST unless it exists, and can be called by this kind of path: an action on a record
 * has to answer with a record, one on a selection with a list of them.
 */
export function requireAction(resource: BaseResource, path: string, name: string): ActionDecorator {
  const { actions } = resource.decorate()
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (!action) throw notFound()
  const fits = path.includes('/bulk/')
    ? action.isBulkType()
    : path.includes('/records/')
      ? action.isRecordType()
      : // Without records AdminJS does not look at the answer: whatever an action of the app's own makes of it may work.
        action.isResourceType() || !needRecords.includes(name)
  if (!fits) throw notFound()
  return action
}

/**
 * AdminJS's own action `new` has no answer to a GET: its page asks for nothing.
 *
 * @throws ERR_SINGLE_SESSION_BAD_REQUEST for such a one, unless the app has a handler of its own.
 */
export function requireMethodOf(resource: BaseResource, { name }: ActionDecorator, method: string): void {
  const { new: own } = resource.decorate().options.actions ?? {}
  if (name !== 'new' || method !== 'GET' || own?.handler !== undefined) return
  throw badRequest(405, 'A new record can only be posted.', { Allow: 'POST' })
}

/**
 * The ids of the records that are meant.
 *
 * @throws ERR_SINGLE_SESSION_BAD_REQUEST unless the query says once which ones.
 */
export function requireSelection(recordIds: unknown): string[] {
  if (typeof recordIds === 'string' && recordIds !== '') return recordIds.split(',')
  throw badRequest(400, 'Say once which records: recordIds=1,2.')
}

/**
 * AdminJS looks fields up in plain objects, and takes what every object has for one of them.
 *
 * @throws ERR_SINGLE_SESSION_BAD_REQUEST for such a name, unless the resource has a property of it.
 */
export function requireFieldNames(fields: object, resource?: BaseResource): void {
  const wrong = Object.keys(fields).find((path) => !isFieldName(path, resource))
  if (wrong !== undefined) throw badRequest(400, `${JSON.stringify(wrong)} cannot be a field.`)
}

/** The fields without such names, of a form that is read when it is too late to refuse it: an upload. */
export function fieldsOnly(fields: object, resource?: BaseResource): object {
  return Object.fromEntries(Object.entries(fields).filter(([path]) => isFieldName(path, resource)))
}

function isFieldName(path: string, resource?: BaseResource): boolean {
  const [name = ''] = path.split('.')
  if (name === '__proto__') return false
  return resource === undefined || !(name in {}) || Object.hasOwn(resource.decorate().properties, name)
}
