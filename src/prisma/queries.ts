// What we use of a Prisma client, described by its shape. The checked data model vouches for it, which no type can: the
// delegates belong to the app's generated client.
import type { SessionEvent } from '../rule/events.js'
import type { Client, UserId, UserRecord } from '../rule/session.js'

interface Delegate {
  deleteMany(args: object): PromiseLike<{ count: number }>
  findMany(args: object): PromiseLike<UserRecord[]>
}

/** The delegate of the model `Session`. */
export interface SessionDelegate extends Delegate {
  createMany(args: object): PromiseLike<unknown>
  updateMany(args: object): PromiseLike<{ count: number }>
  upsert(args: object): PromiseLike<unknown>
}

/** A row of the model `UserSession`, with the id of its session. */
interface LinkRow extends Client {
  readonly userId: UserId
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly session: { readonly id: string }
}

/** The delegate of the model `UserSession`. */
export interface UserSessionDelegate {
  createMany(args: object): PromiseLike<unknown>
  findMany(args: object): PromiseLike<LinkRow[]>
  groupBy(args: object): PromiseLike<{ userId: UserId; _count: number }[]>
  updateMany(args: object): PromiseLike<{ count: number }>
}

/** The delegates and the raw queries, inside or outside of a transaction. */
export interface PrismaQueries {
  session: SessionDelegate
  userSession: UserSessionDelegate
  user: Pick<Delegate, 'findMany'>
  sessionEvent: { findMany(args: object): PromiseLike<SessionEvent[]> }
  $queryRawUnsafe(query: string, ...values: unknown[]): PromiseLike<unknown>
  $executeRawUnsafe(query: string, ...values: unknown[]): PromiseLike<number>
}
