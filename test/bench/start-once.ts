// Starts a panel once, and says what of it is the package's: what every panel has is loaded before.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import '@adminjs/express'
import { Database, getModelByName, Resource } from '@adminjs/prisma'
import type { Prisma } from '@prisma/client'
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
const path = fileURLToPath(new URL('../../node_modules/.prisma/dmmf/datamodel.json', import.meta.url))
const datamodel = JSON.parse(await readFile(path, 'utf8')) as typeof Prisma.dmmf.datamodel
const clientModule = { Prisma: { dmmf: { datamodel } } }
const client = connectTo('file:never-connected-to.db')
const resource = { model: getModelByName('User', clientModule) as object, client, clientModule }

const beforeImport = performance.now()
const { createSingleSession, withSingleSession } = await import('../../src/index.js')
const imported = performance.now()

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
  callsMs: called - imported + (mounted - beforeMiddleware),
}
process.send?.(times, () => process.exit())
