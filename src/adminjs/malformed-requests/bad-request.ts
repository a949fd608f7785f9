// The error for a request that nobody should have sent like this.
import { SingleSessionError, type BadRequestStatus } from '../../errors.js'

/** Returns the error; `message` says to the client what is wrong, and Express answers with `status` and `headers`. */
export function badRequest(
  status: BadRequestStatus,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): SingleSessionError {
  return new SingleSessionError('ERR_SINGLE_SESSION_BAD_REQUEST', message, { status, headers })
}

/** The error for something that does not exist. */
export const notFound = (): SingleSessionError => badRequest(404, 'There is nothing here.')
