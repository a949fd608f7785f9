// Who is logged in: the live sessions of one user, and of everyone.
import type { Lifetime } from './lifetime.js'
import type { LiveSessionReader, Presence } from './port.js'
import type { SessionDetails, UserId } from './session.js'

/** How many users are logged in, on how many sessions. */
export interface SessionCounts {
  readonly users: number
  readonly sessions: number
}

/** How many users are read at once, and logged out by one transaction: nobody has to wait for all of them. */
const usersAtOnce = 500

/** Reads live sessions. */
export class LiveSessions {
  readonly #reader: LiveSessionReader
  readonly #lifetime: Lifetime

  constructor(reader: LiveSessionReader, lifetime: Lifetime) {
    this.#reader = reader
    this.#lifetime = lifetime
  }

  /** Some of a user's sessions: the one with the `sessionId` `first`, if that is given, and then the ones last seen first. */
  async page(userId: UserId, skip: number, take: number, first?: string): Promise<SessionDetails[]> {
    await this.#lifetime.clock.ready()
    const now = this.#lifetime.now()
    if (first === undefined) return this.#reader.page(userId, now, skip, take, null)
    if (skip > 0) return this.#reader.page(userId, now, skip - 1, take, first)
    const seen = await this.#reader.page(userId, now, 0, take, null)
    // It asks, so it was seen just now: nearly always it is among them.
    const own = seen.find(({ sessionId }) => sessionId === first) ?? (await this.#reader.one(userId, now, first))
    if (!own) return seen
    return [own, ...seen.filter(({ sessionId }) => sessionId !== first).slice(0, take - 1)]
  }

  /** How many sessions each of these users has; users without one are left out. */
  async count(userIds: readonly UserId[]): Promise<Map<UserId, number>> {
    await this.#lifetime.clock.ready()
    return this.#reader.count(userIds, this.#lifetime.now())
  }

  /**
   * How many sessions each of these users has, up to ten, and when one of them was seen last; users without one are left out.
   */
  async presence(userIds: readonly UserId[]): Promise<Map<UserId, Presence>> {
    await this.#lifetime.clock.ready()
    return this.#reader.presence(userIds, this.#lifetime.now())
  }

  /** How many sessions this user has. */
  async countOf(userId: UserId): Promise<number> {
    return (await this.count([userId])).get(userId) ?? 0
  }

  /** How many users are logged in, on how many sessions. */
  async countEveryone(): Promise<SessionCounts> {
    let [users, sessions] = [0, 0]
    for await (const counts of this.everyone()) {
      users += counts.size
      for (const count of counts.values()) sessions += count
    }
    return { users, sessions }
  }

  /** The ids of all users who are logged in, some at a time. */
  async *userIds(): AsyncGenerator<UserId[]> {
    for await (const counts of this.everyone()) yield [...counts.keys()]
  }

  /** All users who are logged in, some at a time, with the number of their sessions. */
  async *everyone(): AsyncGenerator<Map<UserId, number>> {
    await this.#lifetime.clock.ready()
    for (let last: UserId | null = null; ;) {
      const counts = await this.#reader.countAfter(last, usersAtOnce, this.#lifetime.now())
      if (counts.size === 0) return
      yield counts
      last = [...counts.keys()].at(-1) ?? null
    }
  }
}
