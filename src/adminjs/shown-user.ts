// A user in the answers of our actions: the id and the title, and nothing else of the record. AdminJS would send the whole
// row, a hash of the password included: the hooks by which an app strips its own answers never run on ours.
import type { ActionContext, ActionRequest, BaseRecord, BaseResource, Before, CurrentAdmin, RecordJSON } from 'adminjs'

/** What the front end needs of a user beside who it is: whether these actions, by their names, may be used on them. */
type Needed = Pick<RecordJSON, 'id' | 'title' | 'recordActions' | 'bulkActions'>

/** The user as our answers carry them. A title that the panel hides gives way to the id. */
export function shownUser(resource: BaseResource, user: Needed, neededActions: readonly string[]): RecordJSON {
  const decorated = resource.decorate()
  const { id } = user
  const title = isTitleShown(decorated) ? textOf(user.title) : undefined
  const isNeeded = ({ name }: { name: string }): boolean => neededActions.includes(name)
  const idProperty = resource.properties().find((property) => property.isId())
  return {
    id,
    title: title ?? textOf(id) ?? '',
    params: {
      ...(idProperty && { [idProperty.name()]: id }),
      ...(title === undefined ? {} : { [decorated.titleProperty().name()]: title }),
    },
    recordActions: user.recordActions.filter(isNeeded),
    bulkActions: user.bulkActions.filter(isNeeded),
    populated: {},
    errors: {},
    baseError: null,
  }
}

/** A user of whom nothing is shown but the id, which the request brought along. */
export const unnamed = (user: RecordJSON): RecordJSON => ({ ...user, title: textOf(user.id) ?? '', params: {} })

/**
 * A `before` hook of our actions: whoever makes JSON of their users from here on, be it the action, a hook of the app's, or
 * AdminJS for an error that one of them raises, gets what is shown, with the action itself.
 */
export const showTitlesAlone = ((request: ActionRequest, { record, records = [], action }: ActionContext) => {
  for (const user of record ? [record, ...records] : records) {
    user.toJSON = (currentAdmin) => shownRecord(user, currentAdmin, [action.name])
  }
  return request
}) satisfies Before

/** The name of the property that is the title of users, unless the panel hides it. */
export function titleShownOf(resource: BaseResource): string | undefined {
  const decorated = resource.decorate()
  return isTitleShown(decorated) ? decorated.titleProperty().name() : undefined
}

/** A title as a text; undefined if it names nobody. */
export const shownTitleOf = (title: unknown): string | undefined => textOf(title)

/** Whether the panel itself names this user to the current admin: in its list, on their page, or in a search. */
export function isNamedByPanel(resource: BaseResource, user: BaseRecord, currentAdmin?: CurrentAdmin): boolean {
  const { actions } = resource.decorate()
  return ['list', 'show', 'search'].some((name) => actions[name]?.isAccessible(currentAdmin, user))
}

/** The title of a user as the panel shows it; the id where it hides that. */
export function titleOf(user: BaseRecord): string {
  const decorated = user.resource.decorate()
  return (isTitleShown(decorated) ? textOf(decorated.titleOf(user)) : undefined) ?? textOf(user.id()) ?? ''
}

/** A user with these actions, as far as the one who looks may use them. */
export function shownRecord(
  user: BaseRecord,
  currentAdmin: CurrentAdmin | undefined,
  names: readonly string[],
): RecordJSON {
  const { resource } = user
  const decorated = resource.decorate()
  const title = decorated.titleOf(user)
  const [recordActions, bulkActions] = [
    decorated.recordActions(user, currentAdmin).map((action) => action.toJSON(currentAdmin)),
    decorated.bulkActions(user, currentAdmin).map((action) => action.toJSON(currentAdmin)),
  ]
  return shownUser(resource, { id: user.id(), title, recordActions, bulkActions }, names)
}

/** Whether the panel has the title among what it shows of its records. */
function isTitleShown(decorated: ReturnType<BaseResource['decorate']>): boolean {
  const { propertyPath: title } = decorated.titleProperty()
  const places = (['list', 'show'] as const).map((where) => decorated.getProperties({ where }))
  return places.flat().some(({ propertyPath }) => propertyPath === title)
}

/** AdminJS's types call ids and titles texts; they are values of any property, and only a text or a number names somebody. */
function textOf(title: unknown): string | undefined {
  if (typeof title === 'number' || typeof title === 'bigint') return String(title)
  return typeof title === 'string' && title !== '' ? title : undefined
}
