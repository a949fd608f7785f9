// How many live sessions users have, and when they were seen last. A user may have any number of them: of each, the ones last
// seen are looked at, and no more than so many.
import type { LiveSessionReader, Presence } from '../rule/port.js'
import type { UserId } from '../rule/session.js'
import { batched } from './batch.js'
import type { Database } from './database.js'
import { selectRows, type SelectRows } from './select-rows.js'

/** The most sessions of a user that are looked at. */
const lookedAt = 10

/** What was found of one user, as the database has it: drivers differ in the types of what is computed. */
interface Row {
  readonly userId: UserId
  readonly looked: number | bigint
  readonly live: number | bigint
  readonly seenAt: Date | string | number | bigint | null
}

/** Reads it from this database: of each user together with whom others ask for at the same moment. */
export function presence(database: Database): LiveSessionReader['presence'] {
  const { ask } = database
  const select = selectPresenceOf(database)
  // The time of whoever asked last counts for all of that moment.
  let time = new Date(0)
  const find = batched<Presence, UserId>(async (userIds) => {
    const rows = await ask((queries) => select(queries, time, ...userIds))
    const found = new Map(rows.map((row) => [String(row.userId), presenceOf(row)]))
    return new Map(
      userIds.flatMap((userId) => {
        const one = found.get(String(userId))
        return one ? [[userId, one]] : []
      }),
    )
  })
  return async (userIds, now) => {
    time = now
    const found = await Promise.all(userIds.map(async (userId) => [userId, await find(userId)] as const))
    return new Map(found.flatMap(([userId, one]) => (one ? [[userId, one]] : [])))
  }
}

/** The presence of a user, or undefined if no session is live. */
function presenceOf({ looked, live, seenAt }: Row): Presence | undefined {
  if (seenAt === null) return undefined
  const lastSeenAt = new Date(typeof seenAt === 'bigint' ? Number(seenAt) : seenAt)
  return { sessions: Number(live), isMore: Number(looked) === lookedAt, lastSeenAt }
}

/** Takes the time, and the ids of users. */
function selectPresenceOf({ dialect, tables: { session, userSession, user } }: Database): SelectRows<Row> {
  const column = (field: 'userId' | 'lastSeenAt' | 'sid') => userSession.column(field, 'l')
  const [userId, seenAt, sid] = [column('userId'), column('lastSeenAt'), column('sid')]
  const expiresAt = session.column('expiresAt', 's')
  const columns = { userId: 'found.id', looked: 'COUNT(*)', live: 'COUNT(found.seen)', seenAt: 'MAX(found.seen)' }
  const lastSeenOf = (id: string) =>
    `SELECT ${userId} AS id, ${seenAt} AS seen, ${sid} AS sid FROM ${userSession.name} l WHERE ${userId} = ${id} ` +
    `ORDER BY ${seenAt} DESC LIMIT ${String(lookedAt)}`
  const users = { table: user.name, alias: 'u', key: user.id('u') }

  return selectRows<Row>(dialect, columns, (list, count) => {
    const [now = '', ...places] = dialect.placeholders(count).split(', ')
    // `few` is what each of these has read by an index, and as many sessions are looked up.
    return (
      `SELECT ${list} FROM (SELECT few.id, CASE WHEN ${expiresAt} > ${now} THEN few.seen END AS seen ` +
      `FROM (${dialect.ofEach(lastSeenOf, users, places)}) few ` +
      `JOIN ${session.name} s ON ${session.column('sid', 's')} = few.sid) found GROUP BY found.id`
    )
  })
}
