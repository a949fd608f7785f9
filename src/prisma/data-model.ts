// Reads from a Prisma client which models, fields, tables and database it was generated for, and stops the start when
// something is missing. The client keeps this in properties that are not part of its documented interface; every version of
// Prisma 6 has them, and this file is the only one that knows.
import { SingleSessionError } from '../errors.js'
import type { PrismaClientLike } from '../options/prisma-client.js'
import { providers, type Provider } from './dialects/dialects.js'
import { readSchemaText, type SchemaText } from './schema-text.js'
import { fieldsOf, models, userIdFields, type ModelName } from './models.js'

interface Field {
  name: string
  kind: string
  type: string
  dbName?: string | null
}

/** A model, as the schema has it. */
export interface Model {
  name: string
  table: string
  schema: string | undefined
  fields: ReadonlyMap<string, Field>
}

interface OurModel extends Model {
  name: ModelName
}

/** The models as the schema has them. `user` carries the name that the app gave to its user model. */
export interface DataModel {
  provider: Provider
  session: OurModel
  userSession: OurModel
  sessionEvent: OurModel
  user: Model
  /** The type of `UserSession.userId`, which is the type of the user model's id. */
  userIdType: 'Int' | 'BigInt' | 'String'
}

/**
 * The data model behind a Prisma client.
 *
 * @throws ERR_SINGLE_SESSION_INVALID_OPTION if it is no Prisma client, ERR_SINGLE_SESSION_UNSUPPORTED_DATABASE,
 * ERR_SINGLE_SESSION_MISSING_MODEL with the lines to add to the schema.
 */
export function readDataModel(prisma: PrismaClientLike): DataModel {
  const {
    _runtimeDataModel: runtime,
    _activeProvider: provider,
    _engineConfig: engine,
    // They are no part of the client's documented interface, so a client may be without.
  } = prisma as Partial<ClientInternals>
  // The client of a transaction tells its data model too.
  if (!runtime?.models || !provider || typeof (prisma as Partial<PrismaClientLike>).$transaction !== 'function') {
    throw new SingleSessionError(
      'ERR_SINGLE_SESSION_INVALID_OPTION',
      'prisma is not a Prisma client that can tell its data model. Write prisma: new PrismaClient(), of Prisma 6.',
    )
  }
  const known = providers.find((name) => name === provider)
  if (!known) {
    throw new SingleSessionError(
      'ERR_SINGLE_SESSION_UNSUPPORTED_DATABASE',
      `prisma is a client for the provider "${provider}". Use one for ${providers.join(', ')}.`,
    )
  }
  const schema = readSchemaText(engine?.inlineSchema ?? '')
  requireRealDatabase(schema, engine?.adapter?.adapterName)
  const session = findOurs(runtime, 'Session')
  const userSession = findOurs(runtime, 'UserSession')
  const sessionEvent = findOurs(runtime, 'SessionEvent')
  const { type: userModel } = requireField(userSession, 'user')
  if (!runtime.models[userModel]) {
    throw missing(
      'UserSession',
      `The field UserSession.user is of the type ${userModel}; it has to be your user model.`,
    )
  }
  const user = findModel(runtime, userModel)
  const { type: userIdType } = requireField(user, 'id')
  if (userIdType !== 'Int' && userIdType !== 'BigInt' && userIdType !== 'String') {
    throw new SingleSessionError(
      'ERR_SINGLE_SESSION_MISSING_MODEL',
      `${user.name}.id is of the type ${userIdType}. A user id has to be an Int, a BigInt or a String.`,
    )
  }
  requireUserIds(userSession, userIdType)
  requireUserIds(sessionEvent, userIdType)
  if (engine?.inlineSchema !== undefined && !schema.isUnique('UserSession', 'userId', 'slot')) {
    throw missing('UserSession', 'The model UserSession of the Prisma schema has no @@unique([userId, slot]).')
  }
  // Where the schema does not say it, the driver adapter may.
  const inSchema = <Of extends Model>(model: Of): Of => ({
    ...model,
    schema: schema.databaseSchemaOf(model.name) ?? engine?.adapter?.options?.schema,
  })
  return {
    provider: known,
    session: inSchema(session),
    userSession: inSchema(userSession),
    sessionEvent: inSchema(sessionEvent),
    user: inSchema(user),
    userIdType,
  }
}

/** The undocumented properties of a client. */
interface ClientInternals {
  _engineConfig: {
    inlineSchema?: string
    adapter?: { adapterName?: string; options?: { schema?: string } }
  }
  _activeProvider: string
  _runtimeDataModel: RuntimeDataModel
}

interface RuntimeDataModel {
  models: Record<string, { dbName?: string | null; fields: Field[] }>
}

function findModel(runtime: RuntimeDataModel, name: string): Model {
  const model = runtime.models[name]
  if (!model) throw missing(name, `The Prisma schema has no model ${name}.`)
  const fields = new Map(model.fields.map((field) => [field.name, field]))
  return { name, table: model.dbName ?? name, schema: undefined, fields }
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

/** Finds one of our models, with all its fields. The types of those that refer to the user are the app's. */
function findOurs(runtime: RuntimeDataModel, name: ModelName): OurModel {
  const model = findModel(runtime, name)
  for (const [field, type] of fieldsOf(name)) {
    if (type !== 'User' && !userIdFields.includes(field)) requireField(model, field, type)
  }
  return { ...model, name }
}

function requireUserIds(model: OurModel, userIdType: string): void {
  for (const name of fieldsOf(model.name).keys()) {
    if (userIdFields.includes(name)) requireField(model, name, userIdType)
  }
}

function requireField(model: Model, name: string, type?: string): Field {
  const field = model.fields.get(name)
  if (!field) throw missing(model.name, `The model ${model.name} of the Prisma schema has no field ${name}.`)
  if (type !== undefined && field.type !== type) {
    throw missing(model.name, `The field ${model.name}.${name} is of the type ${field.type}; it has to be ${type}.`)
  }
  return field
}

function missing(model: string, problem: string): SingleSessionError {
  const lines = isOurs(model) ? models[model] : `model ${model} {\n  id Int @id // or BigInt, or String\n}`
  const cure = `Write this in the schema, then run "prisma generate" and migrate:\n\n${lines}`
  return new SingleSessionError('ERR_SINGLE_SESSION_MISSING_MODEL', `${problem} ${cure}`)
}

const isOurs = (name: string): name is ModelName => Object.hasOwn(models, name)
