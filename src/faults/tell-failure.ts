// Brings into the log of the process what failed where no request fails for it: in the background, or after what a request was
// for had been done.
import { Repeats } from './repeats.js'
import { placeOf, wordsOf } from './words-of.js'

/** Each code counts by itself what repeats itself. */
const failures = {
  SINGLE_SESSION_TOUCH: new Repeats((text) => {
    process.emitWarning(text, { code: 'SINGLE_SESSION_TOUCH' })
  }),
  SINGLE_SESSION_CLEANUP: new Repeats((text) => {
    process.emitWarning(text, { code: 'SINGLE_SESSION_CLEANUP' })
  }),
  SINGLE_SESSION_LOGIN_EVENT: new Repeats((text) => {
    process.emitWarning(text, { code: 'SINGLE_SESSION_LOGIN_EVENT' })
  }),
  SINGLE_SESSION_ACCOUNT_CHANGE: new Repeats((text) => {
    process.emitWarning(text, { code: 'SINGLE_SESSION_ACCOUNT_CHANGE' })
  }),
  SINGLE_SESSION_CALLBACK: new Repeats((text) => {
    process.emitWarning(text, { code: 'SINGLE_SESSION_CALLBACK' })
  }),
}

/** Emits a warning of the process that says what failed and why; of one that repeats itself it says how often. */
export function tellFailure(code: keyof typeof failures, what: string, error: unknown): void {
  const place = code === 'SINGLE_SESSION_CALLBACK' ? placeOf(error) : ''
  failures[code].tell(`${what}: ${wordsOf(error)}${place}`)
}
