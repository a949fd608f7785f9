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
 * It takes no pool but one of its own `pg`, and does not end it; a database can go when its last connection has. The pool tells of
 * idle connections that the server has ended, and somebody has to listen, or the process ends.
 */
const pg = `import { createRequire } from 'node:module'
import { PrismaPg as Given } from '$'
const { Pool } = createRequire('$')('pg')
export class PrismaPg extends Given {
  constructor(options, more) {
    super(new Pool({ ...options, idleTimeoutMillis: 100 }).on('error', () => undefined), more)
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
