// AdminJS describes with every record, again and again, each action that may be used on it, in full. With our actions the
// list of users would nearly double. So there the descriptions are brief: they say what a row, a menu or a button needs.
import type { ActionContext, ActionJSON, ActionRequest, RecordJSON } from 'adminjs'

/** AdminJS's own actions on records. Those of the app stay as they are: components of its own may read them. */
const ofAdminJS = ['show', 'edit', 'delete', 'bulkDelete']

/** What AdminJS's front end takes for the same if it is missing and if it is false, null or an empty text. */
const optional = [
  'guard',
  'showFilter',
  'showInDrawer',
  'hideActionHeader',
  'layout',
  'parent',
] as const satisfies readonly (keyof ActionJSON)[]

/** What an action needs once it is open. What it answers itself brings its description along in full. */
const forOpenAction = [
  'containerWidth',
  'showFilter',
  'showResourceActions',
  'hideActionHeader',
  'layout',
] as const satisfies readonly (keyof ActionJSON)[]

/** Builds an `after` hook for the list of users, and for a user's own page. `ours` are the names of our actions. */
export function briefActions(ours: readonly string[]) {
  return function describingBriefly<Response extends { record?: RecordJSON; records?: RecordJSON[] }>(
    response: Response,
    _request: ActionRequest,
    _context: ActionContext,
  ): Response {
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
    const { record, records } = response
    return {
      ...response,
      ...(record && { record: briefRecord(record) }),
      ...(records && { records: records.map(briefRecord) }),
    }
  }
}

function briefOf(action: ActionJSON, isOurs: boolean): ActionJSON {
  if (!isOurs && !ofAdminJS.includes(action.name)) return action
  const brief: Partial<Record<keyof ActionJSON, unknown>> = { ...action }
  // JSON has no place for what is undefined. A copy without it would take longer to make, and to write.
  const leaveOut = (name: keyof ActionJSON): void => {
    brief[name] = undefined
  }
  for (const name of optional) if (!action[name]) leaveOut(name)
  if (isOurs) {
    for (const name of forOpenAction) leaveOut(name)
    // That it is false means that a click acts at once. Otherwise a handler is enough to make it a link.
    if (action.component !== false && action.hasHandler) leaveOut('component')
    if (Object.keys(action.custom).length === 0) leaveOut('custom')
  }
  // AdminJS's type does not say what its front end does without.
  return brief as unknown as ActionJSON
}
