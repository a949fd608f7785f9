// Writes down events: all that happened at one moment by few statements.
import type { SessionEvent } from '../rule/events.js'
import type { Database } from './database.js'
import { textFields, textsOf } from './event-row.js'
import { inChunks } from './in-chunks.js'
import type { RawQueries } from './queries.js'

/** The most events of one statement: about a megabyte. */
const mostEvents = 4_000

/** Prepares it for a database. All events are written with the time of the first one. */
export function insertEventsOf({
  dialect,
  tables: { sessionEvent },
}: Database): (queries: RawQueries, events: readonly SessionEvent[]) => Promise<void> {
  const columns = {
    table: sessionEvent.name,
    columns: textFields.map((field) => sessionEvent.columnName(field)),
    timeColumn: sessionEvent.columnName('createdAt'),
  }
  return async (queries, events) => {
    const [first] = events
    if (!first) return
    const insert = (some: typeof events): PromiseLike<number> => {
      const { sql, values } = dialect.insertRows({ ...columns, rows: some.map(textsOf), time: first.createdAt })
      return queries.$executeRawUnsafe(sql, ...values)
    }
    await inChunks(events, insert, mostEvents)
  }
}
