// The option `atLimit`: what happens to a login beyond the limit.
import type { AtLimit } from '../rule/limit.js'
import { oneOf } from './option-checks.js'

/** Checks `atLimit`. */
export const atLimit = oneOf<AtLimit>('end-oldest', ['end-oldest', 'refuse', 'ask'])
