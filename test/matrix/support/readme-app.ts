// The app that the README's program is part of: the files that it imports, in JavaScript, and how its change is applied.
import { readmeProgram } from '../../support/readme-install.js'
import type { App } from './app-row.js'
import type { PrismaVersion } from './prisma-versions.js'

/** What every app with a panel on Express has. */
export const panelPackages = {
  adminjs: '7.8.17',
  '@adminjs/express': '6.1.1',
  '@adminjs/prisma': '5.0.4',
  'express-session': '1.19.0',
} as const

export const express4 = { express: '4.21.2' } as const
export const express5 = { express: '5.3.0' } as const

/** The user resource and a way to authenticate, which the README's program imports. */
export const usersModule = `import { Database, getModelByName, Resource } from '@adminjs/prisma'
import AdminJS from 'adminjs'
import { clientModuleOf } from 'adminjs-single-session'
import { prisma } from './prisma.js'

AdminJS.registerAdapter({ Database, Resource })
const clientModule = await clientModuleOf(prisma)
export const userResource = { model: getModelByName('User', clientModule), client: prisma, clientModule }

export const authenticate = async (email, password) => {
  const user = await prisma.user.findUnique({ where: { email } })
  return user?.passwordHash === password ? { id: user.id, email: user.email } : null
}
`

/** An app of ES modules in JavaScript, as the README has it. */
export const readmeApp = (
  prisma: PrismaVersion,
): Pick<App, 'prisma' | 'files' | 'change' | 'start' | 'packageJson'> => ({
  prisma,
  packageJson: { type: 'module' },
  files: { 'prisma.js': prisma.client, 'users.js': usersModule, 'app.js': readmeProgram('before') },
  change: ({ program }) => ({ 'app.js': program }),
  start: ['app.js'],
})
