// Express 5 with Prisma 6 and its Rust engine, on the oldest Node that we take.
import { appRow } from '../support/app-row.js'
import { prisma6Rust } from '../support/prisma-versions.js'
import { express5, readmeApp } from '../support/readme-app.js'

export const row = appRow({
  ...readmeApp(prisma6Rust),
  name: 'express5-prisma6',
  title: 'Express 5, Prisma 6 with its Rust engine, Node 20.19.0',
  dependencies: express5,
  node: '20.19.0',
})
