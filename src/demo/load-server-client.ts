// The Prisma client for a database server. A client is for one provider: this one is generated when it is first needed.
import type { PrismaClient } from '@prisma/client'
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { ServerDatabase } from './database-url.js'
import { StartError } from './start-error.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Returns the class of the client, which has the models of the one for SQLite.
 *
 * @throws StartError if it cannot be generated.
 */
export async function loadServerClient(provider: ServerDatabase['provider']): Promise<typeof PrismaClient> {
  try {
    await promisify(execFile)(process.execPath, ['--import', 'tsx', 'prisma/generate.ts', provider], { cwd: root })
  } catch (error) {
    throw new StartError(`The Prisma client for ${provider} cannot be generated: ${(error as Error).message}`)
  }
  // It is CommonJS, outside the packages.
  const path = `../../node_modules/.prisma/${provider}/client/index.js`
  return (createRequire(import.meta.url)(path) as { PrismaClient: typeof PrismaClient }).PrismaClient
}
