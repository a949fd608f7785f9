// Compares our models in a schema with what they have to be: what is missing, and what stands in the way.
import type { ModelName } from '../../prisma/models.js'
import { ourNames } from '../../prisma/our-names.js'
import { parseSchema, type DataModel, type Field, type Model } from './data-model.js'
import { linesFor, relationLine } from './our-models.js'
import { typeOfId, type Target } from './target.js'

/** What a schema lacks, and what no insertion cures. */
export interface Comparison {
  readonly missingModels: readonly ModelName[]
  /** Fields and block attributes that a model of ours lacks, as lines. */
  readonly missingLines: readonly { readonly model: ModelName; readonly line: string }[]
  /** The field to add to the user model; undefined if it has its relation. */
  readonly relation: string | undefined
  readonly problems: readonly string[]
}

/** Compares the models of a schema with those for the target. */
export async function compare(actual: DataModel, target: Target): Promise<Comparison> {
  const expected = await expectedFor(target)
  const missingModels: ModelName[] = []
  const missingLines: { model: ModelName; line: string }[] = []
  const problems: string[] = []
  for (const name of ourNames) {
    const model = actual.models.find((one) => one.name === target.names[name])
    if (!model) missingModels.push(name)
    else {
      const lines = linesFor(name, target).map((line) => line.trim())
      for (const line of linesMissingIn(model, actual, expected, lines)) missingLines.push({ model: name, line })
      problems.push(...wrongFields(model, expected, target, lines))
    }
  }
  return { missingModels, missingLines, relation: missingRelation(target), problems }
}

/** Our models for this target, by the same parser: so what is compared is what Prisma understands. */
async function expectedFor(target: Target): Promise<DataModel> {
  const { datasource, user, id, names } = target
  const schemas = user.schema ? `  schemas = [${JSON.stringify(user.schema)}]\n` : ''
  const inSchema = user.schema ? `  @@schema(${JSON.stringify(user.schema)})\n` : ''
  const text = [
    `datasource ${datasource.name} {\n  provider = "${datasource.provider}"\n${schemas}}`,
    `model ${user.name} {\n  ${id.name} ${typeOfId(target)} @id\n  ${relationLine('userSessions', names.UserSession)}\n${inSchema}}`,
    ...ourNames.map((name) => linesFor(name, target).join('\n')),
  ].join('\n')
  const expected = await parseSchema([{ path: 'expected.prisma', text }])
  if (expected instanceof Error) throw expected
  return expected
}

const named = (model: Model | undefined): ReadonlyMap<string, Field> =>
  new Map(model?.fields.map((field) => [field.name, field]))

/** The `lines` that a model lacks. */
function linesMissingIn(model: Model, actual: DataModel, expected: DataModel, lines: readonly string[]): string[] {
  const wanted = named(expected.models.find(({ name }) => name === model.name))
  const present = named(model)
  const fields = lines.filter((line) => {
    const [name = ''] = line.split(' ')
    return wanted.has(name) && !present.has(name)
  })
  const indexes = lines.filter((line) => {
    const [, kind, list = ''] = /^@@(unique|index)\(\[(.*)\]\)$/.exec(line) ?? []
    const isThere = actual.indexes.some(
      (index) =>
        index.model === model.name &&
        (kind === 'index' || index.type === 'unique') &&
        index.fields.map(({ name }) => name).join(', ') === list,
    )
    return kind !== undefined && !isThere
  })
  return [...fields, ...indexes]
}

/** The fields that are there and differ in what the package relies on. */
function wrongFields(model: Model, expected: DataModel, target: Target, lines: readonly string[]): string[] {
  const wanted = named(expected.models.find(({ name }) => name === model.name))
  return model.fields.flatMap((field) => {
    const other = wanted.get(field.name)
    if (!other || isAsGood(field, other, target)) return []
    const line = lines.find((one) => one.startsWith(`${field.name} `))
    return [`The field ${model.name}.${field.name} differs. It has to be: ${line?.replaceAll(/ +/g, ' ') ?? ''}`]
  })
}

function isAsGood(field: Field, wanted: Field, { datasource }: Target): boolean {
  const same = (['kind', 'type', 'isList', 'isRequired', 'isId', 'relationOnDelete'] as const).every(
    (key) => field[key] === wanted[key],
  )
  const cascades = field.relationOnUpdate === undefined || field.relationOnUpdate === 'Cascade'
  const sameKeys = (['relationFromFields', 'relationToFields'] as const).every(
    (key) => String(field[key] ?? '') === String(wanted[key] ?? ''),
  )
  const isUnique = !wanted.isUnique || field.isUnique
  const hasDefault = !wanted.hasDefaultValue || field.hasDefaultValue
  return same && cascades && sameKeys && isUnique && hasDefault && fitsNatively(field, wanted, datasource.provider)
}

/** The types in which a session's data fit on MySQL: a VARCHAR cuts them off. */
const longTexts = ['MediumText', 'LongText']

function fitsNatively(field: Field, wanted: Field, provider: string): boolean {
  const [actual] = field.nativeType ?? []
  if (field.name === 'data') return provider !== 'mysql' || longTexts.includes(actual ?? '')
  // A foreign key has the type of what it points to.
  const isUserId = ['userId', 'byUserId'].includes(field.name)
  return !isUserId || String(field.nativeType ?? '') === String(wanted.nativeType ?? '')
}

/** The name for the relation in the user model that is not taken, if there is no relation yet. */
function missingRelation({ user: { fields }, names }: Target): string | undefined {
  if (fields.some(({ type, isList }) => type === names.UserSession && isList)) return undefined
  return ['userSessions', 'singleSessions', 'adminjsSessions'].find(
    (name) => !fields.some((field) => field.name === name),
  )
}
