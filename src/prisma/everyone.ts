// The sessions of everybody, the ones last seen first: in SQL, because Prisma's API leaves it to the database whether it goes
// by the time or reads all live sessions and sorts them.
import type { LiveSessionReader } from '../rule/port.js'
import type { SeenSession, SessionDetails } from '../rule/session.js'
import type { Database } from './database.js'
import { selectRows, type ColumnsOf } from './select-rows.js'

/** The part of the reader that is about many users. */
type Everyone = Pick<LiveSessionReader, 'lastSeen' | 'countUpTo' | 'ofUsers'>

/** Sessions of many users in this database. */
export function everyone(database: Database): Everyone {
  const { ask, dialect, tables } = database
  const { session, userSession } = tables
  const [expiresAt, sid] = [session.column('expiresAt', 's'), session.column('sid', 's')]
  /** The columns of a link under this alias, and the order of lists. */
  const link = (alias: string) => {
    const of = (field: Parameters<typeof userSession.column>[0]) => userSession.column(field, alias)
    const details: ColumnsOf<SessionDetails> = {
      ...{ sessionId: session.column('id', 's'), userId: of('userId'), createdAt: of('createdAt') },
      ...{ lastSeenAt: of('lastSeenAt'), ipAddress: of('ipAddress'), userAgent: of('userAgent') },
    }
    return { of, details, order: `ORDER BY ${of('lastSeenAt')} DESC, ${of('sid')} DESC` }
  }
  // `few` is what the inner statement reads by an index: as many entries as are asked for, and no more.
  const [l, few] = [link('l'), link('few')]

  const selectLastSeen = selectRows<SeenSession>(dialect, { ...few.details, expiresAt }, (columns, count) => {
    const [time = '', limit = '', offset = ''] = dialect.placeholders(count).split(', ')
    return (
      `SELECT ${columns} FROM (SELECT l.* FROM ${userSession.name} l WHERE ${l.of('lastSeenAt')} <= ${time} ${l.order} ` +
      `LIMIT ${limit} OFFSET ${offset}) few JOIN ${session.name} s ON ${sid} = ${few.of('sid')} ${few.order}`
    )
  })

  const selectOfUsers = selectRows<SessionDetails>(dialect, l.details, (columns, count) => {
    const places = dialect.placeholders(count).split(', ')
    const [limit = '', now = ''] = places.splice(-2).reverse()
    return (
      `SELECT ${columns} FROM ${userSession.name} l JOIN ${session.name} s ON ${sid} = ${l.of('sid')} ` +
      `WHERE ${l.of('userId')} IN (${places.join(', ')}) AND ${expiresAt} > ${now} ${l.order} LIMIT ${limit}`
    )
  })

  // By a look-up for each: a join would let the database read all links.
  const isLinked = `SELECT ${l.of('sid')} FROM ${userSession.name} l WHERE ${l.of('sid')} = ${session.column('sid', 'few')}`
  const selectCount = selectRows<{ all: number | bigint; linked: number | bigint }>(
    dialect,
    { all: 'COUNT(*)', linked: `COUNT((${isLinked}))` },
    (columns, count) => {
      const [now = '', limit = ''] = dialect.placeholders(count).split(', ')
      return (
        `SELECT ${columns} FROM (SELECT ${sid} FROM ${session.name} s WHERE ${expiresAt} > ${now} ` +
        `ORDER BY ${expiresAt} DESC LIMIT ${limit}) few`
      )
    },
  )

  return {
    lastSeen: ({ lastSeenAt: time, skip }, take) => ask((queries) => selectLastSeen(queries, time, take, skip)),

    ofUsers: (userIds, take, now) =>
      userIds.length === 0 ? Promise.resolve([]) : ask((queries) => selectOfUsers(queries, ...userIds, now, take)),

    async countUpTo(most, now) {
      const [row] = await ask((queries) => selectCount(queries, now, most))
      // Drivers differ in the type of a count.
      return { all: Number(row?.all ?? 0), linked: Number(row?.linked ?? 0) }
    },
  }
}
