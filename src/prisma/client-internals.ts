// What a Prisma client keeps of its schema in properties that are not part of its documented interface. Prisma 5.22, 6 and 7
// have them, and this file is the only one that knows.
import { SingleSessionError } from '../errors.js'
import type { PrismaClientLike } from '../options/prisma-client.js'
import { providers, type Provider } from './dialects/dialects.js'
import type { RuntimeDataModel } from './find-models.js'

/** The undocumented properties of a client. */
interface ClientInternals {
  _engineConfig: EngineConfig
  _activeProvider: string
  _runtimeDataModel: RuntimeDataModel
}

interface EngineConfig {
  /** The text of the schema. */
  inlineSchema?: string
  adapter?: Adapter
}

/** A driver adapter: its options of Prisma 6 and 7, and what that of Prisma 5.22 says in their place. */
interface Adapter {
  adapterName?: string
  options?: { schema?: string }
  getConnectionInfo?: () => { value?: { schemaName?: string } }
}

/** What is read of them. */
export interface Internals {
  readonly runtime: RuntimeDataModel
  readonly provider: Provider
  readonly engine: EngineConfig
}

/**
 * Reads them.
 *
 * @throws ERR_SINGLE_SESSION_INVALID_OPTION if it is no Prisma client, ERR_SINGLE_SESSION_UNSUPPORTED_DATABASE.
 */
export function internalsOf(prisma: PrismaClientLike): Internals {
  const {
    _runtimeDataModel: runtime,
    _activeProvider: provider,
    _engineConfig: engine = {},
    // They are no part of the client's documented interface, so a client may be without.
  } = prisma as Partial<ClientInternals>
  // The client of a transaction tells its data model too, and on Prisma 7 it begins transactions; none of them connects.
  if (!runtime?.models || !provider || typeof (prisma as Partial<PrismaClientLike>).$connect !== 'function') {
    throw new SingleSessionError(
      'ERR_SINGLE_SESSION_INVALID_OPTION',
      'prisma is not a Prisma client that can tell its data model. Write prisma: new PrismaClient(), of Prisma 5.22, 6 or 7.',
    )
  }
  const known = providers.find((name) => name === provider)
  if (!known) {
    throw new SingleSessionError(
      'ERR_SINGLE_SESSION_UNSUPPORTED_DATABASE',
      `prisma is a client for the provider "${provider}". Use one for ${providers.join(', ')}.`,
    )
  }
  return { runtime, provider: known, engine }
}

/** The schema of the database in which a driver adapter says that the tables are. */
export const schemaOfAdapter = (adapter: Adapter | undefined): string | undefined =>
  adapter?.options?.schema ?? adapter?.getConnectionInfo?.().value?.schemaName
