// The rule: which sessions a login, a logout and an administrator end, and when a session is live. It knows neither
// AdminJS nor Express nor Prisma.
import type { LinkDetails, LinkedSession, SessionRepository, SessionRow, UserId } from './session-repository.js'

/** How many sessions a user may have: `true` one, `false` any number, `n` the newest n. */
export type SessionLimit = boolean | number

/** How many people were logged out, and on how many sessions. */
export interface EndedSessions {
  readonly users: number
  readonly sessions: number
}

/** A session as a request holds it: by the id that it came with, and by its link if it was a user's then. */
export interface HeldSession {
  readonly sid: string
  readonly link: Link | null
}

/** A login that is about to happen: the session that it creates, and what it replaces. */
export interface Login {
  readonly userId: UserId
  readonly sid: string
  readonly row: SessionRow
  readonly details: LinkDetails
  readonly limit: SessionLimit
  /** The session in which the browser came, if it had one; it ends. */
  readonly previous: HeldSession | null
}

/** Whose a session is, and by which login: the `id` of its row is that of one login, whatever its `sid` is by now. */
export interface Link {
  readonly userId: UserId
  readonly id: string
}

/** A session as its holder may use it. `link` is null while nobody is logged in. */
export interface ReadableSession extends SessionRow {
  readonly link: Link | null
}

/** The rule over one repository. Created once, by `createSingleSession`. */
export class SessionRule {
  readonly #repository: SessionRepository
  readonly #now: () => Date

  constructor(repository: SessionRepository, now: () => Date) {
    this.#repository = repository
    this.#now = now
  }

  /** The session with this id, unless it has expired or was ended. */
  async find(sid: string): Promise<ReadableSession | undefined> {
    const session = await this.#repository.find(sid)
    if (!session || session.expiresAt <= this.#now()) return undefined
    const { id, data, expiresAt, userId } = session
    return { data, expiresAt, link: userId === null ? null : { userId, id } }
  }

  /** Creates the session and its link, and ends those of the user's sessions that are too many then. */
  async logIn(login: Login): Promise<Link> {
    const { userId, sid, row, details, limit, previous } = login
    const previousLink = previous?.link ?? null
    // The browser may come from a session of another user, who must not log in or out meanwhile either.
    const userIds = previousLink && !isSame(previousLink.userId, userId) ? [userId, previousLink.userId] : [userId]
    return this.#repository.withUsersLocked(userIds, async (sessions) => {
      const all = await sessions.findByUsers(userIds)
      const createdAt = after(all, details.createdAt)
      const own = all.filter((session) => isSame(session.userId, userId) && session.id !== previousLink?.id)
      const replaced = previous ? sidsNow(previous, all) : []
      await sessions.remove([...replaced, ...this.#surplus(own, limit)])
      await sessions.create(sid, row, userId, { ...details, createdAt })
      return { userId, id: sid }
    })
  }

  /**
   * Ends the session, by whatever `sid` it has by now, and all others of its user if `everywhere`. Does nothing if it was
   * ended meanwhile: whoever holds an ended session has no say over the ones that came after it.
   */
  async logOut({ userId, id }: Link, everywhere: boolean): Promise<void> {
    await this.#repository.withUsersLocked([userId], async (sessions) => {
      const all = await sessions.findByUsers([userId])
      const own = all.filter((session) => session.id === id)
      if (own.length > 0) await sessions.remove(sidsOf(everywhere ? all : own))
    })
  }

  /** Ends this one session. */
  async end(session: HeldSession): Promise<void> {
    const { sid, link } = session
    if (link === null) return this.#repository.remove(sid)
    await this.#repository.withUsersLocked([link.userId], async (sessions) => {
      await sessions.remove(sidsNow(session, await sessions.findByUsers([link.userId])))
    })
  }

  /** Ends all sessions of these users. Counts the live ones among them. */
  async endSessions(userIds: readonly UserId[]): Promise<EndedSessions> {
    if (userIds.length === 0) return { users: 0, sessions: 0 }
    return this.#repository.withUsersLocked(userIds, async (sessions) => {
      const all = await sessions.findByUsers(userIds)
      await sessions.remove(sidsOf(all))
      const live = all.filter((session) => session.expiresAt > this.#now())
      return { users: new Set(live.map((session) => session.userId)).size, sessions: live.length }
    })
  }

  /** Gives the session of a user a new id. Says false if it was ended, or got another id, meanwhile. */
  async rotate(sid: string, newSid: string, row: SessionRow, userId: UserId): Promise<boolean> {
    return this.#repository.withUsersLocked([userId], async (sessions) => {
      const isLinked = (await sessions.findByUsers([userId])).some((session) => session.sid === sid)
      if (isLinked) await sessions.move(sid, newSid, row)
      return isLinked
    })
  }

  /** Deletes up to `limit` of the sessions that have expired. Says how many. */
  removeExpired(limit: number): Promise<number> {
    return this.#repository.removeExpired(this.#now(), limit)
  }

  /** How many live sessions each of these users has; users without one are left out. */
  countLive(userIds: readonly UserId[]): Promise<Map<UserId, number>> {
    return this.#repository.countLive(userIds, this.#now())
  }

  /** The sessions that have to end before one more login: the expired ones, and the oldest beyond the limit. */
  #surplus(earlier: readonly LinkedSession[], limit: SessionLimit): string[] {
    if (limit === false) return []
    const live = earlier.filter((session) => session.expiresAt > this.#now())
    const expired = earlier.filter((session) => session.expiresAt <= this.#now())
    const newestFirst = live.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    const kept = Number(limit) - 1
    return sidsOf([...expired, ...newestFirst.slice(kept)])
  }
}

/** What a session that a request holds is called by now: another request may have given it a new id. */
function sidsNow({ sid, link }: HeldSession, all: readonly LinkedSession[]): string[] {
  // The id that it came with too: without its user it has no link any more.
  return [sid, ...sidsOf(all.filter((session) => session.id === link?.id))]
}

/** Drivers differ in the type of a number. */
const isSame = (one: UserId, other: UserId): boolean => String(one) === String(other)

const sidsOf = (sessions: readonly LinkedSession[]): string[] => sessions.map((session) => session.sid)

/**
 * The time of a login that comes after all earlier ones, so that their order is that of the logins, even
 * within a millisecond and with clocks that differ from process to process.
 */
function after(earlier: readonly LinkedSession[], now: Date): Date {
  const latest = earlier.reduce((time, session) => Math.max(time, session.createdAt.getTime() + 1), now.getTime())
  return new Date(latest)
}
