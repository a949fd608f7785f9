// A login in the session of a request for which there is no place.
import type { LoginUser } from '../options/app-functions.js'
import type { SessionLimit } from '../rule/limit.js'
import type { NoPlace } from '../rule/log-in.js'

/** What the user who logs in has chosen before, because there was no place then. */
export interface Choice {
  /** How many sessions they may have, as the app said then. */
  readonly limit: SessionLimit
  /** The keys of the sessions to end. */
  readonly ending: readonly string[]
}

/** A login for which there is no place, with what it takes to try again. */
export interface LoginAtLimit extends NoPlace {
  /** What the session would have held: the given user, with the id that the database has. */
  readonly user: LoginUser
  readonly limit: SessionLimit
}
