// What the errors of Prisma and of its drivers mean.
import { SingleSessionError } from '../errors.js'

/**
 * Prisma's codes for "somebody else was faster, try again": P1008 a timeout at the lock, P2034 a write conflict or a
 * deadlock, P2028 no connection free to begin a transaction in time.
 */
const transientCodes = new Set(['P1008', 'P2034', 'P2028'])

/** What databases say of it themselves when it comes through a raw query (P2010) or straight from a driver. */
const transientMessage = /SQLITE_BUSY|database is locked|could not serialize|deadlock|lock wait timeout/i

/**
 * What is said of a text that cannot be asked for: with a NUL in it PostgreSQL refuses it (SQLSTATE 22021), with half a
 * surrogate pair Prisma itself.
 */
const badTextMessage = /invalid byte sequence|unexpected end of hex escape/

/** Whether the database asks to try again. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = (error as { code?: unknown }).code
  return (typeof code === 'string' && transientCodes.has(code)) || transientMessage.test(wordsOf(error))
}

/** What the database said: Prisma puts the code that asked in front of it, where any word may occur. */
function wordsOf({ name, message }: Error): string {
  return name.startsWith('PrismaClient') ? (message.trim().split('\n').at(-1) ?? '') : message
}

/** Whether a query was given something that it cannot take, such as a list for the email: no fault of the database. */
export function isBadInput(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.name === 'PrismaClientValidationError' || (isPrismaError(error) && badTextMessage.test(wordsOf(error)))
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
