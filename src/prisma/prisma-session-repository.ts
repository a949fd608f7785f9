// The port on Prisma: sessions, links and users, for every database that the package supports.
import { SingleSessionError } from '../errors.js'
import type { LockedSessions, SessionRepository, StoredSession, UserId } from '../session-repository.js'
import type { PrismaClientLike, PrismaQueries } from './client.js'
import { readDataModel, type DataModel } from './data-model.js'
import { isPrismaError, unavailable, withRetry } from './retry.js'
import { buildStatements } from './sql.js'

/** How long a login waits for its turn at the database, and how long it may then take, in milliseconds. */
const transactionLimits = { maxWait: 5_000, timeout: 10_000 }

/** The repository, with what it learned from the schema. */
export interface PrismaSessionRepository extends SessionRepository {
  /** The name of the user model in the schema. */
  readonly userModel: string
}

/**
 * Checks the schema behind a client and returns the repository on it. Does not connect.
 *
 * @throws what `readDataModel` throws.
 */
export function createPrismaSessionRepository(prisma: PrismaClientLike): PrismaSessionRepository {
  const model = readDataModel(prisma)
  const statements = buildStatements(model)
  // The checked data model vouches for the delegates, which no type can: they belong to the app's generated client.
  const database = named(prisma as unknown as PrismaQueries, model)

  return {
    userModel: model.user.name,

    faultOf: (error) => (isPrismaError(error) ? unavailable(error) : undefined),

    parseUserId: (value) => parseUserId(model, value),

    async find(sid) {
      const rows = await withRetry(() => database.$queryRawUnsafe(statements.findSession, sid))
      return (rows as StoredSession[])[0]
    },

    async insert(sid, row) {
      await withRetry(() =>
        database.session.upsert({
          where: { sid },
          create: { id: sid, sid, ...row },
          update: row,
          select: { sid: true },
        }),
      )
    },

    async update(sid, row) {
      await withRetry(() => database.session.updateMany({ where: { sid }, data: row }))
    },

    async touch(sid, expiresAt, seenAt) {
      await withRetry(() => database.session.updateMany({ where: { sid }, data: { expiresAt } }))
      await withRetry(() => database.userSession.updateMany({ where: { sid }, data: { lastSeenAt: seenAt } }))
    },

    async remove(sid) {
      await withRetry(() => database.session.deleteMany({ where: { sid } }))
    },

    async removeExpired(now, limit) {
      const { count } = await withRetry(() =>
        database.session.deleteMany({ where: { expiresAt: { lte: now } }, limit }),
      )
      return count
    },

    async countLive(userIds, now) {
      const groups = await withRetry(() =>
        database.userSession.groupBy({
          by: ['userId'],
          where: { userId: { in: [...userIds] }, session: { expiresAt: { gt: now } } },
          _count: true,
        }),
      )
      return new Map(groups.map((group) => [group.userId, group._count]))
    },

    async findUsers(userIds) {
      const users = await withRetry(() => database.user.findMany({ where: { id: { in: [...userIds] } } }))
      return new Map(users.map((user) => [user.id as UserId, user]))
    },

    withUsersLocked(userIds, work) {
      const lock = statements.lockUsers(userIds.length)
      const lockParameters = statements.lockTakesIds ? userIds : []
      return withRetry(() =>
        transaction(prisma, async (client) => {
          const locked = named(client, model)
          // Always the first statement, so that everybody waits here, with nothing else in their hands.
          await locked.$queryRawUnsafe(lock, ...lockParameters)
          return work(lockedSessions(locked))
        }),
      )
    },
  }
}

function lockedSessions(database: PrismaQueries): LockedSessions {
  return {
    async findByUsers(userIds) {
      const links = await database.userSession.findMany({
        where: { userId: { in: [...userIds] } },
        select: { sid: true, userId: true, createdAt: true, session: { select: { expiresAt: true } } },
      })
      return links.map(({ session, ...link }) => ({ ...link, expiresAt: session.expiresAt }))
    },

    async create(sid, row, userId, details) {
      // createMany writes without reading back, on every database.
      await database.session.createMany({ data: [{ id: sid, sid, ...row }] })
      try {
        await database.userSession.createMany({ data: [{ sid, userId, ...details, lastSeenAt: details.createdAt }] })
      } catch (error) {
        // P2003: a foreign key points nowhere. The session was created just before, so it is the user's.
        if ((error as { code?: unknown }).code !== 'P2003') throw error
        throw new SingleSessionError(
          'ERR_SINGLE_SESSION_LOGIN_REFUSED',
          'The user who logged in is not in the database (any more).',
          { cause: error },
        )
      }
    },

    async remove(sids) {
      if (sids.length === 0) return 0
      const { count } = await database.session.deleteMany({ where: { sid: { in: [...sids] } } })
      return count
    },

    async move(sid, newSid, row) {
      // The link follows by its foreign key (Prisma's default is ON UPDATE CASCADE).
      const { count } = await database.session.updateMany({
        where: { sid, userSession: { isNot: null } },
        data: { id: newSid, sid: newSid, ...row },
      })
      return count > 0
    },
  }
}

/** Runs `work` in a transaction, on a client that is bound to it. */
function transaction<T>(prisma: PrismaClientLike, work: (client: PrismaQueries) => Promise<T>): Promise<T> {
  // The client's own types know these arguments; ours only know that there is such a method.
  return prisma.$transaction(work as never, transactionLimits as never) as Promise<T>
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
