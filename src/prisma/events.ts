// The audit trail, as the rule reads it, and what is written there of logins that did not happen. `lockedSessions` writes
// what happens to sessions.
import type { EventLog, HourCount } from '../rule/port.js'
import type { Database } from './database.js'
import { insertEventsOf } from './insert-events.js'
import { selectRows } from './select-rows.js'

/** Events in this database. */
export function events(database: Database): EventLog {
  const { ask, inTransaction } = database
  const insertEvents = insertEventsOf(database)
  const selectCounts = selectCountsOf(database)
  return {
    model: database.model.sessionEvent.name,
    ofSession: (sessionKey) => ask(({ sessionEvent }) => sessionEvent.findMany({ where: { sessionKey } })),
    record: (failure) => inTransaction((queries) => insertEvents(queries, [failure])),

    async countByHour(from, to) {
      const hours = Array.from({ length: to - from }, (_, index) => from + index)
      const rows = await ask((queries) => selectCounts(queries, ...hours.flatMap(beginningAndEnd)))
      // Drivers differ in the type of a whole number.
      return rows.map(({ index, event, count }) => ({ hour: from + Number(index), event, count: Number(count) }))
    },

    async noteTold(sessionKey, event, at) {
      // One statement that looks and writes: of two at once, the second waits for the first and finds nothing to note.
      const where = { sessionKey, event, toldAt: null }
      const { count } = await inTransaction(({ sessionEvent }) =>
        sessionEvent.updateMany({ where, data: { toldAt: at } }),
      )
      return count > 0
    },
  }
}

/** What was counted in one of the hours, as the database has it. */
interface CountRow extends Pick<HourCount, 'event'> {
  readonly index: number | bigint
  readonly count: number | bigint
}

const hourMs = 60 * 60 * 1000
const beginningAndEnd = (hour: number): Date[] => [new Date(hour * hourMs), new Date((hour + 1) * hourMs)]

/**
 * Counts the events of some hours, each by a beginning and an end. The index on time and name has all that it takes. Hour by
 * hour, a database need not work out the hour of each event, and sorts few of them at a time.
 */
function selectCountsOf({ dialect, tables: { sessionEvent } }: Database) {
  const [createdAt, event] = [sessionEvent.column('createdAt'), sessionEvent.column('event')]
  const columns = { index: 'few.hour', event: 'few.event', count: 'few.count' }
  return selectRows<CountRow>(dialect, columns, (list, count) => {
    const places = dialect.placeholders(count).split(', ')
    const hours = Array.from({ length: count / 2 }, (_, index) => {
      const [begin = '', end = ''] = places.slice(2 * index)
      return (
        `SELECT ${String(index)} AS hour, ${event} AS event, COUNT(*) AS count FROM ${sessionEvent.name} ` +
        `WHERE ${createdAt} >= ${begin} AND ${createdAt} < ${end} GROUP BY ${event}`
      )
    })
    return `SELECT ${list} FROM (${hours.join(' UNION ALL ')}) few`
  })
}
