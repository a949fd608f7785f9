// How the rule changes sessions: it locks the users whom a change concerns, so that it sees all of their sessions and nobody
// else changes them meanwhile, and writes down what it did in the same transaction.
import type { Actor } from './actor.js'
import type { EndEvent, EndReason, SessionEvent } from './events.js'
import type { Lifetime } from './lifetime.js'
import type { Listener } from './listeners.js'
import type { LockedSessions, Port } from './port.js'
import { keyOf } from './session-key.js'
import type { LinkedSession, UserId } from './session.js'

/** What a change came to. */
export interface Done<T> {
  readonly result: T
  readonly events: readonly SessionEvent[]
}

/** Runs changes. */
export class Changes {
  readonly #port: Pick<Port, 'sessions'>
  readonly #lifetime: Lifetime
  readonly #tell: Listener

  constructor(port: Pick<Port, 'sessions'>, lifetime: Lifetime, tell: Listener) {
    this.#port = port
    this.#lifetime = lifetime
    this.#tell = tell
  }

  /**
   * Runs `work` while these users are locked, and writes down what it did. It may run more than once; only the last run
   * counts. The app hears of it once it cannot be undone any more.
   */
  async run<T>(userIds: readonly UserId[], work: (sessions: LockedSessions) => Promise<Done<T>>): Promise<T> {
    await this.#lifetime.clock.ready()
    const { result, events } = await this.#port.sessions.withUsersLocked(userIds, async (sessions) => {
      const done = await work(sessions)
      if (done.events.length > 0) await sessions.record(done.events)
      return done
    })
    this.#tell(events)
    return result
  }

  /** The same, of a change that concerns the sessions of these users and no others. */
  async ofSessions<T>(
    userIds: readonly UserId[],
    work: (sessions: LockedSessions, all: readonly LinkedSession[], now: Date) => Promise<Done<T>>,
  ): Promise<T> {
    return this.run(userIds, async (sessions) => {
      const all = await sessions.findByUsers(userIds)
      return work(sessions, all, this.#lifetime.now())
    })
  }

  /** The events of sessions that end. One that has expired had ended by itself. */
  ends(sessions: readonly LinkedSession[], reason: EndReason, by: Actor, createdAt: Date): EndEvent[] {
    const live = sessions.filter((session) => this.#lifetime.isLive(session))
    return live.map(({ sid, userId }) => ({ ...by, event: reason, createdAt, userId, sessionKey: keyOf(sid) }))
  }
}

/** The session ids of these. */
export const sidsOf = (sessions: readonly LinkedSession[]): string[] => sessions.map(({ sid }) => sid)
