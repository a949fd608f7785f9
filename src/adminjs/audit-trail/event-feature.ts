// Makes of the resource of the events the audit trail: read-only, for those who may log everybody out.
import {
  buildFeature,
  NotFoundError,
  type Action,
  type ActionContext,
  type ActionHandler,
  type ActionRequest,
  type ActionResponse,
  type Before,
  type FeatureType,
  type RecordActionResponse,
} from 'adminjs'
import { sessionEventNames } from '../../rule/events.js'
import { pathOfComponent } from '../component-path.js'
import type { Parts } from '../parts.js'
import { requestOf } from '../request-of.js'
import { exportEvents } from './export-events.js'
import { listEvents, recordsOf } from './list-events.js'

/** The properties that name a user. */
const whoPaths = ['userId', 'byUserId']

/** Builds the feature. `userResourceId` is the resource that users are shown by, if the panel has one. */
export function createEventFeature(parts: Parts, userResourceId: string | undefined): FeatureType {
  const { permissions } = parts
  const read = {
    isAccessible: ({ currentAdmin }) => permissions.mayShow(currentAdmin, 'logout_all'),
    before: permissions.requireLogoutAll,
  } satisfies Pick<Partial<Action<ActionResponse>>, 'isAccessible' | 'before'>
  const never = { isAccessible: false, isVisible: false }
  const user = { isVisible: true, ...(userResourceId === undefined ? {} : { reference: userResourceId }) }
  const hidden = { isVisible: false }

  return buildFeature((admin) => {
    const add = (name: string, file: string) => admin.componentLoader.add(name, pathOfComponent(file))
    const time = add('SingleSessionTime', 'audit-trail/session-time')
    const kind = add('SingleSessionEventKind', 'audit-trail/event-kind')
    const list = add('SingleSessionTrail', 'audit-trail/trail-page')
    permissions.keepAtLogin()
    return {
      sort: { sortBy: 'createdAt', direction: 'desc' },
      listProperties: ['createdAt', 'event', 'userId', 'byUserId', 'ipAddress', 'userAgent'],
      filterProperties: ['userId', 'byUserId', 'event', 'createdAt', 'ipAddress'],
      properties: {
        ...Object.fromEntries(['id', 'sessionKey', 'toldAt', 'userTitle'].map((path) => [path, hidden])),
        createdAt: { components: { show: time } },
        event: {
          availableValues: sessionEventNames.map((value) => ({ value, label: value })),
          components: { show: kind },
        },
        ...Object.fromEntries(whoPaths.map((path) => [path, user])),
      },
      actions: {
        list: { ...read, component: list, handler: listEvents(parts) },
        show: { ...read, before: [permissions.requireLogoutAll, showNothingElse], handler: showEvent(parts) },
        // Named by no page: the list has links to it.
        export: {
          ...read,
          before: [refuseByStatus, permissions.requireLogoutAll, allowByStatus],
          ...{ actionType: 'resource', component: false, isVisible: false, handler: exportEvents(parts) },
        },
        search: never,
        new: never,
        edit: never,
        delete: never,
        bulkDelete: never,
      },
    }
  })
}

/** What else makes JSON of the record, as AdminJS does for an error of a hook of the app's, says no more than its id. */
const showNothingElse = ((request: ActionRequest, { record }: ActionContext) => {
  if (record) {
    const toJSON = record.toJSON.bind(record)
    record.toJSON = (currentAdmin) => ({ ...toJSON(currentAdmin), params: { id: record.id() }, populated: {} })
  }
  return request
}) satisfies Before

/** What downloads a file looks at the status: AdminJS says 200, whatever it refuses. */
const refuseByStatus = ((request: ActionRequest) => {
  requestOf(request).res?.status(403)
  return request
}) satisfies Before

const allowByStatus = ((request: ActionRequest) => {
  requestOf(request).res?.status(200)
  return request
}) satisfies Before

/** The handler for one event: what its line in the list would say. */
function showEvent(parts: Parts): ActionHandler<RecordActionResponse> {
  return async (_request, _response, context) => {
    const row = context.record && (await parts.rule.trail.find(context.record.id()))
    if (!row) throw new NotFoundError('There is no such event', 'show')
    const userIds = row.userId === null ? [] : [row.userId]
    const [record] = await recordsOf(parts, context, [{ row, count: 1, userIds }])
    if (!record) throw new NotFoundError('There is no such event', 'show')
    return { record }
  }
}
