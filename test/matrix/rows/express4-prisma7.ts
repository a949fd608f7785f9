// Express 4 with Prisma 7, on Node 22.
import { appRow } from '../support/app-row.js'
import { prisma7 } from '../support/prisma-versions.js'
import { express4, readmeApp } from '../support/readme-app.js'

export const row = appRow({
  ...readmeApp(prisma7),
  name: 'express4-prisma7',
  title: 'Express 4, Prisma 7, Node 22',
  dependencies: express4,
  node: '22',
})
