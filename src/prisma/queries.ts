// What we use of a Prisma client, described by its shape. The checked data model vouches for it, which no type can: the
// delegates belong to the app's generated client.
import type { TrailEvent } from '../rule/port.js'
import type { SessionDetails, UserId, UserRecord } from '../rule/session.js'
import type { SameActs, TrailRow } from '../rule/trail-row.js'
import type { DataModel } from './data-model.js'

interface Delegate {
  findMany(args: object): PromiseLike<UserRecord[]>
}

/** The delegate of the session model. */
export interface SessionDelegate extends Delegate {
  createMany(args: object): PromiseLike<unknown>
  updateMany(args: object): PromiseLike<{ count: number }>
  upsert(args: object): PromiseLike<unknown>
}

/** A row of the link model, with the id of its session. */
export interface LinkRow extends Omit<SessionDetails, 'sessionId'> {
  readonly session: { readonly id: string }
}

/** A user, with what was counted of their rows. */
export interface PresenceRow {
  readonly userId: UserId
  readonly _count: number
}

/** The delegate of the link model. */
export interface UserSessionDelegate {
  createMany(args: object): PromiseLike<unknown>
  findMany(args: object): PromiseLike<LinkRow[]>
  groupBy(args: object): PromiseLike<PresenceRow[]>
  updateMany(args: object): PromiseLike<{ count: number }>
}

/** Events of one kind, by one actor, of one user, as Prisma counts them. */
export interface EventGroup extends SameActs, Pick<TrailRow, 'userId'> {
  readonly _count: number
  readonly _max: { readonly id: string }
}

/** The delegate of the event model. */
export interface SessionEventDelegate {
  findMany(args: object): PromiseLike<(TrailEvent & TrailRow)[]>
  groupBy(args: object): PromiseLike<EventGroup[]>
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
  sessionEvent: SessionEventDelegate
}

/** A client, or that of a transaction, with its delegates under our names: the app chooses what its models are called. */
export function queriesOf(generatedClient: object, models: Pick<DataModel, OurDelegate>): PrismaQueries {
  // Every client has these methods; its own types are the app's.
  const client = generatedClient as RawQueries
  // By the name of its model, which the app chooses: no type knows it.
  const delegates = generatedClient as Readonly<Record<string, unknown>>
  const delegateOf = <Name extends OurDelegate>(name: Name): PrismaQueries[Name] => {
    const { name: model } = models[name]
    const delegate = delegates[model.charAt(0).toLowerCase() + model.slice(1)]
    if (!delegate) throw new TypeError(`The Prisma client has no delegate for the model ${model}`)
    // The checked data model says that the model has the fields that we ask it for.
    return delegate as PrismaQueries[Name]
  }
  return {
    session: delegateOf('session'),
    userSession: delegateOf('userSession'),
    sessionEvent: delegateOf('sessionEvent'),
    user: delegateOf('user'),
    $queryRawUnsafe: (query, ...values) => client.$queryRawUnsafe(query, ...values),
    $executeRawUnsafe: (query, ...values) => client.$executeRawUnsafe(query, ...values),
  }
}

type OurDelegate = 'session' | 'userSession' | 'sessionEvent' | 'user'
