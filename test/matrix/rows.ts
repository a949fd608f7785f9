// The rows of the matrix, in the order of the table.
import type { Row } from './row.js'
import { row as express4Prisma5 } from './rows/express4-prisma5.js'
import { row as express5Prisma7 } from './rows/express5-prisma7.js'
import { row as express5Prisma6 } from './rows/express5-prisma6.js'
import { row as express4Prisma7 } from './rows/express4-prisma7.js'
import { row as typescriptPrisma5 } from './rows/typescript-prisma5.js'
import { row as typescriptPrisma7 } from './rows/typescript-prisma7.js'
import { row as commonjs } from './rows/commonjs.js'
import { row as pnpm } from './rows/pnpm.js'
import { row as cliTemplate } from './rows/cli-template.js'
import { row as suitePrisma5 } from './rows/suite-prisma5.js'
import { row as suitePrisma7 } from './rows/suite-prisma7.js'

export const rows: readonly Row[] = [
  express4Prisma5,
  express5Prisma7,
  express5Prisma6,
  express4Prisma7,
  typescriptPrisma5,
  typescriptPrisma7,
  commonjs,
  pnpm,
  cliTemplate,
  suitePrisma5,
  suitePrisma7,
]
