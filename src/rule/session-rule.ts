// The rule: which sessions a login, a logout and an administrator end, and when a session is live. It knows neither
// AdminJS nor Express nor Prisma.
import { keyOf } from './session-key.js'
import type {
  LinkDetails,
  LinkedSession,
  LockedSessions,
  ClientDetails,
  SessionDetails,
  SessionEvent,
  SessionEventName,
  SessionRepository,
  SessionRow,
  UserId,
} from './session-repository.js'

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

/** Why sessions end, by whom and from where. */
export interface Cause extends ClientDetails {
  readonly event: Exclude<SessionEventName, 'login'>
  /** Who does it as an administrator, which may be the user; null if the user does it otherwise, or the app. */
  readonly byUserId: UserId | null
}

/** Which of the sessions are meant; all of them without any of these. */
export interface Selection {
  /** The one whose `id` has this key. */
  readonly only?: string
  /** Not the one with this `id`. */
  readonly except?: string
  /** None, if the session with this `id`, in which this was asked for, has ended: then its holder has no say. */
  readonly asking?: string
}

/** Hears of what happened, once it cannot be undone any more. */
export type Observer = (events: readonly SessionEvent[]) => void

const dayMs = 24 * 60 * 60 * 1000

/** The rule over one repository. Created once, by `createSingleSession`. */
export class SessionRule {
  readonly #repository: SessionRepository
  readonly #now: () => Date
  readonly #observe: Observer

  constructor(repository: SessionRepository, now: () => Date, observe: Observer) {
    this.#repository = repository
    this.#now = now
    this.#observe = observe
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
    const { createdAt: now, ipAddress, userAgent } = details
    return this.#change(userIds, async (sessions, all) => {
      const replaced = all.filter((session) => session.id === previousLink?.id)
      const others = all.filter((session) => isSame(session.userId, userId) && !replaced.includes(session))
      const ended = [...replaced, ...this.#surplus(others, limit)]
      // By the id that the browser came with too: an anonymous session has no link, nor has one whose user was deleted.
      await sessions.remove([...(previous ? [previous.sid] : []), ...sidsOf(ended)])
      await sessions.create(sid, row, userId, { ...details, createdAt: after(all, now) })
      const cause: Cause = { event: 'replaced', byUserId: null, ipAddress, userAgent }
      const begun: SessionEvent = { ...cause, event: 'login', createdAt: now, userId, sessionKey: keyOf(sid) }
      return { result: { userId, id: sid }, events: [...this.#endings(ended, cause, now), begun] }
    })
  }

  /**
   * Ends the session, by whatever `sid` it has by now, and all others of its user if `everywhere`. Does nothing if it was
   * ended meanwhile: whoever holds an ended session has no say over the ones that came after it.
   */
  async logOut({ userId, id }: Link, everywhere: boolean, from: ClientDetails): Promise<void> {
    await this.#change([userId], async (sessions, all, now) => {
      const own = all.filter((session) => session.id === id)
      const others = everywhere && own.length > 0 ? all.filter((session) => session.id !== id) : []
      await sessions.remove(sidsOf([...own, ...others]))
      const cause = { byUserId: null, ...from }
      const events = [
        ...this.#endings(own, { event: 'logout', ...cause }, now),
        ...this.#endings(others, { event: 'elsewhere', ...cause }, now),
      ]
      return { result: undefined, events }
    })
  }

  /** Ends this one session, by the id that it came with and by whatever id it has by now. */
  async end({ sid, link }: HeldSession, from: ClientDetails): Promise<void> {
    if (link === null) return this.#repository.remove(sid)
    await this.#change([link.userId], async (sessions, all, now) => {
      const own = all.filter((session) => session.id === link.id)
      await sessions.remove([sid, ...sidsOf(own)])
      return { result: undefined, events: this.#endings(own, { event: 'logout', byUserId: null, ...from }, now) }
    })
  }

  /** Ends sessions of these users. Counts the live ones among them. */
  async endSessions(userIds: readonly UserId[], cause: Cause, selection: Selection = {}): Promise<EndedSessions> {
    if (userIds.length === 0) return { users: 0, sessions: 0 }
    return this.#change(userIds, async (sessions, all, now) => {
      const ended = selected(all, selection)
      await sessions.remove(sidsOf(ended))
      const live = ended.filter((session) => this.#isLive(session))
      const result = { users: new Set(live.map((session) => session.userId)).size, sessions: live.length }
      return { result, events: this.#endings(live, cause, now) }
    })
  }

  /** Removes what is left of the sessions of users who were deleted, as they were before; their links are gone already. */
  async endDeleted(sessions: readonly LinkedSession[], cause: Cause): Promise<void> {
    if (sessions.length === 0) return
    const events = this.#endings(sessions, cause, this.#now())
    await this.#repository.withUsersLocked([], async (all) => {
      await all.remove(sidsOf(sessions))
      await all.record(events)
    })
    this.#observe(events)
  }

  /** All sessions of these users, the expired ones too. */
  findByUsers(userIds: readonly UserId[]): Promise<LinkedSession[]> {
    return this.#repository.withUsersLocked(userIds, (sessions) => sessions.findByUsers(userIds))
  }

  /** Gives the session of a user a new id. Says false if it was ended, or got another id, meanwhile. */
  async rotate(sid: string, newSid: string, row: SessionRow, userId: UserId): Promise<boolean> {
    return this.#change([userId], async (sessions, all) => {
      const isLinked = all.some((session) => session.sid === sid)
      if (isLinked) await sessions.move(sid, newSid, row)
      return { result: isLinked, events: [] }
    })
  }

  /** Deletes up to `limit` of the sessions that have expired. Says how many. */
  removeExpired(limit: number): Promise<number> {
    return this.#repository.removeExpired(this.#now(), limit)
  }

  /** Deletes up to `limit` of the events that are older than so many days. Says how many. */
  removeEvents(days: number, limit: number): Promise<number> {
    return this.#repository.removeEvents(new Date(this.#now().getTime() - days * dayMs), limit)
  }

  /** The last thing that happened to the session with this id, or undefined. */
  lastEvent(sid: string): Promise<SessionEvent | undefined> {
    return this.#repository.lastEvent(keyOf(sid))
  }

  /** Some of a user's live sessions, the ones last seen first. */
  list(userId: UserId, skip: number, take: number): Promise<SessionDetails[]> {
    return this.#repository.findDetails(userId, this.#now(), skip, take)
  }

  /** As `countLive`, of up to `take` users in the order of their ids, from the one after `userId` on. */
  countLiveAfter(userId: UserId | null, take: number): Promise<Map<UserId, number>> {
    return this.#repository.countLiveAfter(userId, take, this.#now())
  }

  /** How many live sessions each of these users has; users without one are left out. */
  countLive(userIds: readonly UserId[]): Promise<Map<UserId, number>> {
    return this.#repository.countLive(userIds, this.#now())
  }

  /**
   * Runs `work` on all sessions of these users, while nobody else can change them, and writes down what it did in the same
   * transaction. It may run more than once; only the last run counts.
   */
  async #change<T>(
    userIds: readonly UserId[],
    work: (sessions: LockedSessions, all: LinkedSession[], now: Date) => Promise<{ result: T; events: SessionEvent[] }>,
  ): Promise<T> {
    const { result, events } = await this.#repository.withUsersLocked(userIds, async (sessions) => {
      const done = await work(sessions, await sessions.findByUsers(userIds), this.#now())
      if (done.events.length > 0) await sessions.record(done.events)
      return done
    })
    this.#observe(events)
    return result
  }

  /** The events of sessions that end. One that has expired had ended by itself. */
  #endings(sessions: readonly LinkedSession[], cause: Cause, createdAt: Date): SessionEvent[] {
    const live = sessions.filter((session) => this.#isLive(session))
    return live.map(({ sid, userId }) => ({ ...cause, createdAt, userId, sessionKey: keyOf(sid) }))
  }

  #isLive(session: LinkedSession): boolean {
    return session.expiresAt > this.#now()
  }

  /** The sessions that have to end before one more login: the expired ones, and the oldest beyond the limit. */
  #surplus(earlier: readonly LinkedSession[], limit: SessionLimit): LinkedSession[] {
    if (limit === false) return []
    const live = earlier.filter((session) => this.#isLive(session))
    const expired = earlier.filter((session) => !this.#isLive(session))
    const newestFirst = live.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    const kept = Number(limit) - 1
    return [...expired, ...newestFirst.slice(kept)]
  }
}

function selected(all: LinkedSession[], { only, except, asking }: Selection): LinkedSession[] {
  if (asking !== undefined && !all.some(({ id }) => id === asking)) return []
  return all.filter(({ id }) => id !== except && (only === undefined || keyOf(id) === only))
}

/** Whether two ids are the same: drivers differ in the type of a number. */
export const isSame = (one: UserId, other: UserId): boolean => String(one) === String(other)

const sidsOf = (sessions: readonly LinkedSession[]): string[] => sessions.map((session) => session.sid)

/**
 * The time of a login that comes after all earlier ones, so that their order is that of the logins, even
 * within a millisecond and with clocks that differ from process to process.
 */
function after(earlier: readonly LinkedSession[], now: Date): Date {
  const latest = earlier.reduce((time, session) => Math.max(time, session.createdAt.getTime() + 1), now.getTime())
  return new Date(latest)
}
