// Several panels in one app, on real HTTP: AdminJS beside AdminJS, each with a path of its own.
import AdminJSExpress from '@adminjs/express'
import AdminJS, { type ComponentLoader } from 'adminjs'
import express, { type Express } from 'express'
import { type AuthenticationInput, type SingleSession, withSingleSession } from '../../src/index.js'
import { userResource } from './app.js'
import { BrowserClient } from './browser-client.js'
import type { TestDatabase } from './database.js'
import { listenOn, type ListeningApp } from './listen-on.js'

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

/** An app that listens, until it is closed. */
export interface Listening extends Omit<ListeningApp, 'stop'> {
  browser(): BrowserClient
  close(): Promise<void>
}

const running: Listening[] = []

/** Starts an app, until `closeListening`. */
export async function listen(mount: (app: Express) => void): Promise<Listening> {
  const app = express().set('env', 'test')
  mount(app)
  const { stop, ...listening } = await listenOn(app)
  const started: Listening = {
    ...listening,
    browser: () => new BrowserClient(listening.origin),
    close: stop,
  }
  running.push(started)
  return started
}

/** Stops every app that was started. */
export async function closeListening(): Promise<void> {
  await Promise.all(running.splice(0).map((app) => app.close()))
}
