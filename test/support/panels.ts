// Several panels in one app, on real HTTP: AdminJS beside AdminJS, each with a path of its own.
import type { AddressInfo } from 'node:net'
import AdminJSExpress from '@adminjs/express'
import AdminJS, { type ComponentLoader } from 'adminjs'
import express, { type ErrorRequestHandler, type Express } from 'express'
import { type AuthenticationInput, type SingleSession, withSingleSession } from '../../src/index.js'
import { userResource } from './app.js'
import { BrowserClient } from './browser-client.js'
import type { TestDatabase } from './database.js'

/** An AdminJS at this path, as an app that has several writes it. */
export function adminAt(
  rootPath: string,
  singleSession: SingleSession,
  { prisma }: Pick<TestDatabase, 'prisma'>,
  componentLoader?: ComponentLoader,
): AdminJS {
  const below = rootPath === '/' ? '' : rootPath
  const paths = { rootPath, loginPath: `${below}/login`, logoutPath: `${below}/logout` }
  const options = { ...paths, refreshTokenPath: `${below}/refresh-token`, resources: [userResource(prisma)] }
  return new AdminJS(withSingleSession({ ...options, ...(componentLoader ? { componentLoader } : {}) }, singleSession))
}

/** Mounts the router of a panel. */
export function mountRouter(
  app: Express,
  admin: AdminJS,
  singleSession: SingleSession,
  authentication: AuthenticationInput,
): void {
  const options = singleSession.authentication(authentication)
  const router = AdminJSExpress.buildAuthenticatedRouter(admin, options, null, singleSession.sessionOptions)
  app.use(admin.options.rootPath, router)
}

/** An app that listens. */
export interface Listening {
  readonly origin: string
  /** What reached its error handler. */
  readonly errors: unknown[]
  browser(): BrowserClient
  close(): Promise<void>
}

const running: Listening[] = []

/** Starts an app, until `closeListening`. */
export async function listen(mount: (app: Express) => void): Promise<Listening> {
  const app = express().set('env', 'test')
  mount(app)
  const errors: unknown[] = []
  const keep: ErrorRequestHandler = (error, _req, _res, next) => {
    errors.push(error)
    next(error)
  }
  app.use(keep)
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  const started: Listening = {
    origin,
    errors,
    browser: () => new BrowserClient(origin),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  running.push(started)
  return started
}

/** Stops every app that was started. */
export async function closeListening(): Promise<void> {
  await Promise.all(running.splice(0).map((app) => app.close()))
}
