// How the Prisma CLI works in this repository: through the libSQL driver, so that nothing is downloaded.
import { fileURLToPath } from 'node:url'
import { PrismaLibSQL } from '@prisma/adapter-libsql'
import { defineConfig } from 'prisma/config'

// The driver does the work; engines that are already "there" keep the CLI from fetching any. None of them is ever run.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath
process.env.PRISMA_QUERY_ENGINE_LIBRARY ??= process.execPath
// No question to the internet whether there is a newer CLI: without a network its answer takes a minute.
process.env.CHECKPOINT_DISABLE ??= '1'

const file = fileURLToPath(new URL('../prisma/demo.db', import.meta.url))
const url = (process.env.DATABASE_URL ??= `file:${file}`)

export default defineConfig({
  schema: fileURLToPath(new URL('../prisma/schema.prisma', import.meta.url)),
  migrations: { path: fileURLToPath(new URL('../prisma/migrations', import.meta.url)) },
  experimental: { adapter: true },
  engine: 'js',
  // The timeout is for another process that is migrating the same file.
  adapter: () => Promise.resolve(new PrismaLibSQL({ url, timeout: 15_000 })),
})
