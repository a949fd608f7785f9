// One of several processes that serve the same panels. Its argument is a JSON of the database, of the limit of each panel,
// and of how far its clock is off.
import { startApp } from './app.js'
import { connect } from './database.js'
import { Errands } from './errands.js'

interface Work {
  url: string
  limits: number[]
  clockOffsetMs: number
}

const { url, limits, clockOffsetMs } = JSON.parse(process.argv[2] ?? '{}') as Work
const prisma = connect(url)
const database = { prisma, url, takeStatements: () => [], close: () => prisma.$disconnect() }
const clock = () => new Date(Date.now() + clockOffsetMs)
const origins: string[] = []
for (const singleUserSession of limits) {
  const app = await startApp({ database, settings: { singleUserSession, clock }, routes: new Errands().routes })
  origins.push(app.origin)
}
process.stdout.write(`listening on ${origins.join(' ')} end\n`)
