// Finds what the server says of a password: in an answer, or in what AdminJS's client makes of one with the status 429.
import type { PasswordAnswer, PasswordProblem } from './wire.js'

/** What hinders a request, by its answer; undefined if nothing does. */
export const problemIn = (answer: unknown): PasswordProblem | undefined =>
  // It may be anything, and only our server names a property so.
  (answer as Partial<PasswordAnswer> | null | undefined)?.passwordProblem

/**
 * The same, by the error that the request failed with.
 *
 * @throws that error, if it failed for another reason.
 */
export function problemOf(error: unknown): PasswordProblem {
  // What axios throws; AdminJS does not export its type.
  const problem = problemIn((error as { response?: { data?: unknown } }).response?.data)
  if (problem) return problem
  throw error
}
