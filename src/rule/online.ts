// Who is online: the live sessions of everybody whom the one who asks may see, the ones last seen first. The cost of a page is
// bounded, however many sessions there are, live or expired.
import type { Lifetime } from './lifetime.js'
import type { LiveSessionReader, Place } from './port.js'
import type { SeenSession, SessionDetails, UserId, UserRecord } from './session.js'
import type { Users } from './users.js'

/** What the one who asks may see. */
export interface Sight {
  /** Whether they see admin users too. */
  readonly adminUsers: boolean
  /** The properties of users that they need; the id comes along. */
  readonly properties: readonly string[]
}

/** Sessions with their users. */
export interface OnlineSessions {
  readonly sessions: readonly SessionDetails[]
  /** By the ids as text: drivers differ in the type of a number. */
  readonly users: ReadonlyMap<string, UserRecord>
  /** Where the next page begins; null if there is none. */
  readonly next: Place | null
}

/** How many sessions are looked at at once, and how often, to fill a page. At first only some more than it has: most are live. */
const [atOnce, moreAtFirst, mostOften] = [100, 5, 5]

/** Up to where sessions are counted, and for how long they are so many once they were, in milliseconds. */
const [countedUpTo, manyForMs] = [1_000, 60_000]

/** Reads who is online. */
export class Online {
  readonly #reader: LiveSessionReader
  readonly #users: Users
  readonly #lifetime: Lifetime
  /** How many sessions there were when they were too many to be counted, and when that was. */
  #many = { sessions: 0, at: -Infinity }

  constructor(reader: LiveSessionReader, users: Users, lifetime: Lifetime) {
    this.#reader = reader
    this.#users = users
    this.#lifetime = lifetime
  }

  /**
   * A page of up to `take` sessions, from a place on, or from the first. It may have fewer, and even none, although there is a
   * next one: where very many sessions have expired, or are not to be seen.
   */
  async page(from: Place | null, take: number, sight: Sight): Promise<OnlineSessions> {
    await this.#lifetime.clock.ready()
    const sessions: SeenSession[] = []
    const users = new Map<string, UserRecord>()
    // A clock that is ahead may have noted a time that is not here yet.
    let place = from ?? { lastSeenAt: new Date(this.#lifetime.now().getTime() + 86_400_000), skip: 0 }
    for (let often = 0; often < mostOften; often++) {
      const wanted = often === 0 ? Math.min(take + moreAtFirst, atOnce) : atOnce
      const seen = await this.#reader.lastSeen(place, wanted)
      const live = seen.filter((session) => this.#lifetime.isLive(session))
      // Who sees everybody needs no more users than there is room for.
      const looked = sight.adminUsers ? live.slice(0, take - sessions.length) : live
      const found = await this.#shown(looked, sight)
      const shown = looked.filter(({ userId }) => found.has(String(userId)))
      sessions.push(...shown.slice(0, take - sessions.length))
      for (const [id, user] of found) users.set(id, user)
      const isFull = sessions.length === take
      const last = isFull ? sessions.at(-1) : looked.length < live.length ? looked.at(-1) : undefined
      const passed = last === undefined ? seen : seen.slice(0, seen.findIndex((one) => one === last) + 1)
      const isMore = (looked.length < live.length ? live : shown).some((one) => !passed.includes(one))
      if (!isMore && seen.length < wanted) return { sessions, users, next: null }
      place = placeAfter(place, passed)
      if (isFull) break
    }
    return { sessions, users, next: place }
  }

  /** Up to `take` live sessions of these users, as far as they may be seen. */
  async ofUsers(userIds: readonly UserId[], take: number, sight: Sight): Promise<OnlineSessions> {
    await this.#lifetime.clock.ready()
    const users = await this.#users.findShown(userIds, sight)
    const ids = userIds.filter((userId) => users.has(String(userId)))
    const sessions = await this.#reader.ofUsers(ids, take, this.#lifetime.now())
    return { sessions, users, next: null }
  }

  /** How many sessions are live, up to a thousand; `isMore` says that there may be more, as of the last minute. */
  async count(): Promise<{ readonly sessions: number; readonly isMore: boolean }> {
    await this.#lifetime.clock.ready()
    const now = this.#lifetime.now()
    if (Math.abs(now.getTime() - this.#many.at) < manyForMs) return { sessions: this.#many.sessions, isMore: true }
    const { all, linked: sessions } = await this.#reader.countUpTo(countedUpTo, now)
    if (all < countedUpTo) return { sessions, isMore: false }
    this.#many = { sessions, at: now.getTime() }
    return { sessions, isMore: true }
  }

  #shown(sessions: readonly SeenSession[], sight: Sight): Promise<ReadonlyMap<string, UserRecord>> {
    return this.#users.findShown([...new Map(sessions.map(({ userId }) => [String(userId), userId])).values()], sight)
  }
}

/** The place after these sessions, which begin at that place. */
function placeAfter(from: Place, seen: readonly SeenSession[]): Place {
  const last = seen.at(-1)
  if (!last) return from
  const time = last.lastSeenAt.getTime()
  const alike = seen.filter(({ lastSeenAt }) => lastSeenAt.getTime() === time).length
  return { lastSeenAt: last.lastSeenAt, skip: alike + (from.lastSeenAt.getTime() === time ? from.skip : 0) }
}
