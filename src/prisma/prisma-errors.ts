// What the errors of Prisma and of its drivers mean.
import { SingleSessionError } from '../errors.js'
import type { Dialect } from './dialects/dialect.js'
import { dialects } from './dialects/dialects.js'

/**
 * Prisma's codes for "somebody else was faster, try again": P1008 a timeout at the lock, P2034 a write conflict or a
 * deadlock, P2028 no connection free to begin a transaction in time, P2002 a value that has to be unique and is there by
 * now, which is the slot of another login, and what an adapter calls a conflict at COMMIT.
 */
const transientCodes = new Set(['P1008', 'P2034', 'P2028', 'P2002', 'TransactionWriteConflict'])

/** Prisma's codes, and its driver adapters' names, for a table or a column that is not there. */
const missingCodes = new Set(['P2021', 'P2022', 'TableDoesNotExist', 'ColumnNotFound'])

/** What Prisma itself says of a text with half a surrogate pair in it. */
const badTextMessage = /unexpected end of hex escape/

/** Whether the database asks to try again. */
export function isTransient(error: unknown, dialect: Dialect): boolean {
  if (!(error instanceof Error)) return false
  const isCode = (code: string): boolean => transientCodes.has(code) || dialect.transientCodes.has(code)
  return codesOf(error).some(isCode) || dialect.transientMessage.test(wordsOf(error))
}

/** Whether the database says that a table or a column is not there. */
export function isMissing(error: unknown, dialect: Dialect): boolean {
  if (!(error instanceof Error)) return false
  const isCode = (code: string): boolean => missingCodes.has(code) || dialect.missingCodes.has(code)
  return codesOf(error).some(isCode) || dialect.missingMessage.test(wordsOf(error))
}

/** The codes of an error, of Prisma's or a driver's: its own, and those of the error that it came from. */
function codesOf(error: unknown, depth = 4): string[] {
  if (typeof error !== 'object' || error === null || depth === 0) return []
  const { code, originalCode, kind, cause, meta, driverAdapterError } = error as Record<string, unknown> // each is looked at
  const own = [code, originalCode, kind].filter((one) => typeof one === 'string' || typeof one === 'number').map(String)
  return [...own, ...[cause, meta, driverAdapterError].flatMap((inner) => codesOf(inner, depth - 1))]
}

/** What the database said: Prisma puts the code that asked in front of it, where any word may occur. */
function wordsOf({ name, message }: Error): string {
  return name.startsWith('PrismaClient') ? (message.trim().split('\n').at(-1) ?? '') : message
}

/** Whether a query was given something that it cannot take, such as a list for the email: no fault of the database. */
export function isBadInput(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.name === 'PrismaClientValidationError') return true
  if (!isPrismaError(error)) return false
  // The words of any database: what the app asked for went to one of its choice.
  const ofDatabases = Object.values<Dialect>(dialects).map((dialect) => dialect.badTextMessage)
  return [badTextMessage, ...ofDatabases].some((message) => message?.test(wordsOf(error)))
}

/** The error for a database that did not do what it was asked. The original one stays reachable as its cause. */
export function unavailable(cause: unknown): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE',
    'The database is unavailable at the moment. Please try again.',
    { cause },
  )
}

/** Whether an error comes from Prisma or its driver: the app's own queries fail like ours when the database is away. */
export function isPrismaError(error: unknown): boolean {
  // What a driver says of a lost connection Prisma passes on as it is, but for its own version on it.
  return error instanceof Error && (/^(PrismaClient|DriverAdapterError)/.test(error.name) || 'clientVersion' in error)
}
