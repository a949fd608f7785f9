// Express 5 with Prisma 7, on the newest Node of long support, looked at in a browser.
import { appRow } from '../support/app-row.js'
import { prisma7 } from '../support/prisma-versions.js'
import { express5, readmeApp } from '../support/readme-app.js'

export const row = appRow({
  ...readmeApp(prisma7),
  name: 'express5-prisma7',
  title: 'Express 5, Prisma 7, Node 24, with Chromium',
  dependencies: express5,
  node: '24',
  inChromium: true,
  isShort: true,
})
