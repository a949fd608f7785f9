// The statement that writes events: one, however many there are. A list of values would soon have more parameters than a
// database takes, so the events go there as one text of JSON, of which the database makes its columns.
import { randomUUID } from 'node:crypto'
import type { SessionEvent } from '../rule/session-repository.js'
import type { DataModel } from './data-model.js'
import { quoteName, tableName } from './sql.js'

/** How events are written. */
export interface RecordEvents {
  readonly sql: string
  /** The parameters, for events that happened at the same time. */
  valuesOf(events: readonly SessionEvent[]): unknown[]
}

const fields = ['id', 'event', 'userId', 'byUserId', 'sessionKey', 'ipAddress', 'userAgent', 'createdAt'] as const

/** Builds it once, at start. */
export function buildRecordEvents(model: DataModel): RecordEvents {
  const { provider, sessionEvent } = model
  const table = tableName(model, 'sessionEvent')
  const columns = fields.map((field) => sessionEvent.fields.get(field)?.dbName ?? field)
  const names = columns.map((name) => quoteName(provider, name)).join(', ')

  switch (provider) {
    case 'sqlite': {
      const values = fields.slice(0, -1).map((_, index) => `json_extract(value, '$[${String(index)}]')`)
      return {
        sql: `INSERT INTO ${table} (${names}) SELECT ${values.join(', ')}, ? FROM json_each(?)`,
        // The time by itself: the adapter knows how the app wants times to be stored.
        valuesOf: (events) => [events[0]?.createdAt, JSON.stringify(events.map(rowOf))],
      }
    }
    case 'postgresql':
      return {
        sql: `INSERT INTO ${table} (${names}) SELECT ${names} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
        valuesOf(events) {
          const rows = events.map((event) => [...rowOf(event), event.createdAt.toISOString()])
          const named = rows.map(
            (row) => Object.fromEntries(row.map((value, index) => [columns[index], value])) as object,
          )
          return [JSON.stringify(named)]
        },
      }
    case 'mysql': {
      const values = fields.map((field, index) => `${field} VARCHAR(191) PATH '$[${String(index)}]'`)
      return {
        sql: `INSERT INTO ${table} (${names}) SELECT * FROM JSON_TABLE(?, '$[*]' COLUMNS (${values.join(', ')})) events`,
        valuesOf(events) {
          // Its times have no letters in them; Prisma keeps them in UTC.
          const timeOf = ({ createdAt }: SessionEvent) => createdAt.toISOString().replace('T', ' ').replace('Z', '')
          return [JSON.stringify(events.map((event) => [...rowOf(event), timeOf(event)]))]
        },
      }
    }
  }
}

/** The values of the fields but the time, in their order. Ids as text: a BigInt has no other form in JSON. */
function rowOf({ event, userId, byUserId, sessionKey, ipAddress, userAgent }: SessionEvent): (string | null)[] {
  const by = byUserId === null ? null : String(byUserId)
  return [randomUUID(), event, String(userId), by, sessionKey, ipAddress, userAgent]
}
