// What the models are to fit: the database, and the user model with its id.
import type { OurNames } from '../../prisma/our-names.js'
import { readSchemaText } from '../../prisma/schema-text.js'
import { CliError } from '../cli-error.js'
import type { DataModel, Field, Model } from './data-model.js'
import { isOurs } from './names.js'
import { blocksIn, type SchemaFile } from './schema-files.js'

/** The database of a schema. */
export interface Datasource {
  /** The name of its block, which native types begin with. */
  readonly name: string
  readonly provider: string
  readonly file: SchemaFile
}

/** The databases that the package works with, as schemas name them. */
const providers = ['sqlite', 'postgresql', 'postgres', 'mysql']

/** The database; refuses one with which the package does not work. */
export function datasourceOf(files: readonly SchemaFile[]): Datasource {
  const block = files.flatMap(blocksIn).find(({ kind }) => kind === 'datasource')
  if (!block) throw new CliError('The schema has no datasource, so nothing says for which database it is.')
  const [, provider = ''] = /^[ \t]*provider[ \t]*=[ \t]*"([^"]+)"/m.exec(block.lines.join('\n')) ?? []
  if (!providers.includes(provider)) {
    throw new CliError(
      `The schema is for the database "${provider}". The package works with SQLite, PostgreSQL, MySQL and MariaDB.`,
    )
  }
  if (files.some(({ text }) => readSchemaText(text).isWithoutForeignKeys)) {
    throw new CliError(
      'The schema has relationMode = "prisma", which leaves the foreign keys out of the database, so a deleted user would ' +
        'stay logged in. Write relationMode = "foreignKeys", or leave it out.',
    )
  }
  return { name: block.name, provider, file: block.file }
}

/** What the models are to fit. */
export interface Target {
  readonly datasource: Datasource
  readonly user: Model
  readonly id: Field
  /** What our models are called, or are going to be. */
  readonly names: OurNames
}

/** The type of an id with its native type, as a schema writes it. */
export function typeOfId({ id, datasource }: Pick<Target, 'id' | 'datasource'>, optional: '' | '?' = ''): string {
  return [id.type + optional, nativeTypeOf(id, datasource)].filter(Boolean).join(' ')
}

function nativeTypeOf({ nativeType }: Field, { name }: Datasource): string {
  if (!nativeType) return ''
  const [type, args] = nativeType
  return `@${name}.${type}${args.length > 0 ? `(${args.join(', ')})` : ''}`
}

const idTypes = ['Int', 'BigInt', 'String']

/** The id of a user model, if the package can use it. */
export const idOf = ({ fields }: Model): Field | undefined =>
  fields.find(({ isId, type, isList }) => isId && !isList && idTypes.includes(type))

/** The models that could be the user model, the likely ones first. */
export function userCandidates({ models }: DataModel): string[] {
  const all = models.filter((model) => idOf(model) && !isOurs(model)).map(({ name }) => name)
  return [...all.filter(isLikely), ...all.filter((name) => !isLikely(name))]
}

/**
 * The models whose names say that they could be it, but for those that belong to another one of them, as an Account of
 * Auth.js belongs to a User.
 */
export function likelyUsers({ models }: DataModel): string[] {
  const likely = models.filter(({ name }) => isLikely(name))
  const owner = (model: Model): boolean =>
    model.fields.some(
      ({ type, relationFromFields = [] }) =>
        relationFromFields.length > 0 && type !== model.name && likely.some(({ name }) => name === type),
    )
  return likely.filter((model) => !owner(model)).map(({ name }) => name)
}

/** Whether a name says by itself that this is who logs in. */
const isLikely = (name: string): boolean =>
  /^(users?|accounts?|admins?|adminusers?|administrators?|staff|operators?|members?|employees?|people|person)$/i.test(
    name,
  )

/** The model with this name, as what is to log in. */
export function requireUser({ models }: DataModel, name: string): Pick<Target, 'user' | 'id'> {
  const user = models.find((model) => model.name === name)
  if (!user) {
    const names = models.map((model) => model.name).join(', ')
    throw new CliError(`The schema has no model ${name}. It has: ${names || 'none'}.`)
  }
  const id = idOf(user)
  if (id) return { user, id }
  const actual = user.fields.find(({ isId }) => isId)
  const problem = actual
    ? `${name} has the id ${actual.name} of the type ${actual.type}`
    : `${name} has no field with @id`
  throw new CliError(`${problem}. The package needs one field with @id, of the type Int, BigInt or String.`)
}
