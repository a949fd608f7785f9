// What we use of a Prisma client, described by its shape. The checked data model vouches for it, which no type can: the
// delegates belong to the app's generated client.
import type { SessionEvent } from '../rule/events.js'
import type { SessionDetails, UserId, UserRecord } from '../rule/session.js'

interface Delegate {
  findMany(args: object): PromiseLike<UserRecord[]>
}

/** The delegate of the model `Session`. */
export interface SessionDelegate extends Delegate {
  createMany(args: object): PromiseLike<unknown>
  updateMany(args: object): PromiseLike<{ count: number }>
  upsert(args: object): PromiseLike<unknown>
}

/** A row of the model `UserSession`, with the id of its session. */
export interface LinkRow extends Omit<SessionDetails, 'sessionId'> {
  readonly session: { readonly id: string }
}

/** The delegate of the model `UserSession`. */
export interface UserSessionDelegate {
  createMany(args: object): PromiseLike<unknown>
  findMany(args: object): PromiseLike<LinkRow[]>
  groupBy(args: object): PromiseLike<{ userId: UserId; _count: number }[]>
  updateMany(args: object): PromiseLike<{ count: number }>
}

/** Queries in SQL. */
export interface RawQueries {
  $queryRawUnsafe(query: string, ...values: unknown[]): PromiseLike<unknown>
  $executeRawUnsafe(query: string, ...values: unknown[]): PromiseLike<number>
}

/** The delegates and the raw queries, inside or outside of a transaction. */
export interface PrismaQueries extends RawQueries {
  session: SessionDelegate
  userSession: UserSessionDelegate
  user: Pick<Delegate, 'findMany'>
  sessionEvent: { findMany(args: object): PromiseLike<SessionEvent[]> }
}

/** A client, or that of a transaction, with its delegates under our names: the app chooses how its user model is called. */
export function queriesOf(generatedClient: object, userModel: string): PrismaQueries {
  // The checked data model says that the client has these delegates; its own types are the app's.
  const client = generatedClient as Omit<PrismaQueries, 'user'>
  // By the name of the model, which the app chooses: no type knows it.
  const delegates = generatedClient as Readonly<Record<string, PrismaQueries['user'] | undefined>>
  const user = delegates[userModel.charAt(0).toLowerCase() + userModel.slice(1)]
  if (!user) throw new TypeError(`The Prisma client has no delegate for the model ${userModel}`)
  return {
    session: client.session,
    userSession: client.userSession,
    sessionEvent: client.sessionEvent,
    user,
    $queryRawUnsafe: (query, ...values) => client.$queryRawUnsafe(query, ...values),
    $executeRawUnsafe: (query, ...values) => client.$executeRawUnsafe(query, ...values),
  }
}
