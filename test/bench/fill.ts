// Fills a database with users and their sessions, by its own SQL: a million rows take seconds.
import type { PrismaClient } from '@prisma/client'
import { provider } from '../support/database.js'

export interface Filling {
  /** The first of the users whose sessions these are, by id, how many users, and how many sessions each. */
  readonly firstUser: number
  readonly users: number
  readonly each: number
  readonly areExpired?: boolean
}

/** Adds users to an empty table: their ids are 1 and up. */
export async function addUsers(prisma: PrismaClient, count: number): Promise<void> {
  await prisma.$executeRawUnsafe(
    `INSERT INTO "User" ("email", "passwordHash") ${numbers(1, count)} ` +
      `SELECT 'user' || i || '@example.com', 'x' FROM numbers`,
  )
}

/**
 * Adds sessions as our login leaves them: with random ids, and ends that differ. The live ones end in 12 to 24 hours, the
 * expired ones ended in the last 12.
 */
export async function addSessions(prisma: PrismaClient, filling: Filling): Promise<void> {
  const { firstUser, users, each, areExpired = false } = filling
  const cookie = '{"originalMaxAge":null,"expires":null,"secure":false,"httpOnly":true,"path":"/","sameSite":"lax"}'
  const user = `${String(firstUser)} + i % ${String(users)}`
  const data =
    `'{"cookie":${cookie},"adminUser":{"id":' || (${user}) || ` + `',"email":"user' || (${user}) || '@example.com"}}'`
  await prisma.$executeRawUnsafe(
    `INSERT INTO "Session" ("id", "sid", "data", "expiresAt") ${numbers(0, users * each - 1)}, ` +
      `sids AS MATERIALIZED (SELECT i, ${sql.randomText} AS sid FROM numbers) ` +
      `SELECT sid, sid, ${data}, ${sql.timeIn(areExpired ? -12 : 12)} FROM sids`,
  )
  await prisma.$executeRawUnsafe(
    `INSERT INTO "UserSession" ("sid", "userId", "createdAt", "lastSeenAt") ` +
      `SELECT s."sid", ${sql.userIdIn('s."data"')}, ${sql.dayBefore}, ${sql.dayBefore} FROM "Session" s ` +
      `LEFT JOIN "UserSession" l ON l."sid" = s."sid" WHERE l."sid" IS NULL`,
  )
}

/** Adds logins to the audit trail, each of one of the first users, in the last 12 hours. */
export async function addEvents(
  prisma: PrismaClient,
  { users, count }: { users: number; count: number },
): Promise<void> {
  await prisma.$executeRawUnsafe(
    `INSERT INTO "SessionEvent" ("id", "event", "userId", "ipAddress", "createdAt") ${numbers(1, count)} ` +
      `SELECT ${sql.randomText}, 'login', 1 + i % ${String(users)}, '127.0.0.1', ${sql.timeIn(-12)} FROM numbers`,
  )
}

/** What a database does by itself in time: it tidies up, and counts what it has. */
export async function settle(prisma: PrismaClient): Promise<void> {
  if (provider === 'sqlite') {
    await prisma.$executeRawUnsafe('ANALYZE')
    await prisma.$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)')
  } else {
    await prisma.$executeRawUnsafe('VACUUM ANALYZE')
    await prisma.$executeRawUnsafe('CHECKPOINT')
  }
}

const sql =
  provider === 'sqlite'
    ? {
        randomText: `lower(hex(randomblob(16)))`,
        /** A time in the 12 hours after the one in so many hours. In the form in which Prisma writes it. */
        timeIn: (hours: number) =>
          `strftime('%Y-%m-%dT%H:%M:%f', 'now', (${String(hours * 3600)} + abs(random() % 43200)) || ' seconds') || '+00:00'`,
        dayBefore: `strftime('%Y-%m-%dT%H:%M:%f', s."expiresAt", '-1 day') || '+00:00'`,
        userIdIn: (data: string) => `json_extract(${data}, '$.adminUser.id')`,
      }
    : {
        randomText: `md5(random()::text || i)`,
        timeIn: (hours: number) =>
          `(now() AT TIME ZONE 'utc') + (${String(hours)} + random() * 12) * interval '1 hour'`,
        dayBefore: `s."expiresAt" - interval '1 day'`,
        userIdIn: (data: string) => `(${data}::json->'adminUser'->>'id')::integer`,
      }

/** The numbers of a range as a common table, `numbers`, of one column, `i`. Both databases know this way. */
const numbers = (first: number, last: number): string =>
  `WITH RECURSIVE numbers(i) AS (SELECT ${String(first)} UNION ALL SELECT i + 1 FROM numbers WHERE i < ${String(last)})`
