// How the Prisma CLI writes the tables of a schema as SQL, for the provider in TABLES_PROVIDER: through a driver of no
// database. The CLI wants one, asks it for the server's version, takes no answer for an answer, and writes.
import { defineConfig } from 'prisma/config'

// As in prisma.ts: engines that are already "there" keep the CLI from fetching any, and nothing asks for a newer CLI.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath
process.env.PRISMA_QUERY_ENGINE_LIBRARY ??= process.execPath
process.env.CHECKPOINT_DISABLE ??= '1'

const provider = process.env.TABLES_PROVIDER === 'sqlite' ? 'sqlite' : 'postgres'
const name = { provider, adapterName: 'no database' } as const

const connection = {
  ...name,
  queryRaw: () => Promise.resolve({ columnTypes: [], columnNames: [], rows: [] }),
  executeRaw: () => Promise.resolve(0),
  executeScript: () => Promise.resolve(),
  startTransaction: () => Promise.reject(new Error('prisma-tables.ts: there is no database')),
  getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: false }),
  dispose: () => Promise.resolve(),
}
const connect = () => Promise.resolve(connection)

export default defineConfig({
  experimental: { adapter: true },
  engine: 'js',
  adapter: () => Promise.resolve({ ...name, connect, connectToShadowDb: connect }),
})
