// Makes of the resource of SessionEvent the audit trail: read-only, for those who may log everybody out.
import {
  buildFeature,
  type Action,
  type ActionResponse,
  type ListActionResponse,
  type RecordActionResponse,
  type RecordJSON,
  type FeatureType,
} from 'adminjs'
import { sessionEventNames } from '../../rule/events.js'
import { pathOfComponent } from '../component-path.js'
import { deviceOf } from '../device.js'
import type { Parts } from '../parts.js'

/** Builds the feature. `userResourceId` is the resource that users are shown by, if the panel has one. */
export function createEventFeature({ permissions }: Parts, userResourceId: string | undefined): FeatureType {
  const read = {
    isAccessible: ({ currentAdmin }) => permissions.mayShow(currentAdmin, 'logout_all'),
    before: permissions.requireLogoutAll,
  } satisfies Pick<Partial<Action<ActionResponse>>, 'isAccessible' | 'before'>
  const never = { isAccessible: false, isVisible: false }
  const user = { isVisible: true, ...(userResourceId === undefined ? {} : { reference: userResourceId }) }
  const hidden = { isVisible: false }

  return buildFeature((admin) => {
    const time = admin.componentLoader.add('SingleSessionTime', pathOfComponent('audit-trail/session-time'))
    permissions.keepAtLogin()
    return {
      sort: { sortBy: 'createdAt', direction: 'desc' },
      listProperties: ['createdAt', 'event', 'userId', 'byUserId', 'ipAddress', 'userAgent'],
      properties: {
        id: hidden,
        sessionKey: hidden,
        createdAt: { components: { list: time, show: time } },
        event: { availableValues: sessionEventNames.map((value) => ({ value, label: value })) },
        userId: user,
        byUserId: user,
        // It is kept as the browser sent it, so nothing of what is shown would be found.
        userAgent: { isVisible: { list: true, show: true, filter: false, edit: false } },
      },
      actions: {
        list: { ...read, after: withDevices },
        show: { ...read, after: withDevice },
        search: read,
        new: never,
        edit: never,
        delete: never,
        bulkDelete: never,
      },
    }
  })
}

/** Records with the device in place of the text that its browser sent. */
const withDevices = (response: ListActionResponse): ListActionResponse => ({
  ...response,
  records: response.records.map(withDeviceName),
})

const withDevice = (response: RecordActionResponse): RecordActionResponse => ({
  ...response,
  record: withDeviceName(response.record),
})

function withDeviceName(record: RecordJSON): RecordJSON {
  // AdminJS keeps any type of value in there.
  const { userAgent } = record.params as { userAgent?: unknown }
  return typeof userAgent === 'string'
    ? { ...record, params: { ...record.params, userAgent: deviceOf(userAgent) } }
    : record
}
