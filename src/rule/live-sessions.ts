// Who is logged in: the live sessions of one user, and of everyone.
import type { Lifetime } from './lifetime.js'
import type { LiveSessionReader } from './port.js'
import type { EndedSessions } from './selection.js'
import type { SessionDetails, UserId } from './session.js'

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

  /** Some of a user's sessions, the ones last seen first. */
  page(userId: UserId, skip: number, take: number): Promise<SessionDetails[]> {
    return this.#reader.page(userId, this.#lifetime.now(), skip, take)
  }

  /** How many sessions each of these users has; users without one are left out. */
  count(userIds: readonly UserId[]): Promise<Map<UserId, number>> {
    return this.#reader.count(userIds, this.#lifetime.now())
  }

  /** How many sessions this user has. */
  async countOf(userId: UserId): Promise<number> {
    return (await this.count([userId])).get(userId) ?? 0
  }

  /** How many users are logged in, on how many sessions. */
  async countEveryone(): Promise<EndedSessions> {
    let [users, sessions] = [0, 0]
    for await (const counts of this.#everyone()) {
      users += counts.size
      for (const count of counts.values()) sessions += count
    }
    return { users, sessions }
  }

  /** The ids of all users who are logged in, some at a time. */
  async *userIds(): AsyncGenerator<UserId[]> {
    for await (const counts of this.#everyone()) yield [...counts.keys()]
  }

  /** All users who are logged in, some at a time, with the number of their sessions. */
  async *#everyone(): AsyncGenerator<Map<UserId, number>> {
    for (let last: UserId | null = null; ;) {
      const counts = await this.#reader.countAfter(last, usersAtOnce, this.#lifetime.now())
      if (counts.size === 0) return
      yield counts
      last = [...counts.keys()].at(-1) ?? null
    }
  }
}
