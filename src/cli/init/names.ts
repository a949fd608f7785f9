// What our models are called in a schema, or are going to be: a schema may have a model Session that is something else, as
// that of Auth.js is.
import { fitting, isMeantAs, namesFor, nearest, ourNames, type OurNames, type Shape } from '../../prisma/our-names.js'
import type { DataModel, Model } from './data-model.js'
import { blocksIn, type SchemaFile } from './schema-files.js'

/** The names, and why they are not those of the documentation. */
export interface Naming {
  readonly names: OurNames
  /** What has the names that ours would have, if these have to have others. */
  readonly taken: readonly string[]
}

/** The model that links sessions to users; of several the one that leads to this user model. */
export function linkIn({ models }: DataModel, user?: string): Model | undefined {
  const shapes = models.map(shapeOf)
  const fit = fitting(shapes, 'UserSession').map(({ model }) => model)
  const leads = fit.find((model) => typeOf(model, 'user') === user)
  return leads ?? fit[0] ?? nearest(shapes, 'UserSession')?.model
}

/** The names for a schema whose people are those of this user model. */
export function nameOurs(dataModel: DataModel, files: readonly SchemaFile[], user: string): Naming {
  const shapes = dataModel.models.map(shapeOf)
  const link = linkIn(dataModel, user)
  const session = link && shapes.find(({ name }) => name === typeOf(link, 'session'))
  const event = fitting(shapes, 'SessionEvent')[0] ?? nearest(shapes, 'SessionEvent')
  const found: Partial<OurNames> = {
    ...(session && isMeantAs(session, 'Session') && { Session: session.name }),
    ...(link && { UserSession: link.name }),
    ...(event && { SessionEvent: event.name }),
  }
  const others = takenIn(dataModel, files)
  const isThere = (name: string, model: keyof OurNames): boolean =>
    shapes.some((shape) => shape.name === name && isMeantAs(shape, model))
  const names = namesFor(found, (name, model) => !others.has(name.toLowerCase()) || isThere(name, model))
  const taken = ourNames.flatMap((model) => {
    const other = found[model] === undefined && !isThere(model, model) ? others.get(model.toLowerCase()) : undefined
    return other === undefined ? [] : [other]
  })
  return { names, taken }
}

/** Whether a model is meant to be one of ours. */
export const isOurs = (model: Model): boolean => ourNames.some((one) => isMeantAs(shapeOf(model), one))

const shapeOf = (model: Model): Shape & { readonly model: Model } => ({
  model,
  name: model.name,
  fields: new Set(model.fields.map(({ name }) => name)),
})

const typeOf = ({ fields }: Model, relation: string): string | undefined =>
  fields.find(({ name, kind }) => name === relation && kind === 'object')?.type

/** What has each name, in words. In small letters: to SQLite "session" and "Session" are one table. */
function takenIn({ models }: DataModel, files: readonly SchemaFile[]): Map<string, string> {
  const blocks = files.flatMap(blocksIn).map(({ kind, name }) => [name, `the ${kind} ${name}`] as const)
  const tables = models.flatMap(({ name, dbName }) =>
    typeof dbName === 'string' ? [[dbName, `the table ${dbName} of the model ${name}`] as const] : [],
  )
  return new Map([...tables, ...blocks].map(([name, what]) => [name.toLowerCase(), what]))
}
