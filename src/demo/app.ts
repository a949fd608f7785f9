// The app: the order of its parts is what an app with adminjs-single-session looks like.
import './adminjs-environment.mjs'
import AdminJSExpress from '@adminjs/express'
import AdminJS from 'adminjs'
import express, { type ErrorRequestHandler, type Express } from 'express'
import { STATUS_CODES } from 'node:http'
import { createSingleSession, withSingleSession, type SingleSessionError, type SingleSessionOptions } from '../index.js'
import type { Database } from './database.js'
import { panelOptions } from './panel.js'
import { createAuthenticate, createCheckPassword } from './users.js'

/** Builds the app; its panel is ready when the promise is fulfilled. */
export async function createApp(options: SingleSessionOptions & { prisma: Database }): Promise<Express> {
  const { prisma } = options
  const singleSession = createSingleSession({
    cookie: { secure: 'auto' },
    endSessionsOnChangeOf: ['passwordHash', 'isSuperuser'],
    checkPassword: createCheckPassword(prisma),
    ...options,
  })
  const admin = new AdminJS(withSingleSession(await panelOptions(prisma), singleSession))
  // Bundled now, and not again while the first page is served.
  const bundled = admin.initialize()
  admin.initialize = () => bundled
  await bundled

  const app = express()
  app.disable('x-powered-by')
  app.get('/', (_req, res) => {
    res.redirect(admin.options.rootPath)
  })
  app.use(singleSession.middleware(admin))
  app.use(
    admin.options.rootPath,
    AdminJSExpress.buildAuthenticatedRouter(
      admin,
      singleSession.authentication({ authenticate: createAuthenticate(prisma) }),
      null,
      singleSession.sessionOptions,
    ),
  )
  app.use(answerError)
  return app
}

/** Errors carry the status of their answer, and those of adminjs-single-session a message for whoever sent the request. */
const answerError: ErrorRequestHandler = (error: Error & Partial<SingleSessionError>, _req, res, next) => {
  const status = error.status ?? error.statusCode ?? 500
  const because = error.cause instanceof Error ? `  because of: ${error.cause.message}\n` : ''
  if (status >= 500) process.stderr.write(`${error.stack ?? String(error)}\n${because}`)
  // Express ends the connection then, so that nobody takes half an answer for a whole one.
  if (res.headersSent) next(error)
  else {
    res.status(status).set({ ...error.headers })
    res.type('text').send(error.expose ? error.message : STATUS_CODES[status])
  }
}
