// Brings every fault that answers a request with 503 into the log of the process, with its cause. Here, where the faults
// arise, because nobody else sees all of them: Express prints no cause, many an app's error handler prints nothing, and in the
// background there is no request.
import type { SingleSessionError } from '../errors.js'
import { Repeats } from './repeats.js'
import { placeOf, wordsOf } from './words-of.js'

const faults = new Repeats((text) => {
  process.emitWarning(text, { code: 'SINGLE_SESSION_FAULT' })
})

/** Emits a warning of the process that says what failed and why; of one that repeats itself it says how often. */
export function tellFault<Fault extends SingleSessionError>(fault: Fault): Fault {
  const { code, message, cause } = fault
  const because = cause === undefined ? '' : `\n  because of ${wordsOf(cause)}`
  const place = code === 'ERR_SINGLE_SESSION_CALLBACK_FAILED' ? placeOf(cause) : ''
  faults.tell(`${code}: ${message}${because}${place}`)
  return fault
}
