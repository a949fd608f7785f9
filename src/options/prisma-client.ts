// What we need of the app's Prisma client to take it for one, described by its shape: the client is generated in the app,
// so there is no class to import here, and a client with extensions fits as well.
import { invalid, isObject, type Check } from './option-checks.js'

/**
 * A Prisma client, plain or extended. Its models are checked when the package starts, so the type asks for no more than
 * what every client has.
 */
export interface PrismaClientLike {
  $connect(): Promise<void>
  $disconnect(): Promise<void>
  // The arguments of a generated client are its own.
  $transaction: (...args: never[]) => Promise<unknown>
  $queryRawUnsafe(query: string, ...values: unknown[]): PromiseLike<unknown>
  $executeRawUnsafe(query: string, ...values: unknown[]): PromiseLike<number>
}

/** Checks `prisma`. What else it has to have, the data model tells: see readDataModel. */
export const prismaClient: Check<PrismaClientLike> = (value, name) => {
  // What is no client in spite of that has no data model.
  if (isObject(value)) return value as PrismaClientLike
  throw invalid(name, value, 'your Prisma client', 'prisma: new PrismaClient()')
}
