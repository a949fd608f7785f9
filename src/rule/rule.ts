// The rule, put together: everything that the panel and the store speak to.
import { removeInSteps } from './cleanup.js'
import { Lifetime, type LifetimeOptions } from './lifetime.js'
import { createListener, type Listeners } from './listeners.js'
import { LiveSessions } from './live-sessions.js'
import type { Port } from './port.js'
import { SessionRule } from './session-rule.js'
import { StoredSessions } from './stored-sessions.js'
import { Users, type UserRules } from './users.js'

/** What the options say to the rule. */
export interface RuleOptions extends LifetimeOptions, Listeners, UserRules {
  readonly keepEventsForDays: number
}

/** The rule over one database. */
export interface Rule {
  /** Logins, logouts and every other end of sessions. */
  readonly sessions: SessionRule
  /** The sessions of requests. */
  readonly stored: StoredSessions
  /** Who is logged in. */
  readonly live: LiveSessions
  /** The users, and what they may do. */
  readonly users: Users
  /** How long sessions live. */
  readonly lifetime: Lifetime
  /** Removes expired sessions, and events that are too old; says how many sessions there were. */
  readonly cleanUp: () => Promise<number>
}

const dayMs = 24 * 60 * 60 * 1000

/** Puts the rule together, once, at the start. */
export function createRule(port: Port, options: RuleOptions): Rule {
  const lifetime = new Lifetime(options)
  const { maintenance } = port
  return {
    sessions: new SessionRule(port, lifetime, createListener(options)),
    stored: new StoredSessions(port, lifetime),
    live: new LiveSessions(port.liveSessions, lifetime),
    users: new Users(port.users, options),
    lifetime,

    async cleanUp() {
      const checkpoint = () => maintenance.checkpoint()
      const oldest = () => new Date(lifetime.now().getTime() - options.keepEventsForDays * dayMs)
      await removeInSteps((limit) => maintenance.removeEvents(oldest(), limit), checkpoint)
      return removeInSteps((limit) => maintenance.removeExpired(lifetime.now(), limit), checkpoint)
    },
  }
}
