// Clients that hang up in the middle of a request. The database waits at a chosen operation until the server has noticed
// that the client is gone, so that each moment of a request can be tried.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { request, type ServerResponse } from 'node:http'
import type { PrismaClient } from '@prisma/client'
import type { TestDatabase } from './database.js'
import type { RawRequest } from './raw-request.js'

/** A database that can be made to wait. */
export interface WaitingDatabase extends TestDatabase {
  /** Makes the operation with this number, counted from now, wait for `release`. `reached` is fulfilled when it does. */
  holdAt(number: number): { reached: Promise<void>; release: () => void }
}

/** The same database, by a client whose operations can wait. */
export function waitingDatabase(database: TestDatabase): WaitingDatabase {
  let number = 0
  let waitAt = 0
  let reach: () => void = () => undefined
  let released: Promise<void> = Promise.resolve()
  const prisma = database.prisma.$extends({
    query: {
      async $allOperations({ args, query }) {
        number += 1
        if (number === waitAt) {
          reach()
          await released
        }
        return query(args) as Promise<unknown>
      },
    },
  })
  return {
    ...database,
    prisma: prisma as unknown as PrismaClient,
    holdAt(at) {
      ;[number, waitAt] = [0, at]
      let release: () => void = () => undefined
      released = new Promise((resolve) => (release = resolve))
      return { reached: new Promise((resolve) => (reach = resolve)), release }
    },
  }
}

/**
 * Sends a request and hangs up at an operation of the database. Returns when the server has answered all the same, to
 * nobody: false if the answer came before there was such an operation.
 */
export async function hangUpAt(
  database: WaitingDatabase,
  number: number,
  origin: string,
  sent: RawRequest,
): Promise<boolean> {
  const served = serving(sent.path)
  const { reached, release } = database.holdAt(number)
  const client = open(origin, sent)
  client.end(sent.body)
  const { answered, closed } = await served
  const isHeld = await Promise.race([reached.then(() => true), answered.then(() => false)])
  client.destroy()
  if (isHeld) await closed
  release()
  await answered
  return isHeld
}

/** Sends the head of a request and a part of its body, and hangs up. Returns when the server has noticed. */
export async function hangUpInBody(origin: string, sent: RawRequest & { body: string }): Promise<void> {
  const served = serving(sent.path)
  const client = open(origin, sent)
  client.write(sent.body.slice(0, -1))
  const { closed } = await served
  client.destroy()
  await closed
}

function open(origin: string, { method = 'GET', path, headers = {} }: RawRequest) {
  const { hostname, port } = new URL(origin)
  const client = request({ hostname, port, method, path, headers: { ...headers }, agent: false })
  // A connection that is reset: it is what we do here.
  return client.on('error', () => undefined).on('response', (answer) => answer.resume())
}

interface Served {
  /** The server has ended its answer, whether or not somebody was there to read it. */
  answered: Promise<void>
  /** The connection is gone. */
  closed: Promise<unknown>
}

/** The next request for this path, as Node's server tells of it. */
function serving(path: string): Promise<Served> {
  return new Promise((resolve) => {
    const listen = (message: unknown): void => {
      const { request, response } = message as { request: { url?: string }; response: ServerResponse }
      if (request.url !== path) return
      unsubscribe('http.server.request.start', listen)
      const answered = new Promise<void>((ended) => {
        const end = response.end.bind(response) as (...values: unknown[]) => ServerResponse
        response.end = (...values: unknown[]) => {
          ended()
          return end(...values)
        }
      })
      resolve({ answered, closed: once(response, 'close') })
    }
    subscribe('http.server.request.start', listen)
  })
}
