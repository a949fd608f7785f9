// The port on Prisma: binds its parts to one database.
import type { ChosenModels } from '../options/chosen-models.js'
import type { PrismaClientLike } from '../options/prisma-client.js'
import type { Port } from '../rule/port.js'
import { databaseOf } from './database.js'
import { events } from './events.js'
import { liveSessions } from './live-sessions.js'
import { maintenance } from './maintenance.js'
import { sessions } from './sessions.js'
import { trail } from './trail.js'
import { users } from './users.js'

/**
 * Checks the schema behind a client and returns the port on it. Does not connect.
 *
 * @param queryTimeoutMs how long each of its methods may take, in milliseconds.
 * @param chosen the option `models`.
 * @throws what `readDataModel` throws.
 */
export function createPrismaPort(prisma: PrismaClientLike, queryTimeoutMs: number, chosen?: ChosenModels): Port {
  const database = databaseOf(prisma, queryTimeoutMs, chosen)
  return {
    sessions: sessions(database),
    liveSessions: liveSessions(database),
    events: events(database),
    trail: trail(database),
    users: users(database),
    maintenance: maintenance(database),
    clock: database.clock,
  }
}
