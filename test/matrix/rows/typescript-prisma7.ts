// The README's program in strict TypeScript, with Express 5 and Prisma 7.
import { appRow } from '../support/app-row.js'
import { prisma7 } from '../support/prisma-versions.js'
import { express5 } from '../support/readme-app.js'
import { typescriptApp, typesFor } from '../support/typescript-app.js'

export const row = appRow({
  ...typescriptApp(prisma7),
  name: 'typescript-prisma7',
  title: 'strict TypeScript, Express 5, Prisma 7',
  dependencies: { ...express5, ...typesFor(5) },
})
