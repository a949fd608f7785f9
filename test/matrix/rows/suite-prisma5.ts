// The promises on Prisma 5.22. Its adapters take a client or a pool, and there is none for MySQL.
import { suiteRow } from '../support/suite-row.js'
import { everyPromise } from '../support/every-promise.js'

const libsql = `import { PrismaLibSQL as Given } from '$'
import { createClient } from '@libsql/client'
export class PrismaLibSQL extends Given {
  constructor(options) {
    super(createClient(options))
  }
}
`
/**
 * It takes no pool but one of its own `pg`, does not end it, and listens to no errors of its connections. A database of the
 * tests goes with the connections that it has: only then are their errors nobody's. All others are for `resilientPool`.
 */
const pg = `import { createRequire } from 'node:module'
import { PrismaPg as Given } from '$'
const { Pool } = createRequire('$')('pg')
const emitters = new Map()
export class PrismaPg extends Given {
  constructor(options, more) {
    const pool = new Pool({ ...options, idleTimeoutMillis: 100 })
    const name = new URL(options.connectionString).pathname.slice(1)
    if (!emitters.has(name)) emitters.set(name, new Set())
    emitters.get(name).add(pool)
    pool.on('connect', (connection) => emitters.get(name)?.add(connection))
    super(pool, more)
  }
  executeRaw(query) {
    const [, name] = /^DROP DATABASE (\\w+)/.exec(query.sql) ?? []
    for (const emitter of emitters.get(name) ?? []) emitter.on('error', () => undefined)
    emitters.delete(name)
    return super.executeRaw(query)
  }
}
`
/** Nothing is behind it: the tests read on it which statements they would send. */
const mariadb = `export class PrismaMariaDb {
  provider = 'mysql'
  adapterName = '@prisma/adapter-mariadb'
  queryRaw() {}
  executeRaw() {}
  transactionContext() {}
}
`

export const row = suiteRow({
  name: 'suite-prisma5',
  title: "this repository's tests of the rule, on Prisma 5.22",
  version: 'prisma5',
  dependencies: { '@prisma/adapter-pg': '5.22.0', pg: '8.16.3', '@libsql/client': '0.8.1' },
  adapters: { '@prisma/adapter-libsql': libsql, '@prisma/adapter-pg': pg, '@prisma/adapter-mariadb': mariadb },
  ...everyPromise,
  servers: [process.env.TEST_POSTGRES_URL],
})
