// Finds our models in a schema by what they hold: the names are the app's. The link model and the event model are those that
// have all of our fields; the link leads to the session model and to the user model.
import type { SingleSessionError } from '../errors.js'
import type { ChosenModels } from '../options/chosen-models.js'
import { invalid } from '../options/option-checks.js'
import type { ModelName, Names } from './models.js'
import { fitting, isMeantAs, namesFor, nearest, type OurNames, type Shape } from './our-names.js'

/** A field of a model, as a client has it at run time. */
export interface Field {
  name: string
  kind: string
  type: string
  dbName?: string | null
}

/** What a client has of its schema at run time. */
export interface RuntimeDataModel {
  models: Record<string, RuntimeModel>
  enums?: Record<string, unknown>
}

interface RuntimeModel {
  dbName?: string | null
  fields: Field[]
}

/**
 * The names of our models: of those that are there, and for those that are missing names that are free, for the message.
 *
 * @param userId the id of the user model, to which the link with this name refers.
 * @throws ERR_SINGLE_SESSION_INVALID_OPTION if `models` names one that is not there, or has to say which of two is meant.
 */
export function findNames(
  runtime: RuntimeDataModel,
  chosen: ChosenModels,
  userId: (link: string) => string | undefined,
): Names {
  const shapes = Object.entries(runtime.models).map(([name, { fields }]): Shape => ({
    name,
    fields: new Set(fields.map((field) => field.name)),
  }))
  const link = identify(shapes, 'UserSession', 'userSession', chosen)
  const event = identify(shapes, 'SessionEvent', 'sessionEvent', chosen)
  const typeOf = (relation: string): string | undefined =>
    link === undefined ? undefined : runtime.models[link]?.fields.find(({ name }) => name === relation)?.type
  const [session, user] = [typeOf('session'), typeOf('user')]
  const isSession = shapes.some((shape) => shape.name === session && isMeantAs(shape, 'Session'))
  const found: Partial<OurNames> = {
    ...(isSession && session !== undefined && { Session: session }),
    ...(link !== undefined && { UserSession: link }),
    ...(event !== undefined && { SessionEvent: event }),
  }
  return {
    ...namesFor(found, isFreeIn(runtime, shapes)),
    User: user !== undefined && user in runtime.models ? user : 'User',
    userId: (link === undefined ? undefined : userId(link)) ?? 'id',
  }
}

/** The one model that is ours; undefined if there is none. */
function identify(
  shapes: readonly Shape[],
  model: ModelName,
  option: keyof ChosenModels,
  { [option]: chosen }: ChosenModels,
): string | undefined {
  const fit = fitting(shapes, model).map(({ name }) => name)
  const refusal = (wanted: string): SingleSessionError => {
    const example = fit[0] ?? nearest(shapes, model)?.name ?? model
    return invalid(`models.${option}`, chosen, wanted, `models: { ${option}: '${example}' }`)
  }
  if (chosen === undefined) {
    // Never the one with our name by itself: users of one model must not get the sessions of another.
    if (fit.length > 1) throw refusal(`one of ${fit.join(', ')}, each of which has all fields of ${model}`)
    return fit[0] ?? nearest(shapes, model)?.name
  }
  if (shapes.some(({ name }) => name === chosen)) return chosen
  throw refusal(`a model of the Prisma schema, which has ${shapes.map(({ name }) => name).join(', ')}`)
}

/** Whether one of our models can have a name: nothing else has it, and no table. */
function isFreeIn(
  { models, enums = {} }: RuntimeDataModel,
  shapes: readonly Shape[],
): (name: string, model: ModelName) => boolean {
  const tables = Object.values(models).map(({ dbName }) => dbName ?? '')
  // In any letters: to SQLite "session" and "Session" are one table.
  const taken = new Set([...Object.keys(models), ...Object.keys(enums), ...tables].map((name) => name.toLowerCase()))
  return (name, model) =>
    !taken.has(name.toLowerCase()) || shapes.some((shape) => shape.name === name && isMeantAs(shape, model))
}
