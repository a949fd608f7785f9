// The port on Prisma: sessions, links and users, for every database that the package supports.
import type { SessionRepository, StoredSession, UserId } from '../rule/session-repository.js'
import { batched } from './batch.js'
import type { PrismaClientLike, PrismaQueries } from './client.js'
import { readDataModel, type DataModel } from './data-model.js'
import { isBadInput, isPrismaError, unavailable } from './faults.js'
import { inChunks } from './in-chunks.js'
import { lockedSessions } from './locked-sessions.js'
import { buildRecordEvents } from './record-events.js'
import { withRetry, type RequireTime } from './retry.js'
import { buildStatements } from './sql.js'

/** The longest time that a timer of Node can have, in milliseconds. */
const longestTimerMs = 2 ** 31 - 1

/** The repository, with what it learned from the schema. */
export interface PrismaSessionRepository extends SessionRepository {
  /** The name of the user model in the schema. */
  readonly userModel: string
  /** The names of its scalar fields. */
  readonly userFields: readonly string[]
}

/**
 * Checks the schema behind a client and returns the repository on it. Does not connect.
 *
 * @param queryTimeoutMs how long each of its methods may take, in milliseconds.
 * @throws what `readDataModel` throws.
 */
export function createPrismaSessionRepository(
  prisma: PrismaClientLike,
  queryTimeoutMs: number,
): PrismaSessionRepository {
  const model = readDataModel(prisma)
  const statements = buildStatements(model)
  const recordEvents = buildRecordEvents(model)
  // The checked data model vouches for the delegates, which no type can: they belong to the app's generated client.
  const database = named(prisma as unknown as PrismaQueries, model)
  const ask = <T>(operation: () => PromiseLike<T>): Promise<T> => withRetry(queryTimeoutMs, operation)

  /**
   * Runs `work` in one transaction, on a client that is bound to it. Too late, nothing of it happens. Single writes are in
   * one too: a statement alone that waits for the database cannot be called off.
   */
  function inTransaction<T>(work: (client: PrismaQueries, requireTime: RequireTime) => PromiseLike<T>): Promise<T> {
    return withRetry(queryTimeoutMs, (requireTime) => {
      const guarded = async (client: PrismaQueries): Promise<T> => {
        // It may have waited for a connection until nobody waited for it any more.
        requireTime()
        const result = await work(named(client, model), requireTime)
        requireTime()
        return result
      }
      // The time is ours to watch. Prisma would end the transaction from a timer, and if the connection is lost by then
      // nobody is there to catch its error: an unhandled rejection, which ends the process.
      const limits = { maxWait: queryTimeoutMs, timeout: longestTimerMs }
      // The client's own types know these arguments; ours only know that there is such a method.
      return prisma.$transaction(guarded as never, limits as never) as Promise<T>
    })
  }

  /** Deletes by a statement alone: what is removed a little late harms nobody, and for SQLite it is far quicker. */
  function removeSome(statement: string, until: Date, limit: number): Promise<number> {
    return withRetry(queryTimeoutMs, async () => {
      try {
        return await database.$executeRawUnsafe(statement, until, limit)
      } catch (error) {
        // An SQLite file that was too busy leaves the connection within a transaction that nobody commits, where the next
        // try would seem to succeed. A transaction of Prisma's, though it fails too, takes that connection away with it.
        if (model.provider === 'sqlite')
          await prisma.$transaction((() => Promise.resolve()) as never).catch(() => undefined)
        throw error
      }
    })
  }

  return {
    userModel: model.user.name,

    userFields: [...model.user.fields.values()].filter(({ kind }) => kind !== 'object').map(({ name }) => name),

    isBadInput,

    faultOf: (error) => (isPrismaError(error) ? unavailable(error) : undefined),

    parseUserId: (value) => parseUserId(model, value),

    find: batched(async (sids) => {
      const rows = await ask(() => database.$queryRawUnsafe(statements.findSessions(sids.length), ...sids))
      return new Map((rows as (StoredSession & { sid: string })[]).map((row) => [row.sid, row]))
    }),

    async insert(sid, row) {
      await inTransaction((client) =>
        client.session.upsert({
          where: { sid },
          create: { id: sid, sid, ...row },
          update: row,
          select: { sid: true },
        }),
      )
    },

    async change(sid, rowFrom) {
      await inTransaction(async (client) => {
        const [row] = (await client.$queryRawUnsafe(statements.lockSession, sid)) as { data: string }[]
        if (row) await client.session.updateMany({ where: { sid }, data: rowFrom(row.data) })
      })
    },

    async touch(sid, expiresAt, seenAt) {
      await inTransaction(async (client) => {
        await client.session.updateMany({ where: { sid }, data: { expiresAt } })
        await client.userSession.updateMany({ where: { sid }, data: { lastSeenAt: seenAt } })
      })
    },

    async remove(sid) {
      await inTransaction((client) => client.session.deleteMany({ where: { sid } }))
    },

    removeExpired: (now, limit) => removeSome(statements.removeExpired, now, limit),

    removeEvents: (time, limit) => removeSome(statements.removeEvents, time, limit),

    async checkpoint() {
      if (model.provider !== 'sqlite') return
      // SQLite moves a thousand pages from its log to its file at once, in the thread of the requests if the driver has no
      // other. Without a log there is nothing to move; and if it cannot be done now, SQLite does it in its own time.
      await ask(() => database.$queryRawUnsafe('PRAGMA wal_checkpoint(PASSIVE)')).catch(() => undefined)
    },

    async lastEvent(sessionKey) {
      // The login, and at most one end, which may be of the same millisecond.
      const events = await ask(() => database.sessionEvent.findMany({ where: { sessionKey } }))
      return events.find(({ event }) => event !== 'login') ?? events[0]
    },

    async findDetails(userId, now, skip, take) {
      const links = await ask(() =>
        database.userSession.findMany({
          where: { userId, session: { expiresAt: { gt: now } } },
          include: { session: { select: { id: true } } },
          orderBy: [{ lastSeenAt: 'desc' }, { sid: 'asc' }],
          skip,
          take,
        }),
      )
      return links.map(({ session, ...details }) => ({ ...details, id: session.id }))
    },

    async countLiveAfter(userId, take, now) {
      const groups = await ask(() =>
        database.userSession.groupBy({
          by: ['userId'],
          where: { session: { expiresAt: { gt: now } }, ...(userId === null ? {} : { userId: { gt: userId } }) },
          orderBy: { userId: 'asc' },
          take,
          _count: true,
        }),
      )
      return new Map(groups.map((group) => [group.userId, group._count]))
    },

    async countLive(userIds, now) {
      const count = (ids: UserId[]) =>
        ask(() =>
          database.userSession.groupBy({
            by: ['userId'],
            where: { userId: { in: ids }, session: { expiresAt: { gt: now } } },
            _count: true,
          }),
        )
      const groups = await inChunks(userIds, count)
      return new Map(groups.flat().map((group) => [group.userId, group._count]))
    },

    async findUsers(userIds, properties) {
      // Named, also those that the app's client leaves out by itself, such as a password.
      const select = properties && { select: Object.fromEntries(['id', ...properties].map((name) => [name, true])) }
      const find = (ids: UserId[]) => ask(() => database.user.findMany({ where: { id: { in: ids } }, ...select }))
      const users = await inChunks(userIds, find)
      return new Map(users.flat().map((user) => [user.id as UserId, user]))
    },

    withUsersLocked(userIds, work) {
      return inTransaction(async (client, requireTime) => {
        // Always the first statements, so that everybody waits here, with nothing else in their hands.
        await inChunks(userIds, (ids) =>
          client.$queryRawUnsafe(statements.lockUsers(ids.length), ...(statements.lockTakesIds ? ids : [])),
        )
        requireTime()
        return work(lockedSessions(client, statements, recordEvents))
      })
    },
  }
}

/** The delegates under our names: the app chooses how its user model is called. */
function named(client: PrismaQueries, model: DataModel): PrismaQueries {
  const delegates = client as unknown as Record<string, PrismaQueries['user']>
  const { name } = model.user
  const user = delegates[name.charAt(0).toLowerCase() + name.slice(1)]
  if (!user) throw new TypeError(`The Prisma client has no delegate for the model ${name}`)
  return {
    session: client.session,
    userSession: client.userSession,
    sessionEvent: client.sessionEvent,
    user,
    $queryRawUnsafe: (query, ...values) => client.$queryRawUnsafe(query, ...values),
    $executeRawUnsafe: (query, ...values) => client.$executeRawUnsafe(query, ...values),
  }
}

function parseUserId(model: DataModel, value: unknown): UserId | undefined {
  const text = typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string' ? String(value) : ''
  if (model.userIdType === 'String') return text === '' ? undefined : text
  if (!/^-?\d{1,19}$/.test(text)) return undefined
  const [id, bits] = [BigInt(text), model.userIdType === 'BigInt' ? 64 : 32]
  if (BigInt.asIntN(bits, id) !== id) return undefined
  return model.userIdType === 'BigInt' ? id : Number(id)
}
