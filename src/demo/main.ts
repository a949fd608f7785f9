// `npm start`: gets the database ready, serves the panel, and stops cleanly.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { SingleSessionError } from '../errors.js'
import { defaultFile, type DatabaseLocation } from './database-url.js'
import { openDatabase, prepareDatabase, type Database } from './database.js'
import { parseEnvironment, type Environment } from './environment.js'
import { requireWritable } from './migrate.js'
import { keepSecret } from './session-secret.js'
import { StartError } from './start-error.js'
import { accounts, demoPassword, seedUsers } from './users.js'

/** How long the requests that run at the stop may take, in milliseconds. */
const graceMs = 5000

/** Starts the demo, and returns what stops it. */
async function start(): Promise<() => Promise<void>> {
  const environment = parseEnvironment(process.env)
  const { database, sessionSecret, singleUserSession, logoutAllSessions } = environment
  if (database.provider === 'sqlite') requireWritable(database)
  // AdminJS looks from here for what it bundles with; the file of the database is absolute by now.
  process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
  // For a database on a server there is no place beside it: this checkout of the demo has one secret for all of them.
  const secret = sessionSecret ?? keepSecret(`${database.provider === 'sqlite' ? database.file : defaultFile}.secret`)
  const prisma = await openDatabase(database)
  const prepared = prepare(prisma, database)
  // A server answers at once or not at all; its timeouts would expire while AdminJS keeps this process busy.
  if (database.provider !== 'sqlite') await prepared
  // AdminJS takes seconds to load and to bundle: meanwhile an SQLite file is migrated.
  const [app] = await Promise.all([
    import('./server.js').then(({ createDemoApp }) =>
      createDemoApp({ prisma, secret, singleUserSession, logoutAllSessions }),
    ),
    prepared,
  ])
  const server = createServer(app)
  await listen(server, environment)
  announce(server, environment)

  return async () => {
    await close(server)
    await prisma.$disconnect()
  }
}

async function prepare(prisma: Database, database: DatabaseLocation): Promise<void> {
  await prepareDatabase(prisma, database)
  await seedUsers(prisma)
}

async function listen(server: Server, { port, host }: Environment): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new StartError(`PORT ${String(port)} is taken. Stop what listens there, or write PORT=0 for a free one.`)
    if (code === 'EACCES') throw new StartError(`PORT ${String(port)} is not allowed for you. Write PORT=3000.`)
    throw new StartError(`HOST ${JSON.stringify(host)} cannot be listened on: ${message}. Write HOST=127.0.0.1.`)
  }
}

function announce(server: Server, { host }: Environment): void {
  const { port } = server.address() as AddressInfo
  const isHere = ['127.0.0.1', '0.0.0.0', '::1', '::'].includes(host)
  const name = isHere ? 'localhost' : host.includes(':') ? `[${host}]` : host
  const rows = accounts.map(({ email, isSuperuser, permissions }) => {
    return `  ${email.padEnd(20)}${isSuperuser ? 'superuser' : permissions || 'no permissions'}\n`
  })
  process.stdout.write(
    `adminjs-single-session demo: http://${name}:${String(port)}/admin\n` +
      `Log in with the password "${demoPassword}" as\n${rows.join('')}`,
  )
}

/** Lets the requests that run come to their end, within bounds. */
async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  const idle = setInterval(() => {
    server.closeIdleConnections()
  }, 50)
  const grace = setTimeout(() => {
    server.closeAllConnections()
  }, graceMs)
  await closed
  clearInterval(idle)
  clearTimeout(grace)
}

function explain(error: unknown): string {
  if (error instanceof StartError || error instanceof SingleSessionError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function fail(error: unknown): never {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
}

let isStopping = false
const started = start()

// A terminal sends the signal to npm and to us, and npm passes it on: the second one says nothing new.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (isStopping) return
    isStopping = true
    started
      .then((stop) => stop())
      .then(() => process.exit(0))
      .catch(fail)
  })
}

started.catch((error: unknown) => {
  // A start that the signal itself broke off is no failure.
  if (isStopping) process.exit(0)
  fail(error)
})
