// What the start and the cleanup ask of the database.
import { tellFault } from '../faults/tell-fault.js'
import type { Maintenance } from '../rule/port.js'
import type { Database } from './database.js'
import { findMissingIndex } from './migration.js'

/** The start and the cleanup of this database. */
export function maintenance({ model, dialect, tables, ask, afterFailedWrite, findMissing }: Database): Maintenance {
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
    async requireMigration() {
      // Both at once: should the app disconnect its client meanwhile, a later one would connect it again, for good.
      const [missing, missingIndex] = await Promise.all([
        ask(findMissing),
        ask((queries) => findMissingIndex(model, dialect, queries)),
      ])
      const problem = missing ?? missingIndex
      if (problem) throw tellFault(problem)
    },

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
