// The app: the order of its parts is what an app with adminjs-single-session looks like.
import './adminjs-environment.mjs'
import AdminJSExpress from '@adminjs/express'
import AdminJS from 'adminjs'
import express, { type ErrorRequestHandler, type Express } from 'express'
import { STATUS_CODES } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createSingleSession, withSingleSession, type SingleSessionError, type SingleSessionOptions } from '../index.js'
import type { Database } from './database.js'
import { createOtherBrowsers, type OtherBrowsers } from './login-elsewhere.js'
import { panelOptions, stylePath } from './panel.js'
import { secondBrowser } from './second-browser.js'
import { createAuthenticate, createCheckPassword } from './users.js'

/** The app, and the other browsers that its users log in by. */
export interface App {
  readonly app: Express
  readonly browsers: OtherBrowsers
}

/** Builds the app; its panel is ready when the promise is fulfilled. */
export async function createApp(options: SingleSessionOptions & { prisma: Database }): Promise<App> {
  const { prisma } = options
  const singleSession = createSingleSession({
    cookie: { secure: 'auto' },
    endSessionsOnChangeOf: ['passwordHash', 'isSuperuser'],
    checkPassword: createCheckPassword(prisma),
    changePasswordUrl: '/account/password',
    ...options,
  })
  const admin = new AdminJS(withSingleSession(await panelOptions(prisma, options), singleSession))
  // Bundled now, and not again while the first page is served.
  const bundled = admin.initialize()
  admin.initialize = () => bundled
  await bundled

  const app = express()
  app.disable('x-powered-by')
  app.get('/', (_req, res) => {
    res.redirect(admin.options.rootPath)
  })
  app.get(stylePath, (_req, res) => {
    res.sendFile(fileURLToPath(new URL('demo.css', import.meta.url)))
  })
  app.use(singleSession.middleware(admin))
  // Where people change their password: on their own page of the panel.
  app.get('/account/password', (req, res) => {
    const { id } = (req.session.adminUser ?? {}) as { id?: number }
    const { rootPath, loginPath } = admin.options
    res.redirect(id === undefined ? loginPath : `${rootPath}/resources/User/records/${String(id)}/edit`)
  })
  const browsers = createOtherBrowsers(singleSession)
  app.use(browsers.routes, secondBrowser(prisma, singleSession, browsers, options))
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
  return { app, browsers }
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
