// What the README's program imports as its own: the user resource and a way to authenticate.
import { Database, getModelByName, Resource } from '@adminjs/prisma'
import AdminJS from 'adminjs'
import { prisma } from './prisma.js'

AdminJS.registerAdapter({ Database, Resource })

// The package is installed beside the README's program, where its types are.
const name = 'adminjs-single-session'
const { clientModuleOf } = (await import(name)) as { clientModuleOf: (prisma: object) => Promise<object> }
const clientModule = await clientModuleOf(prisma)
export const userResource = { model: getModelByName('User', clientModule) as object, client: prisma, clientModule }

export const authenticate = async (email: string, password: string) => {
  const user = await prisma.user.findUnique({ where: { email } })
  return user?.passwordHash === password ? { id: user.id, email: user.email } : null
}
