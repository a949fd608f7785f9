// AdminJS describes with every record, again and again, each action that may be used on it, in full. With our actions the
// list of users would nearly double. So there the descriptions are brief: they say what a row, a menu or a button needs.
import type { ActionContext, ActionJSON, ActionRequest, RecordJSON } from 'adminjs'

/** AdminJS's own actions on records. Those of the app stay as they are: components of its own may read them. */
const ofAdminJS = ['show', 'edit', 'delete', 'bulkDelete']

/** What AdminJS's front end takes for the same if it is missing and if it is false, null or an empty text. */
const optional: readonly string[] = [
  'guard',
  'showFilter',
  'showInDrawer',
  'hideActionHeader',
  'layout',
  'parent',
] satisfies (keyof ActionJSON)[]

/** What an action needs once it is open. What it answers itself brings its description along in full. */
const forOpenAction: readonly string[] = [
  'containerWidth',
  'showFilter',
  'showResourceActions',
  'hideActionHeader',
  'layout',
] satisfies (keyof ActionJSON)[]

/** Builds an `after` hook for the list of users, and for a user's own page. `ours` are the names of our actions. */
export function briefActions(ours: readonly string[]) {
  return function describingBriefly<Response extends { record?: RecordJSON; records?: RecordJSON[] }>(
    response: Response,
    _request: ActionRequest,
    _context: ActionContext,
  ): Response {
    const { record, records } = response
    // An action has the same description whatever the record.
    const known = new Map<string, ActionJSON>()
    const brief = (action: ActionJSON): ActionJSON => {
      const { name } = action
      const found = known.get(name) ?? briefOf(action, ours.includes(name))
      known.set(name, found)
      return found
    }
    const briefRecord = (one: RecordJSON): RecordJSON => ({
      ...one,
      recordActions: one.recordActions.map(brief),
      bulkActions: one.bulkActions.map(brief),
    })
    return {
      ...response,
      ...(record && { record: briefRecord(record) }),
      ...(records && { records: records.map(briefRecord) }),
    }
  }
}

function briefOf(action: ActionJSON, isOurs: boolean): ActionJSON {
  if (!isOurs && !ofAdminJS.includes(action.name)) return action
  const isNeeded = ([name, value]: [string, unknown]): boolean => {
    if (!value && optional.includes(name)) return false
    if (!isOurs) return true
    if (forOpenAction.includes(name)) return false
    // That it is false means that a click acts at once. Otherwise a handler is enough to make it a link.
    if (name === 'component') return value === false || !action.hasHandler
    return name !== 'custom' || Object.keys(action.custom).length > 0
  }
  // AdminJS's type does not say what its front end does without.
  return Object.fromEntries(Object.entries(action).filter(isNeeded)) as unknown as ActionJSON
}
