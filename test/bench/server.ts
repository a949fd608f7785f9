// The server of one candidate, in a process of its own: a login, a page that says who is logged in, and an AdminJS panel if
// that is wanted. On several databases it is several servers. Its argument is a JSON of ServerOptions; the bench's commands come as messages.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import express from 'express'
import type { Candidate } from './candidates.js'
import { connectTo } from './connect-to.js'
import { mountSessions, type MountedSessions, type User } from './sessions.js'

export interface ServerOptions {
  readonly candidate: Candidate
  readonly urls: readonly string[]
  /** How many sessions a user may have. */
  readonly limit: number
  readonly countsStatements: boolean
  /** Whether there is a panel, at /admin. */
  readonly hasPanel: boolean
}

export type Commands = typeof commands

const options = JSON.parse(process.argv[2] ?? '{}') as ServerOptions
const statements: string[] = []
const onQuery = options.countsStatements ? (query: string) => statements.push(query) : undefined
const mounted: MountedSessions[] = []

async function startOn(url: string): Promise<string> {
  const app = express()
  const { candidate, limit, hasPanel } = options
  // Here, not above: without a panel the other candidates have no AdminJS.
  const mount = hasPanel ? (await import('./panel.js')).mountPanel : mountSessions
  const sessions = await mount(candidate, app, connectTo(url, onQuery), limit)
  mounted.push(sessions)
  app.get('/me', (req, res) => {
    const user = req.session.adminUser as User | undefined
    res.status(user ? 200 : 401).json({ email: user?.email ?? null })
  })
  app.post('/login/:id', async (req, res) => {
    const id = Number(req.params.id)
    await sessions.logIn(req, { id, email: `user${String(id)}@example.com` })
    res.sendStatus(204)
  })
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

let peakBytes = 0
let watching: NodeJS.Timeout | undefined
const noteMemory = () => (peakBytes = Math.max(peakBytes, process.memoryUsage.rss()))

const commands = {
  /** The statements since the last call: all that Prisma reports, BEGIN is not among it, COMMIT is. */
  takeStatements: () => Promise.resolve(statements.splice(0)),

  /** The most memory that the process had since the last call, in bytes. */
  takePeakMemory: () => {
    const peak = noteMemory()
    peakBytes = 0
    watching ??= setInterval(noteMemory, 20).unref()
    return Promise.resolve(peak)
  },

  /** The memory in use after the garbage is gone, in bytes. */
  heapUsed: async () => {
    for (let i = 0; i < 3; i++) {
      globalThis.gc?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
    return process.memoryUsage().heapUsed
  },

  endSessions: (userIds: readonly number[]) => timed(() => sessions().endSessions(userIds)),

  removeExpired: () => timed(() => sessions().removeExpired()),
}

/** Of several databases the commands mean the last one. */
function sessions(): MountedSessions {
  const last = mounted.at(-1)
  if (!last) throw new Error('The server has no database')
  return last
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const start = performance.now()
  const result = await work()
  return { result, ms: performance.now() - start }
}

interface Question {
  readonly id: number
  readonly command: keyof Commands
  readonly argument: never
}

process.on('message', ({ id, command, argument }: Question) => {
  // The bench asks with the types of Commands.
  const run = commands[command] as (argument: unknown) => Promise<unknown>
  run(argument).then(
    (result) => process.send?.({ id, result }),
    (error: unknown) => process.send?.({ id, error: inspect(error) }),
  )
})
// The bench ended, one way or the other.
process.once('disconnect', () => process.exit())

const origins: string[] = []
for (const url of options.urls) origins.push(await startOn(url))
process.send?.({ origins })
