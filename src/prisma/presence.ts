// How many live sessions users have, and when they were seen last. A user may have any number of them: of each, the ones last
// seen are looked at, and no more than so many.
import type { LiveSessionReader, Presence } from '../rule/port.js'
import type { UserId } from '../rule/session.js'
import type { Database } from './database.js'
import { inChunks } from './in-chunks.js'
import { selectRows, type SelectRows } from './select-rows.js'

/** The most users of one statement: SQLite takes 500 parts of a union. */
const mostUsers = 100

/** What was found of one user, as the database has it: drivers differ in the types of what is computed. */
interface Row {
  readonly userId: UserId
  readonly looked: number | bigint
  readonly live: number | bigint
  readonly seenAt: Date | string | number | bigint | null
}

/** Reads it from this database. */
export function presence(database: Database): LiveSessionReader['presence'] {
  const { ask } = database
  const select = selectPresenceOf(database)
  return async (userIds, most, now) => {
    const rows = await inChunks(
      userIds,
      (ids) => ask((queries) => select(queries, now, ...ids.flatMap((userId) => [userId, most]))),
      mostUsers,
    )
    return new Map(rows.flat().flatMap((row) => presenceOf(row, most)))
  }
}

function presenceOf({ userId, looked, live, seenAt }: Row, most: number): [UserId, Presence][] {
  if (seenAt === null) return []
  const lastSeenAt = new Date(typeof seenAt === 'bigint' ? Number(seenAt) : seenAt)
  return [[userId, { sessions: Number(live), isMore: Number(looked) === most, lastSeenAt }]]
}

/** Takes the time, and for each user the id and the most sessions. */
function selectPresenceOf({ dialect, tables: { session, userSession } }: Database): SelectRows<Row> {
  const column = (field: 'userId' | 'lastSeenAt' | 'sid') => userSession.column(field, 'l')
  const [userId, seenAt, sid] = [column('userId'), column('lastSeenAt'), column('sid')]
  const expiresAt = session.column('expiresAt', 's')
  const columns = { userId: 'found.id', looked: 'COUNT(*)', live: 'COUNT(found.seen)', seenAt: 'MAX(found.seen)' }

  return selectRows<Row>(dialect, columns, (list, count) => {
    const [now = '', ...places] = dialect.placeholders(count).split(', ')
    const ofUsers = Array.from({ length: places.length / 2 }, (_, index) => {
      const [user = '', most = ''] = places.slice(2 * index)
      return (
        `SELECT few.* FROM (SELECT ${userId} AS id, ${seenAt} AS seen, ${sid} AS sid ` +
        `FROM ${userSession.name} l WHERE ${userId} = ${user} ORDER BY ${seenAt} DESC LIMIT ${most}) few`
      )
    })
    // `few` is what each of these has read by an index, and as many sessions are looked up.
    return (
      `SELECT ${list} FROM (SELECT few.id, CASE WHEN ${expiresAt} > ${now} THEN few.seen END AS seen ` +
      `FROM (${ofUsers.join(' UNION ALL ')}) few JOIN ${session.name} s ON ${session.column('sid', 's')} = few.sid) found ` +
      'GROUP BY found.id'
    )
  })
}
