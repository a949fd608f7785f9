// A real AdminJS panel with single sessions, on real HTTP and a real database.
import { setTimeout as sleep } from 'node:timers/promises'
import AdminJSExpress from '@adminjs/express'
import { Database, getModelByName, Resource } from '@adminjs/prisma'
import type { PrismaClient } from '@prisma/client'
import AdminJS, { type AdminJSOptions, type ResourceOptions } from 'adminjs'
import express, { type Express } from 'express'
import {
  type AuthenticationInput,
  clientModuleOf,
  createSingleSession,
  type SingleSession,
  type SingleSessionOptions,
  withSingleSession,
} from '../../src/index.js'
import { BrowserClient } from './browser-client.js'
import { connect, createDatabase, type TestDatabase } from './database.js'
import { listenOn } from './listen-on.js'
import { isLoggedIn, logIn, logOut, secret } from './log-in.js'

export { isLoggedIn, logIn, logOut, secret }

AdminJS.registerAdapter({ Database, Resource })

/** Of a client that never connects: the models are the same on every database. */
export const clientModule = await clientModuleOf(connect('file:never-connected-to.db'))

export type Routes = (app: Express, singleSession: SingleSession) => void

export interface TestAppOptions {
  database?: TestDatabase
  settings?: Partial<SingleSessionOptions> | undefined
  authentication?: AuthenticationInput
  userOptions?: ResourceOptions
  adminOptions?: AdminJSOptions
  /** The resources of the panel, if it lists more or less than the users. */
  resources?: (prisma: PrismaClient) => NonNullable<AdminJSOptions['resources']>
  /** What the app mounts in front of our middleware. */
  inFront?: (app: Express) => void
  /** Routes of the app's own, mounted between our middleware and the panel. */
  routes?: Routes
}

export interface TestApp {
  database: TestDatabase
  prisma: PrismaClient
  singleSession: SingleSession
  admin: AdminJS
  origin: string
  /** What reached the app's error handler. */
  errors: unknown[]
  /** A browser that has not been here before. */
  browser(): BrowserClient
  /** A browser in which this user logged in. */
  browserOf(name: string): Promise<BrowserClient>
  close(): Promise<void>
}

const running: TestApp[] = []

/** Closes every panel that was started. */
export async function closeApps(): Promise<void> {
  await Promise.all(running.splice(0).map((app) => app.close()))
}

/** Starts a panel, until `closeApps`. Its users are foo, bar, root, carol and dave, all with the password "secret". */
export async function startApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await createDatabase())
  const { prisma } = database
  await seedUsers(prisma)

  const singleSession = createSingleSession({ prisma, secret, cleanupIntervalMs: 0, ...options.settings })
  const admin = new AdminJS(
    withSingleSession(
      {
        resources: options.resources?.(prisma) ?? [
          { resource: userResource(prisma), options: options.userOptions ?? {} },
        ],
        ...options.adminOptions,
      },
      singleSession,
    ),
  )
  const app = express()
  app.set('env', 'test') // Express does not print errors then
  options.inFront?.(app)
  app.use(singleSession.middleware(admin))
  options.routes?.(app, singleSession)
  const authentication = singleSession.authentication(
    options.authentication ?? { authenticate: authenticateWith(prisma) },
  )
  const router = AdminJSExpress.buildAuthenticatedRouter(admin, authentication, null, singleSession.sessionOptions)
  app.use(admin.options.rootPath, router)
  const { origin, errors, stop } = await listenOn(app)
  const started: TestApp = {
    database,
    prisma,
    singleSession,
    admin,
    origin,
    errors,
    browser: () => new BrowserClient(origin),
    async browserOf(name) {
      const browser = new BrowserClient(origin)
      const answer = await logIn(browser, name)
      if (answer.status !== 302) throw new Error(`${name} could not log in: ${String(answer.status)}`)
      return browser
    },
    async close() {
      await stop()
      if (!options.database) await database.close()
    },
  }
  running.push(started)
  return started
}

/** The number of live sessions, of all users. */
export const countLive = (prisma: PrismaClient) =>
  prisma.userSession.count({ where: { session: { expiresAt: { gt: new Date() } } } })

/** The id of a user, by the name in front of "@example.com". */
export async function idOf(prisma: PrismaClient, name: string): Promise<number> {
  const user = await prisma.user.findUniqueOrThrow({ where: { email: `${name}@example.com` } })
  return user.id
}

export const userResource = (prisma: PrismaClient) => ({
  model: getModelByName('User', clientModule) as object,
  client: prisma,
  clientModule,
})

export const eventResource = (prisma: PrismaClient) => ({
  model: getModelByName('SessionEvent', clientModule) as object,
  client: prisma,
  clientModule,
})

/** What an app writes: finds the user, checks the password, which takes a while, returns what the panel may know. */
export const authenticateWith =
  (prisma: PrismaClient, checkTakesMs = 0) =>
  async (email: string, password: string) => {
    const user = await prisma.user.findUnique({ where: { email } })
    if (checkTakesMs > 0) await sleep(checkTakesMs)
    return password === user?.passwordHash ? { id: user.id, email: user.email } : null
  }

/** The users of the tests, unless they are there. Their password is "secret". */
export async function seedUsers(prisma: PrismaClient): Promise<void> {
  const users = [
    { email: 'foo@example.com' },
    { email: 'bar@example.com' },
    { email: 'root@example.com', isSuperuser: true },
    { email: 'carol@example.com', permissions: 'single_session.logout' },
    { email: 'dave@example.com', permissions: 'single_session.logout_all' },
  ]
  if ((await prisma.user.count()) > 0) return
  try {
    await prisma.user.createMany({ data: users.map((user) => ({ ...user, passwordHash: 'secret' })) })
  } catch (error) {
    // Another panel on the same database was faster: they are all there.
    if ((error as { code?: unknown }).code !== 'P2002') throw error
  }
}
