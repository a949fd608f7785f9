// The rule, put together: everything that the panel and the store speak to.
import { Activity } from './activity.js'
import { removeInSteps } from './cleanup.js'
import { Changes } from './changes.js'
import { clockOf } from './clock.js'
import { Endings } from './endings.js'
import { Lifetime, type LifetimeOptions } from './lifetime.js'
import { FailedLogins } from './failed-logins.js'
import { createListener, type Listeners } from './listeners.js'
import { LiveSessions } from './live-sessions.js'
import { logIn, type Login, type LoginOutcome } from './log-in.js'
import { Passwords } from './passwords.js'
import { Online } from './online.js'
import type { Port } from './port.js'
import { Questions } from './questions.js'
import { SessionRule } from './session-rule.js'
import { StoredSessions } from './stored-sessions.js'
import { Trail } from './trail.js'
import { Users, type UserRules } from './users.js'

/** What the options say to the rule. */
export interface RuleOptions extends LifetimeOptions, Listeners, UserRules {
  readonly keepEventsForDays: number
  /** What tells the time in place of the database; undefined but in tests. */
  readonly clock: (() => Date) | undefined
}

/** The rule over one database. */
export interface Rule {
  /** Logs a user in. */
  readonly logIn: (login: Login) => Promise<LoginOutcome>
  /** Logins that wait until their user has chosen a session to end. */
  readonly questions: Questions
  /** Logouts and every other end of sessions. */
  readonly sessions: SessionRule
  /** How sessions ended, for those who are told. */
  readonly endings: Endings
  /** The sessions of requests. */
  readonly stored: StoredSessions
  /** Who is logged in. */
  readonly live: LiveSessions
  /** Who is online, of all users. */
  readonly online: Online
  /** What happened on the last days. */
  readonly activity: Activity
  /** The users, and what they may do. */
  readonly users: Users
  /** The name of the event model in the schema. */
  readonly eventModel: string
  /** Whether people know their passwords. */
  readonly passwords: Passwords
  /** What happened, as people read it. */
  readonly trail: Trail
  /** The logins that do not happen. */
  readonly failedLogins: FailedLogins
  /** How long sessions live. */
  readonly lifetime: Lifetime
  /** Rejects with ERR_SINGLE_SESSION_NOT_MIGRATED if the database lacks a table or a column of the schema. */
  readonly requireMigration: () => Promise<void>
  /** Removes expired sessions, and events that are too old; says how many sessions there were, and were so far. */
  readonly cleanUp: (onProgress?: (removed: number) => void) => Promise<number>
}

const dayMs = 24 * 60 * 60 * 1000

/** Puts the rule together, once, at the start. */
export function createRule(port: Port, options: RuleOptions): Rule {
  const lifetime = new Lifetime(options, options.clock ? clockOf(options.clock) : port.clock)
  const changes = new Changes(port, lifetime, createListener(options))
  const { maintenance } = port
  const users = new Users(port.users, options)
  return {
    logIn: (login) => logIn(changes, lifetime, login),
    questions: new Questions(port, lifetime),
    sessions: new SessionRule(port, lifetime, changes),
    endings: new Endings(port, lifetime),
    stored: new StoredSessions(port, lifetime),
    live: new LiveSessions(port.liveSessions, lifetime),
    online: new Online(port.liveSessions, users, lifetime),
    activity: new Activity(port.events, lifetime, options.keepEventsForDays),
    users,
    eventModel: port.events.model,
    passwords: new Passwords(changes, lifetime),
    trail: new Trail(port.trail),
    failedLogins: new FailedLogins(port, lifetime),
    lifetime,

    requireMigration: () => maintenance.requireMigration(),

    async cleanUp(onProgress) {
      // Anew: a session that is removed by a wrong time is gone.
      await lifetime.clock.ask()
      const checkpoint = () => maintenance.checkpoint()
      const oldest = () => new Date(lifetime.now().getTime() - options.keepEventsForDays * dayMs)
      await removeInSteps((limit) => maintenance.removeEvents(oldest(), limit), checkpoint)
      return removeInSteps((limit) => maintenance.removeExpired(lifetime.now(), limit), checkpoint, onProgress)
    },
  }
}
