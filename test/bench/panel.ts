// A panel on the sessions of a candidate: its users and its audit trail. Without us the trail is a table like any other.
import AdminJSExpress from '@adminjs/express'
import { Database, getModelByName, Resource } from '@adminjs/prisma'
import type { PrismaClient } from '@prisma/client'
import AdminJS from 'adminjs'
import type { Express } from 'express'
import { clientModuleOf, createSingleSession, withSingleSession } from '../../src/index.js'
import type { Candidate } from './candidates.js'
import { mountStore, ofSingleSession, secret, settingsOf, type MountedSessions } from './sessions.js'

AdminJS.registerAdapter({ Database, Resource })

/** The people log in by another way, so that a login is not part of what is measured. */
const authenticate = () => null

/** Mounts the panel at /admin, behind the sessions of the candidate. */
export async function mountPanel(
  candidate: Candidate,
  app: Express,
  client: PrismaClient,
  limit: number,
): Promise<MountedSessions> {
  const clientModule = await clientModuleOf(client)
  const resourceOf = (name: string) => ({
    resource: { model: getModelByName(name, clientModule) as object, client, clientModule },
    options: {},
  })
  const options = { resources: [resourceOf('User'), resourceOf('SessionEvent')] }
  if (candidate !== 'enforced') {
    const mounted = mountStore(candidate, app, client)
    const admin = new AdminJS(options)
    const login = { authenticate, cookiePassword: secret }
    const router = AdminJSExpress.buildAuthenticatedRouter(admin, login, null, mounted.options)
    app.use(admin.options.rootPath, router)
    return mounted
  }
  const singleSession = createSingleSession(settingsOf(client, limit))
  const admin = new AdminJS(withSingleSession(options, singleSession))
  app.use(singleSession.middleware(admin))
  const authentication = singleSession.authentication({ authenticate })
  const router = AdminJSExpress.buildAuthenticatedRouter(admin, authentication, null, singleSession.sessionOptions)
  app.use(admin.options.rootPath, router)
  return ofSingleSession(singleSession)
}
