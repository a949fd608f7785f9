// The port on Prisma: binds its parts to one database.
import type { PrismaClientLike } from '../options/prisma-client.js'
import type { Port } from '../rule/port.js'
import { databaseOf } from './database.js'
import { events } from './events.js'
import { liveSessions } from './live-sessions.js'
import { maintenance } from './maintenance.js'
import { sessions } from './sessions.js'
import { users } from './users.js'

/**
 * Checks the schema behind a client and returns the port on it. Does not connect.
 *
 * @param queryTimeoutMs how long each of its methods may take, in milliseconds.
 * @throws what `readDataModel` throws.
 */
export function createPrismaPort(prisma: PrismaClientLike, queryTimeoutMs: number): Port {
  const database = databaseOf(prisma, queryTimeoutMs)
  return {
    sessions: sessions(database),
    liveSessions: liveSessions(database),
    events: events(database),
    users: users(database),
    maintenance: maintenance(database),
  }
}
