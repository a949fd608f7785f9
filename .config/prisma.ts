// How the Prisma CLI works in this repository: through the libSQL driver, so that nothing is downloaded.
import { fileURLToPath } from 'node:url'
import { PrismaLibSQL } from '@prisma/adapter-libsql'
import { defineConfig } from 'prisma/config'

// The driver does the work; a schema engine that is already "there" keeps the CLI from fetching one.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath
const file = fileURLToPath(new URL('../prisma/demo.db', import.meta.url))
const url = (process.env.DATABASE_URL ??= `file:${file}`)

export default defineConfig({
  schema: fileURLToPath(new URL('../prisma/schema.prisma', import.meta.url)),
  migrations: { path: fileURLToPath(new URL('../prisma/migrations', import.meta.url)) },
  experimental: { adapter: true },
  engine: 'js',
  adapter: () => Promise.resolve(new PrismaLibSQL({ url })),
})
