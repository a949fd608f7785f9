// The errors of the session store.
import { SingleSessionError } from '../errors.js'

/** The session that was to get a new id has ended, or got one. */
export function endedMeanwhile(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_ENDED',
    'Your session has ended, or another request renewed it, while this one was under way. Please try again.',
  )
}

/** Somebody asked for all sessions. */
export function notListed(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_NOT_LISTED',
    'This store lists neither sessions nor their ids: each of them is as good as a password. ' +
      'Write store.length(callback) to count them.',
  )
}
