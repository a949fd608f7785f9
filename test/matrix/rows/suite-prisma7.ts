// The promises on Prisma 7.
import { suiteRow } from '../support/suite-row.js'
import { everyPromise } from '../support/every-promise.js'

export const row = suiteRow({
  name: 'suite-prisma7',
  title: "this repository's tests of the rule, on Prisma 7",
  version: 'prisma7',
  dependencies: { '@prisma/adapter-pg': '7.10.0', '@prisma/adapter-mariadb': '7.10.0' },
  adapters: { '@prisma/adapter-libsql': "export { PrismaLibSql as PrismaLibSQL } from '$'\n" },
  ...everyPromise,
})
