// Starts a panel once, and says what of it is the package's: what every panel has is loaded before.
import '@adminjs/express'
import { Database, getModelByName, Resource } from '@adminjs/prisma'
import AdminJS from 'adminjs'
import express from 'express'
import 'express-session'
import { connectTo } from './connect-to.js'
import { secret } from './sessions.js'

/** How long each part took. */
export interface StartTimes {
  readonly importMs: number
  readonly callsMs: number
}

AdminJS.registerAdapter({ Database, Resource })
const client = connectTo('file:never-connected-to.db')

const beforeImport = performance.now()
const { clientModuleOf, createSingleSession, withSingleSession } = await import('../../src/index.js')
const imported = performance.now()

// As every panel with Prisma's Rust-free client needs it, with this package or without.
const clientModule = await clientModuleOf(client)
const resource = { model: getModelByName('User', clientModule) as object, client, clientModule }

const beforeCalls = performance.now()
const singleSession = createSingleSession({ prisma: client, secret })
const options = withSingleSession({ resources: [resource] }, singleSession)
const called = performance.now()

const admin = new AdminJS(options)
const app = express()
const beforeMiddleware = performance.now()
app.use(singleSession.middleware(admin))
singleSession.authentication({ authenticate: () => null })
const mounted = performance.now()

const times: StartTimes = {
  importMs: imported - beforeImport,
  callsMs: called - beforeCalls + (mounted - beforeMiddleware),
}
process.send?.(times, () => process.exit())
