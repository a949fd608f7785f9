// What we use of a Prisma client, described by its shape: the client is generated in the app, so there is no class to
// import here, and a client with extensions fits as well.
import type { SessionDetails, SessionEvent, UserId, UserRecord } from '../rule/session-repository.js'

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

/** The delegate of the model `UserSession`. */
export interface UserSessionDelegate {
  createMany(args: object): PromiseLike<unknown>
  findMany(args: object): PromiseLike<(Omit<SessionDetails, 'id'> & { session: { id: string } })[]>
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

/**
 * A Prisma client, version 6, plain or extended. Its models are checked when the package starts, so the type asks for
 * no more than what every client has.
 */
export interface PrismaClientLike {
  $connect(): Promise<void>
  $disconnect(): Promise<void>
  // The arguments of a generated client are its own.
  $transaction: (...args: never[]) => Promise<unknown>
  $queryRawUnsafe(query: string, ...values: unknown[]): PromiseLike<unknown>
  $executeRawUnsafe(query: string, ...values: unknown[]): PromiseLike<number>
}
