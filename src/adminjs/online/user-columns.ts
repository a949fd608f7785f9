// How many live sessions a user has, and when they were seen last: a column of their list, and two lines on their page. Only
// those who may log the user out are told; the answers to others are as they would be without.
import type {
  ActionContext,
  ActionRequest,
  ComponentLoader,
  ListActionResponse,
  PropertyDecorator,
  PropertyOptions,
  RecordActionResponse,
  RecordJSON,
} from 'adminjs'
import type { Users } from '../../rule/users.js'
import { pathOfComponent } from '../component-path.js'
import type { Parts } from '../parts.js'
import { userColumns } from './wire.js'

/** Whether the users have the properties: not if the app has fields of these names. */
export const hasUserColumns = ({ fields }: Pick<Users, 'fields'>): boolean =>
  !Object.values(userColumns).some((name) => fields.includes(name))

/** The properties, for the options of the resource. What the app lists itself, with them or without, wins. */
export function liveSessionsProperties(
  componentLoader: ComponentLoader,
  users: Pick<Users, 'fields'>,
): Record<string, PropertyOptions> {
  if (!hasUserColumns(users)) return {}
  const component = componentLoader.add('SingleSessionPresence', pathOfComponent('online/presence'))
  const shown = { edit: false, filter: false, list: true, show: true }
  const options = { isSortable: false, components: { list: component, show: component } }
  return {
    // Among the first eight, which are all that AdminJS shows where the app lists none.
    [userColumns.sessions]: { ...options, type: 'number', isVisible: shown, position: 105.5 },
    // The column says both.
    [userColumns.lastSeen]: { ...options, type: 'string', isVisible: { ...shown, list: false }, position: 1000 },
  }
}

/** The hooks after AdminJS's list and after the page of a user. */
export function userColumnsOf(parts: Parts) {
  return {
    list: async (
      response: ListActionResponse,
      _request: ActionRequest,
      context: ActionContext,
    ): Promise<ListActionResponse> => {
      if (!hasOurs(context.resource.decorate().getListProperties())) return response
      return { ...response, records: await withPresence(parts, context, response.records) }
    },

    show: async (
      response: RecordActionResponse,
      _request: ActionRequest,
      context: ActionContext,
    ): Promise<RecordActionResponse> => {
      if (!hasOurs(context.resource.decorate().getProperties({ where: 'show' }))) return response
      const [record = response.record] = await withPresence(parts, context, [response.record])
      return { ...response, record }
    },
  }
}

/** Whether our properties are among those of a screen. Where the app lists others, there is nothing to read. */
const hasOurs = (properties: readonly PropertyDecorator[]): boolean =>
  properties.some((property) => ours.includes(property.name()))

const ours: readonly string[] = Object.values(userColumns)

/** The records with what one who may log users out is told of each. */
async function withPresence(
  { rule, permissions }: Parts,
  { currentAdmin }: ActionContext,
  records: RecordJSON[],
): Promise<RecordJSON[]> {
  const mayAll = permissions.has(currentAdmin, 'logout_all')
  const may = mayAll || permissions.has(currentAdmin, 'logout')
  if (!may || !hasUserColumns(rule.users)) return records
  const ids = records.map(({ id }) => rule.users.parseId(id))
  const known = ids.filter((id) => id !== undefined)
  if (known.length === 0) return records
  const [presence, ordinary] = await Promise.all([
    rule.live.presence(known),
    mayAll ? undefined : rule.users.findShown(known, { adminUsers: false, properties: [] }),
  ])
  return records.map((record, index) => {
    const id = ids[index]
    if (id === undefined || ordinary?.has(String(id)) === false) return record
    const one = presence.get(id)
    const sessions = one?.isMore ? `${String(one.sessions)}+` : (one?.sessions ?? 0)
    // Of the objects that AdminJS makes for params, a spread takes ten times as long.
    const params: RecordJSON['params'] = Object.assign({}, record.params)
    params[userColumns.sessions] = sessions
    if (one) params[userColumns.lastSeen] = one.lastSeenAt.toISOString()
    return { ...record, params }
  })
}
