// The demo as an Express app: the order of its parts is what an app with adminjs-single-session looks like.
import './adminjs-environment.mjs'
import AdminJSExpress from '@adminjs/express'
import AdminJS from 'adminjs'
import express, { type Express } from 'express'
import { withSingleSession } from '../adminjs/with-single-session.js'
import { createSingleSession } from '../create-single-session.js'
import type { SingleSessionOptions } from '../options/options.js'
import { answerError } from './answer-error.js'
import { serveAssets } from './assets.js'
import { checkRequests, checkUrl } from './check-requests.js'
import { ClientError } from './client-error.js'
import type { Database } from './database.js'
import { panelOptions } from './panel.js'
import { readForm } from './read-form.js'
import { createAuthenticate, createCheckPassword } from './users.js'

/** The options of adminjs-single-session, with the database of the demo. */
export type DemoOptions = SingleSessionOptions & { prisma: Database }

/** Builds the app; its panel is ready when the promise is fulfilled. */
export async function createDemoApp(options: DemoOptions): Promise<Express> {
  const { prisma } = options
  const singleSession = createSingleSession({
    cookie: { secure: 'auto' },
    endSessionsOnChangeOf: ['passwordHash', 'isSuperuser'],
    checkPassword: createCheckPassword(prisma),
    ...options,
  })
  const admin = new AdminJS(withSingleSession(panelOptions(prisma), singleSession))
  await bundle(admin)

  const app = express()
  app.disable('x-powered-by')
  app.use(checkUrl)
  app.get('/', (_req, res) => {
    res.redirect('/admin')
  })
  app.use('/admin', serveAssets())
  app.use(singleSession.middleware(admin))
  app.use('/admin', readForm, checkRequests(admin))
  app.use(
    admin.options.rootPath,
    AdminJSExpress.buildAuthenticatedRouter(
      admin,
      singleSession.authentication({ authenticate: createAuthenticate(prisma) }),
      null,
      singleSession.sessionOptions,
    ),
  )
  app.use((_req, _res, next) => {
    next(new ClientError(404, 'There is nothing here.'))
  })
  app.use(answerError)
  return app
}

/** Bundles the components, and keeps buildAuthenticatedRouter from doing it again while the first page is served. */
async function bundle(admin: AdminJS): Promise<void> {
  const bundled = admin.initialize()
  admin.initialize = () => bundled
  await bundled
}
