// Reads from a Prisma client which models, fields, tables and database it was generated for, and stops the start when
// something is missing.
import { SingleSessionError } from '../errors.js'
import type { ChosenModels } from '../options/chosen-models.js'
import type { PrismaClientLike } from '../options/prisma-client.js'
import { internalsOf, schemaOfAdapter } from './client-internals.js'
import type { Provider } from './dialects/dialects.js'
import { findNames, type Field, type RuntimeDataModel } from './find-models.js'
import { missingModel, missingModels } from './missing-model.js'
import { fieldsOf, userIdFields, type ModelName, type Names } from './models.js'
import { ourNames } from './our-names.js'
import { readSchemaText, type SchemaText } from './schema-text.js'

/** A model, as the schema has it. */
export interface Model {
  name: string
  table: string
  schema: string | undefined
  fields: ReadonlyMap<string, Field>
}

/** The models as the schema has them, with the names that the app gave them. */
export interface DataModel {
  provider: Provider
  session: Model
  userSession: Model
  sessionEvent: Model
  user: Model
  /** The id of the user model: its name, and its type, which is that of `UserSession.userId`. */
  userId: UserIdField
}

interface UserIdField {
  name: string
  type: 'Int' | 'BigInt' | 'String'
  /** Whether the database has it as a UUID. */
  isUuid: boolean
}

/**
 * The data model behind a Prisma client.
 *
 * @param chosen the option `models`.
 * @throws ERR_SINGLE_SESSION_INVALID_OPTION if it is no Prisma client, or if `chosen` does not fit the schema,
 * ERR_SINGLE_SESSION_UNSUPPORTED_DATABASE, ERR_SINGLE_SESSION_MISSING_MODEL with the lines to add to the schema.
 */
export function readDataModel(prisma: PrismaClientLike, chosen: ChosenModels = {}): DataModel {
  const { runtime, provider, engine } = internalsOf(prisma)
  const schema = readSchemaText(engine.inlineSchema ?? '')
  requireRealDatabase(schema, engine.adapter?.adapterName)
  const names = findNames(runtime, chosen, (link) => schema.referenceOf(link, 'user'))
  const lacking = ourNames.filter((model) => !(names[model] in runtime.models))
  if (lacking.length > 0) throw missingModels(lacking, names)
  const read = (model: ModelName | 'User'): ReadModel => readModel(runtime, model, names)
  const models = { userSession: read('UserSession'), session: read('Session'), sessionEvent: read('SessionEvent') }
  for (const model of Object.values(models)) requireFields(model, names)
  const user = readUser(runtime, models.userSession, names)
  const userId = userIdOf(user, schema, names)
  requireUserIds(models.userSession, userId.type, names)
  requireUserIds(models.sessionEvent, userId.type, names)
  if (engine.inlineSchema !== undefined && !schema.isUnique(names.UserSession, 'userId', 'slot')) {
    const problem = `The model ${names.UserSession} of the Prisma schema has no @@unique([userId, slot]).`
    throw missingModel(problem, ['UserSession'], names)
  }
  // Where the schema does not say it, the driver adapter may.
  const inSchema = ({ name, table, fields }: ReadModel): Model => ({
    ...{ name, table, fields },
    schema: schema.databaseSchemaOf(name) ?? schemaOfAdapter(engine.adapter),
  })
  return {
    provider,
    session: inSchema(models.session),
    userSession: inSchema(models.userSession),
    sessionEvent: inSchema(models.sessionEvent),
    user: inSchema(user),
    userId,
  }
}

/** A model that is looked at, and which of ours it is. */
interface ReadModel extends Omit<Model, 'schema'> {
  readonly is: ModelName | 'User'
}

function readModel(runtime: RuntimeDataModel, is: ModelName | 'User', { [is]: name }: Names): ReadModel {
  const { dbName, fields = [] } = runtime.models[name] ?? {}
  return { is, name, table: dbName ?? name, fields: new Map(fields.map((field) => [field.name, field])) }
}

/** Refuses what cannot keep the promises, before it fails to. */
function requireRealDatabase({ isWithoutForeignKeys }: SchemaText, adapter = ''): void {
  const because = isWithoutForeignKeys
    ? 'relationMode = "prisma" leaves the foreign keys out of the database, so a deleted user would stay logged in. ' +
      'Write relationMode = "foreignKeys", or leave it out, and migrate.'
    : /\bd1\b/.test(adapter)
      ? `prisma uses ${adapter}, whose transactions do nothing. Use a database with transactions, such as libSQL.`
      : undefined
  if (because !== undefined) throw new SingleSessionError('ERR_SINGLE_SESSION_UNSUPPORTED_DATABASE', because)
}

/** All fields of one of our models, but for the types of those that refer to the user, which are the app's. */
function requireFields(model: ReadModel, names: Names): void {
  if (model.is === 'User') return
  for (const [field, type] of fieldsOf(model.is)) {
    if (type === 'User' || userIdFields.includes(field)) continue
    requireField(model, field, names, isOurs(type) ? names[type] : type)
  }
}

const isOurs = (type: string): type is ModelName => ourNames.some((name) => name === type)

function requireUserIds(model: ReadModel, userIdType: string, names: Names): void {
  if (model.is === 'User') return
  for (const name of fieldsOf(model.is).keys()) {
    if (userIdFields.includes(name)) requireField(model, name, names, userIdType)
  }
}

/** The user model, to which the link leads. */
function readUser(runtime: RuntimeDataModel, link: ReadModel, names: Names): ReadModel {
  const { type } = requireField(link, 'user', names)
  if (type in runtime.models) return readModel(runtime, 'User', names)
  const problem = `The field ${link.name}.user is of the type ${type}; it has to be your user model.`
  throw missingModel(problem, ['UserSession'], names)
}

/** The id of the user model, which has to be the one by which AdminJS knows users, too. */
function userIdOf(user: ReadModel, schema: SchemaText, names: Names): UserIdField {
  const { name, type } = requireField(user, names.userId, names)
  const id = schema.idOf(user.name)
  if (id !== undefined && id !== name) {
    const problem = `${names.UserSession}.user refers to ${user.name}.${name}, but the @id of ${user.name} is ${id}.`
    throw missingModel(problem, ['UserSession'], { ...names, userId: id })
  }
  if (type === 'Int' || type === 'BigInt' || type === 'String')
    return { name, type, isUuid: schema.isUuid(user.name, name) }
  throw new SingleSessionError(
    'ERR_SINGLE_SESSION_MISSING_MODEL',
    `${user.name}.${name} is of the type ${type}. A user id has to be an Int, a BigInt or a String.`,
  )
}

function requireField(model: ReadModel, name: string, names: Names, type?: string): Field {
  const field = model.fields.get(name)
  if (!field) {
    throw missingModel(`The model ${model.name} of the Prisma schema has no field ${name}.`, [model.is], names)
  }
  if (type !== undefined && field.type !== type) {
    const problem = `The field ${model.name}.${name} is of the type ${field.type}; it has to be ${type}.`
    throw missingModel(problem, [model.is], names)
  }
  return field
}
