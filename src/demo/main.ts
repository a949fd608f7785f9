// Starts the app, and stops it cleanly.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SingleSessionError } from '../index.js'
import { createApp } from './app.js'
import { openDatabase } from './database.js'
import { readEnvironment, StartError } from './environment.js'
import { ownOrigin } from './login-elsewhere.js'
import { makeSampleEvents } from './sample-events.js'
import { makeSampleSessions } from './sample-sessions.js'
import { accounts, demoPassword, seedUsers } from './users.js'

/** Starts the app, and returns what stops it. */
async function start(): Promise<() => Promise<void>> {
  const { port, host, databaseUrl, sessionSecret: secret, sampleData, ...limits } = readEnvironment(process.env)
  const prisma = openDatabase(databaseUrl)
  const { app, browsers } = await createApp({ prisma, secret, ...limits })
  const server = createServer(app)
  await listen(server, port, host)
  // Nobody knows of the server before it is announced.
  const isFresh = await seedUsers(prisma)
  if (isFresh && sampleData) {
    await makeSampleSessions(prisma, limits, (user, device) =>
      browsers.logIn(ownOrigin(server.address()), user, device),
    )
    await makeSampleEvents(prisma)
  }
  announce(server, host)

  return async () => {
    const closed = once(server, 'close')
    server.close()
    // Requests that run get five seconds to come to their end.
    setTimeout(server.closeAllConnections.bind(server), 5000).unref()
    await closed
    await prisma.$disconnect()
  }
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host)
  await once(server, 'listening').catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException
    const reason = code === 'EADDRINUSE' ? 'is taken' : `cannot be listened on: ${message}`
    throw new StartError(`PORT ${String(port)} ${reason}. Write PORT=0 for a free one, on a HOST of this machine.`)
  })
}

function announce(server: Server, host: string): void {
  const { port } = server.address() as AddressInfo
  const name = ['127.0.0.1', '0.0.0.0', '::1', '::'].includes(host) ? 'localhost' : host
  const lines = accounts.map(({ email, isSuperuser, permissions }) => {
    return `  ${email.padEnd(20)}${isSuperuser ? 'superuser' : permissions || 'no permissions'}\n`
  })
  lines.unshift(`Log in with the password "${demoPassword}" as\n`)
  process.stdout.write(`adminjs-single-session demo: http://${name}:${String(port)}/admin\n${lines.join('')}`)
}

function fail(error: unknown): never {
  const isExplained = error instanceof StartError || error instanceof SingleSessionError
  process.stderr.write(`${isExplained ? error.message : ((error as Error).stack ?? String(error))}\n`)
  process.exit(1)
}

const started = start()
started.catch(fail)

// Again and again if need be: a terminal sends the signal to npm and to us, and npm passes it on.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    void started.then((stop) => stop()).then(() => process.exit(0), fail)
  })
}
