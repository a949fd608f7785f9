// What the README's program imports as its own: the user resource and a way to authenticate.
import { readFileSync } from 'node:fs'
import { Database, getModelByName, Resource } from '@adminjs/prisma'
import AdminJS from 'adminjs'
import { prisma } from './prisma.js'

AdminJS.registerAdapter({ Database, Resource })

const datamodel = JSON.parse(readFileSync(process.env.DATAMODEL ?? '', 'utf8')) as object
const clientModule = { Prisma: { dmmf: { datamodel } } }
export const userResource = { model: getModelByName('User', clientModule) as object, client: prisma, clientModule }

export const authenticate = async (email: string, password: string) => {
  const user = await prisma.user.findUnique({ where: { email } })
  return user?.passwordHash === password ? { id: user.id, email: user.email } : null
}
