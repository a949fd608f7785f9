// A Prisma client as an app has it. Reporting what it asks takes time, so it does that only where somebody listens.
import { createRequire } from 'node:module'
import { PrismaLibSQL } from '@prisma/adapter-libsql'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '@prisma/client'
import { connect } from '../support/database.js'
import { openWith } from '../support/open-with.js'

/** Connects to a database. `onQuery` is told every statement. */
export function connectTo(url: string, onQuery?: (query: string) => void): PrismaClient {
  if (onQuery) {
    const prisma = connect(url)
    prisma.$on('query', ({ query }) => {
      onQuery(query)
    })
    return prisma
  }
  if (url.startsWith('file:')) return new PrismaClient({ adapter: new PrismaLibSQL({ url, timeout: 5000 }) })
  if (url.startsWith('mysql:')) return openWith(url, { waitMs: 5000 }).prisma
  const require = createRequire(import.meta.url)
  const { PrismaClient: Client } = require('../../node_modules/.prisma/postgresql/client/index.js') as {
    PrismaClient: typeof PrismaClient
  }
  return new Client({ adapter: new PrismaPg({ connectionString: url }) })
}
