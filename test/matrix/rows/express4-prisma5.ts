// Express 4 with Prisma 5.22, as AdminJS's own documentation has them.
import { appRow } from '../support/app-row.js'
import { prisma5 } from '../support/prisma-versions.js'
import { express4, readmeApp } from '../support/readme-app.js'

export const row = appRow({
  ...readmeApp(prisma5),
  name: 'express4-prisma5',
  title: 'Express 4, Prisma 5.22 with its Rust engine',
  dependencies: { ...express4, '@libsql/client': '0.8.1' },
  isShort: true,
})
