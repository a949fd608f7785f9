// The whole data model of a Prisma client, for @adminjs/prisma. The Rust-free client carries only a part of it, which does
// not say which field is the id; the text of its schema, which it carries too, says everything.
import { inspect } from 'node:util'
import { SingleSessionError } from '../errors.js'

/** A model as Prisma's generators see it. We know what @adminjs/prisma and apps look at; there is more. */
export interface ClientModel {
  readonly name: string
  readonly fields: readonly { readonly name: string; readonly type: string; readonly isId: boolean }[]
}

/** What @adminjs/prisma takes as `clientModule`. */
export interface ClientModule {
  readonly Prisma: {
    readonly dmmf: {
      readonly datamodel: { readonly models: readonly ClientModel[]; readonly enums: readonly object[] }
    }
  }
}

/** Settings of the datasource that later versions of Prisma refuse to read. They are nothing to the data model. */
const addresses = /^[ \t]*(url|directUrl|shadowDatabaseUrl)[ \t]*=.*$/gm

/** The text of a schema as every version of the parser takes it; each line keeps its number. */
export const withoutAddresses = (schema: string): string => schema.replaceAll(addresses, '')

/**
 * Returns the `clientModule` of a Prisma client, of Prisma 5.22, 6 or 7. Reads its schema anew each time: call it once.
 *
 * @example
 * const clientModule = await clientModuleOf(prisma)
 * const users = { model: getModelByName('User', clientModule), client: prisma, clientModule }
 *
 * @throws ERR_SINGLE_SESSION_INVALID_OPTION if it is no Prisma client, or if its schema cannot be read; `cause` says why.
 */
export async function clientModuleOf(prisma: object): Promise<ClientModule> {
  // The property is not part of the client's documented interface; Prisma 5.22, 6 and 7 have it.
  const schema = (prisma as { _engineConfig?: { inlineSchema?: unknown } } | undefined)?._engineConfig?.inlineSchema
  if (typeof schema !== 'string') {
    throw new SingleSessionError(
      'ERR_SINGLE_SESSION_INVALID_OPTION',
      `clientModuleOf has to be given a Prisma client; it was given ${inspect(prisma, { depth: -1 })}. ` +
        'Write clientModuleOf(prisma), with const prisma = new PrismaClient({ adapter }).',
    )
  }
  // Three megabytes, which only those load who want them.
  const { getDMMF } = await import('@prisma/get-dmmf')
  const dmmf = getDMMF({ datamodel: withoutAddresses(schema) })
  if ('error' in dmmf) {
    throw new SingleSessionError(
      'ERR_SINGLE_SESSION_INVALID_OPTION',
      'clientModuleOf cannot read the schema of this Prisma client. Write it as Prisma 7 takes it, or give @adminjs/prisma ' +
        'a clientModule of your own.',
      { cause: dmmf.error },
    )
  }
  return { Prisma: { dmmf: { datamodel: dmmf.datamodel } } }
}
