// The README's program in strict TypeScript, with Express 4 and Prisma 5.
import { appRow } from '../support/app-row.js'
import { prisma5 } from '../support/prisma-versions.js'
import { express4 } from '../support/readme-app.js'
import { typescriptApp, typesFor } from '../support/typescript-app.js'

export const row = appRow({
  ...typescriptApp(prisma5),
  name: 'typescript-prisma5',
  title: 'strict TypeScript, Express 4, Prisma 5',
  dependencies: { ...express4, ...typesFor(4), '@libsql/client': '0.8.1' },
})
