// Which models of a schema are ours, whatever they are called, and which names are left for those that are missing. The start
// asks it of a client, and the command "init" of a schema.
import { fieldsOf, models, type ModelName } from './models.js'

/** The names of our models, as their texts have them. */
export const ourNames = Object.keys(models) as ModelName[] // The object has these keys and no others.

/** A model, as far as it takes to recognise it. */
export interface Shape {
  readonly name: string
  readonly fields: ReadonlySet<string>
}

/** The fields by which a model that lacks others is taken for ours, and not for something else. */
const signs: Readonly<Record<ModelName, readonly string[]>> = {
  Session: ['sid', 'data'],
  UserSession: ['sid', 'userId'],
  SessionEvent: ['event', 'sessionKey'],
}

/** How many fields a model may lack and still be meant to be ours: an earlier form of it, or a slip of the pen. */
const mostLacking = 2

/** The models that have all fields of one of ours. */
export const fitting = <Of extends Shape>(shapes: readonly Of[], model: ModelName): Of[] =>
  shapes.filter((shape) => lackingIn(shape, model) === 0)

/** The model that is meant to be one of ours: the one with its name, or else the one that lacks the fewest fields. */
export function nearest<Of extends Shape>(shapes: readonly Of[], model: ModelName): Of | undefined {
  const rank = (shape: Shape): number => (shape.name === model ? -1 : lackingIn(shape, model))
  return shapes.filter((shape) => isMeantAs(shape, model)).sort((one, other) => rank(one) - rank(other))[0]
}

/** Whether a model is meant to be one of ours, and not something else. */
export function isMeantAs(shape: Shape, model: ModelName): boolean {
  const lacking = lackingIn(shape, model)
  if (lacking <= 1) return true
  const hasSigns = signs[model].every((sign) => shape.fields.has(sign))
  return shape.name === model ? hasSigns || lacking <= mostLacking : hasSigns && lacking <= mostLacking
}

const lackingIn = ({ fields }: Shape, model: ModelName): number =>
  [...fieldsOf(model).keys()].filter((name) => !fields.has(name)).length

/** What our models are called in one schema. */
export type OurNames = Readonly<Record<ModelName, string>>

/**
 * Names for all of our models: those that were found keep theirs, and the others get names with one prefix, so that they are
 * seen to belong together. `isFree` says whether a name is left for one of ours.
 */
export function namesFor(found: Partial<OurNames>, isFree: (name: string, model: ModelName) => boolean): OurNames {
  const missing = ourNames.filter((model) => found[model] === undefined)
  const prefix = prefixes(found).find((one) => missing.every((model) => isFree(one + model, model))) ?? 'SingleSession'
  const nameOf = (model: ModelName): string => found[model] ?? prefix + model
  return { Session: nameOf('Session'), UserSession: nameOf('UserSession'), SessionEvent: nameOf('SessionEvent') }
}

/** That of a model that was found comes first. */
function prefixes(found: Partial<OurNames>): string[] {
  const used = ourNames.flatMap((model) => {
    const name = found[model]
    return name?.endsWith(model) ? [name.slice(0, -model.length)] : []
  })
  return [...used, '', 'Admin', 'AdminPanel']
}
