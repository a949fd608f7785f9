// The option `secret`: what signs the session cookie.
import { SingleSessionError } from '../errors.js'
import { invalid, kindOf, type Check } from './option-checks.js'

/** The shortest secret, in characters: 32 of them, in hexadecimal, are 128 bits. */
const shortestSecret = 32

/** Checks `secret`, and makes a list of it: the first one signs, all are accepted. */
export const secrets: Check<readonly string[]> = (value, name) => {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  const cure = `${name}: process.env.SESSION_SECRET, with at least ${String(shortestSecret)} random characters in it, as from: node -p "crypto.randomBytes(32).toString('hex')"`
  if (list.length === 0) throw invalid(name, [], 'at least one secret', cure)
  return Object.freeze(
    list.map((one) => {
      if (typeof one === 'string' && one.length >= shortestSecret) return one
      throw new SingleSessionError(
        'ERR_SINGLE_SESSION_INVALID_OPTION',
        // What was given may be most of the real secret.
        `${name} has to be a text of at least ${String(shortestSecret)} characters; it is ${kindOf(one)}. Write ${cure}.`,
      )
    }),
  )
}
