// One of several processes that serve the same panel on the same database. Its argument is a JSON of url and limit.
import { startApp } from './app.js'
import { connect } from './database.js'

const { url, limit } = JSON.parse(process.argv[2] ?? '{}') as { url: string; limit: number }
const prisma = connect(url)
const database = { prisma, url, takeStatements: () => [], close: () => prisma.$disconnect() }
const app = await startApp({ database, settings: { singleUserSession: limit } })
process.stdout.write(`listening on ${app.origin}\n`)
