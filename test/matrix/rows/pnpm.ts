// An app that pnpm installs, with the settings of src/README.md: AdminJS imports packages that it does not list, and old and new parts of
// its editor do not go together.
import { pnpmSettings } from '../../support/readme-install.js'
import { appRow } from '../support/app-row.js'
import { prisma6 } from '../support/prisma-versions.js'
import { express5, readmeApp } from '../support/readme-app.js'

const app = readmeApp(prisma6)

export const row = appRow({
  ...app,
  name: 'pnpm',
  title: 'pnpm 10, Express 5, Prisma 6, with Chromium',
  dependencies: express5,
  files: { ...app.files, 'pnpm-workspace.yaml': pnpmSettings },
  manager: 'pnpm',
  inChromium: true,
})
