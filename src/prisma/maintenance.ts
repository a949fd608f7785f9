// What the cleanup does in the database.
import type { Maintenance } from '../rule/port.js'
import type { Database } from './database.js'

/** The cleanup of this database. */
export function maintenance({ dialect, tables, ask, afterFailedWrite }: Database): Maintenance {
  const { session, sessionEvent } = tables
  const oldSessions = dialect.removeOldest(session.name, session.column('sid'), session.column('expiresAt'))
  const oldEvents = dialect.removeOldest(sessionEvent.name, sessionEvent.column('id'), sessionEvent.column('createdAt'))

  /** Deletes by a statement alone: what is removed a little late harms nobody, and for SQLite it is far quicker. */
  const removeSome = (statement: string, time: Date, limit: number): Promise<number> =>
    ask(async (queries) => {
      try {
        return await queries.$executeRawUnsafe(statement, time, limit)
      } catch (error) {
        await afterFailedWrite()
        throw error
      }
    })

  return {
    removeExpired: (time, limit) => removeSome(oldSessions, time, limit),

    removeEvents: (time, limit) => removeSome(oldEvents, time, limit),

    async checkpoint() {
      const { checkpoint } = dialect
      if (checkpoint === null) return
      // If it cannot be done now, the database does it in its own time.
      await ask((queries) => queries.$queryRawUnsafe(checkpoint)).catch(() => undefined)
    },
  }
}
