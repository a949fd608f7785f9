// One of several processes that serve the same panels. Its argument is a JSON of what they are like.
import type { SingleSessionOptions } from '../../src/index.js'
import { authenticateWith, startApp } from './app.js'
import { connect } from './database.js'
import { Errands } from './errands.js'

interface Work {
  url: string
  /** The limit of each panel. */
  limits: SingleSessionOptions['singleUserSession'][]
  settings?: Partial<SingleSessionOptions>
  /** How long the app takes for the password, once it has read what it should be. */
  checkTakesMs?: number
}

const { url, limits, settings, checkTakesMs = 0 } = JSON.parse(process.argv[2] ?? '{}') as Work
const prisma = connect(url)
const database = { prisma, url, takeStatements: () => [], close: () => prisma.$disconnect() }
const origins: string[] = []
for (const singleUserSession of limits) {
  const app = await startApp({
    database,
    settings: { singleUserSession, ...settings },
    routes: new Errands().routes,
    authentication: { authenticate: authenticateWith(prisma, checkTakesMs) },
  })
  origins.push(app.origin)
}
process.stdout.write(`listening on ${origins.join(' ')} end\n`)
