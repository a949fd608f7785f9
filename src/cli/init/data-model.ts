// What the schema means, by Prisma's own parser.
import { withoutAddresses } from '../../prisma/client-module.js'
import type { SchemaFile } from './schema-files.js'

/** A field of a model. */
export interface Field {
  readonly name: string
  /** `scalar`, `object` for a relation, `enum` and others. */
  readonly kind: string
  readonly type: string
  readonly isList: boolean
  readonly isRequired: boolean
  readonly isId: boolean
  readonly isUnique: boolean
  readonly hasDefaultValue: boolean
  readonly nativeType?: readonly [name: string, args: readonly string[]] | null
  readonly relationFromFields?: readonly string[]
  readonly relationToFields?: readonly string[]
  readonly relationOnDelete?: string
  readonly relationOnUpdate?: string
}

/** A model. */
export interface Model {
  readonly name: string
  readonly schema?: string | null
  /** The name of its table, if it has another one. */
  readonly dbName?: string | null
  readonly fields: readonly Field[]
}

/** An index, or a key. */
export interface Index {
  readonly model: string
  /** `normal`, `unique`, `id` or another. */
  readonly type: string
  readonly fields: readonly { readonly name: string }[]
}

/** The models of a schema, and their indexes. */
export interface DataModel {
  readonly models: readonly Model[]
  readonly indexes: readonly Index[]
}

/** What the files mean, or why they mean nothing. */
export async function parseSchema(files: readonly SchemaFile[]): Promise<DataModel | Error> {
  // Three megabytes, which no other command needs.
  const { getDMMF } = await import('@prisma/get-dmmf')
  // Prisma's types for it are those of one version; the interfaces above name what is read of it here.
  const answer = getDMMF({ datamodel: files.map(({ path, text }) => [path, withoutAddresses(text)]) }) as
    { readonly datamodel: DataModel } | { readonly error: Error }
  return 'error' in answer ? new Error(messageOf(answer.error)) : answer.datamodel
}

/** The parser answers in JSON, with colours. */
function messageOf(error: Error): string {
  let text = error.message
  try {
    // Anything may stand there that JSON can say.
    const { message } = JSON.parse(text) as { message?: unknown }
    if (typeof message === 'string') text = message
  } catch {
    // It is no JSON, so it is the message itself.
  }
  // eslint wants no control character in a pattern.
  return text.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g'), '').trim()
}
