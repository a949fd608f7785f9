// The rule: which sessions a login, a logout and an administrator end, and what is written down of it. Each change locks the
// users whom it concerns, so that it sees all of their sessions and nobody else changes them meanwhile.
import type { Actor } from './actor.js'
import { isEnd, type EndEvent, type EndReason, type SessionEvent } from './events.js'
import type { Lifetime } from './lifetime.js'
import { placeLogin, type SessionLimit } from './limit.js'
import type { Listener } from './listeners.js'
import type { LockedSessions, Port } from './port.js'
import type { SessionContent } from './stored-sessions.js'
import { selected, type EndedSessions, type Selection } from './selection.js'
import { keyOf } from './session-key.js'
import { isSame, type ClientDetails, type Link, type LinkedSession, type Session, type UserId } from './session.js'

/** A session as a request holds it: by the id that it came with, and by its link if it was a user's then. */
export interface HeldSession {
  readonly sid: string
  readonly link: Link | null
}

/** A login that is about to happen: the session that it creates, and what it replaces. */
export interface Login extends SessionContent {
  readonly userId: UserId
  readonly sid: string
  readonly client: ClientDetails
  readonly limit: SessionLimit
  /** The session in which the browser came, if it had one; it ends. */
  readonly previous: HeldSession | null
}

/** Logins, logouts and every other end of sessions. */
export class SessionRule {
  readonly #port: Port
  readonly #lifetime: Lifetime
  readonly #tell: Listener

  constructor(port: Port, lifetime: Lifetime, tell: Listener) {
    this.#port = port
    this.#lifetime = lifetime
    this.#tell = tell
  }

  /** Creates the session and its link, and ends those of the user's sessions that are too many then. */
  async logIn(login: Login): Promise<Omit<Session, 'data'> & { readonly link: Link }> {
    const { userId, sid, data, idleMs, client, limit, previous } = login
    const previousLink = previous?.link ?? null
    // The browser may come from a session of another user, who must not log in or out meanwhile either.
    const userIds = previousLink && !isSame(previousLink.userId, userId) ? [userId, previousLink.userId] : [userId]
    return this.#change(userIds, async (sessions, all, now) => {
      const replaced = all.filter(({ sessionId }) => sessionId === previousLink?.sessionId)
      const others = all.filter((session) => isSame(session.userId, userId) && !replaced.includes(session))
      const live = others.filter((session) => this.#lifetime.isLive(session))
      const expired = limit === false ? [] : others.filter((session) => !live.includes(session))
      const { ended: tooMany, moved, slot } = placeLogin(live, limit)
      const ended = [...replaced, ...expired, ...tooMany]
      // By the id that the browser came with too: an anonymous session has no link, nor has one whose user was deleted.
      await sessions.remove([...(previous ? [previous.sid] : []), ...sidsOf(ended)])
      for (const { session, slot: place } of moved) await sessions.place(session.sid, place)
      const link: Link = { sessionId: sid, userId, createdAt: after(all, now) }
      const expiresAt = this.#lifetime.endOf({ link, idleMs })
      await sessions.create(link, slot, { data, expiresAt }, client)
      const by: Actor = { byUserId: null, ...client }
      const begun: SessionEvent = { ...by, event: 'login', createdAt: now, userId, sessionKey: keyOf(sid) }
      return { result: { link, expiresAt }, events: [...this.#ends(ended, 'replaced', by, now), begun] }
    })
  }

  /**
   * Ends the session, by whatever `sid` it has by now, and all others of its user if `everywhere`. Does nothing if it was
   * ended meanwhile: whoever holds an ended session has no say over the ones that came after it.
   */
  async logOut({ userId, sessionId }: Link, everywhere: boolean, by: Actor): Promise<void> {
    await this.#change([userId], async (sessions, all, now) => {
      const own = all.filter((session) => session.sessionId === sessionId)
      const others = everywhere && own.length > 0 ? all.filter((session) => session.sessionId !== sessionId) : []
      await sessions.remove(sidsOf([...own, ...others]))
      const events = [...this.#ends(own, 'logout', by, now), ...this.#ends(others, 'logoutElsewhere', by, now)]
      return { result: undefined, events }
    })
  }

  /** Ends this one session, by the id that it came with and by whatever id it has by now. */
  async end({ sid, link }: HeldSession, by: Actor, reason: EndReason = 'logout'): Promise<void> {
    if (link === null) return this.#port.sessions.remove(sid)
    await this.#change([link.userId], async (sessions, all, now) => {
      const own = all.filter(({ sessionId }) => sessionId === link.sessionId)
      await sessions.remove([sid, ...sidsOf(own)])
      return { result: undefined, events: this.#ends(own, reason, by, now) }
    })
  }

  /** Ends the session that has this id, if there is one. */
  async endBySid(sid: string, reason: EndReason, by: Actor): Promise<void> {
    const session = await this.#port.sessions.find(sid)
    if (session) await this.end({ sid, link: session.link }, by, reason)
  }

  /** Ends sessions of these users, all of them or those that are selected. Counts the live ones among them. */
  async endSessions(
    userIds: readonly UserId[],
    reason: EndReason,
    by: Actor,
    selection: Selection = {},
  ): Promise<EndedSessions> {
    if (userIds.length === 0) return { users: 0, sessions: 0 }
    return this.#change(userIds, async (sessions, all, now) => {
      const ended = selected(all, selection)
      await sessions.remove(sidsOf(ended))
      const live = ended.filter((session) => this.#lifetime.isLive(session))
      const result = { users: new Set(live.map(({ userId }) => userId)).size, sessions: live.length }
      return { result, events: this.#ends(live, reason, by, now) }
    })
  }

  /** Removes what is left of the sessions of users who were deleted, as they were before; their links are gone already. */
  async endDeleted(sessions: readonly LinkedSession[], by: Actor): Promise<void> {
    if (sessions.length === 0) return
    const events = this.#ends(sessions, 'userDeleted', by, this.#lifetime.now())
    await this.#port.sessions.withUsersLocked([], async (all) => {
      await all.remove(sidsOf(sessions))
      await all.record(events)
    })
    this.#tell(events)
  }

  /** All sessions of these users, the expired ones too. */
  findByUsers(userIds: readonly UserId[]): Promise<LinkedSession[]> {
    return this.#port.sessions.withUsersLocked(userIds, (sessions) => sessions.findByUsers(userIds))
  }

  /**
   * Gives the session of a user a new id, and says when it ends; or nothing if it was ended, or got another id, meanwhile.
   */
  async rotate(sid: string, newSid: string, link: Link, { data, idleMs }: SessionContent): Promise<Date | undefined> {
    return this.#change([link.userId], async (sessions, all) => {
      if (!all.some((session) => session.sid === sid)) return { result: undefined, events: [] }
      const expiresAt = this.#lifetime.endOf({ link, idleMs })
      await sessions.move(sid, newSid, { data, expiresAt })
      return { result: expiresAt, events: [] }
    })
  }

  /** How the session with this id ended: by an event, or by its time; undefined if it was no user's, or long ago. */
  async howItEnded(sid: string): Promise<EndEvent | 'expired' | undefined> {
    const events = await this.#port.events.ofSession(keyOf(sid))
    // It began, nobody ended it, and yet it is not there: it has expired.
    return events.find(isEnd) ?? (events.length > 0 ? 'expired' : undefined)
  }

  /**
   * Runs `work` on all sessions of these users, while nobody else can change them, and writes down what it did in the same
   * transaction. It may run more than once; only the last run counts.
   */
  async #change<T>(
    userIds: readonly UserId[],
    work: (sessions: LockedSessions, all: LinkedSession[], now: Date) => Promise<{ result: T; events: SessionEvent[] }>,
  ): Promise<T> {
    const { result, events } = await this.#port.sessions.withUsersLocked(userIds, async (sessions) => {
      const done = await work(sessions, await sessions.findByUsers(userIds), this.#lifetime.now())
      if (done.events.length > 0) await sessions.record(done.events)
      return done
    })
    this.#tell(events)
    return result
  }

  /** The events of sessions that end. One that has expired had ended by itself. */
  #ends(sessions: readonly LinkedSession[], reason: EndReason, by: Actor, createdAt: Date): EndEvent[] {
    const live = sessions.filter((session) => this.#lifetime.isLive(session))
    return live.map(({ sid, userId }) => ({ ...by, event: reason, createdAt, userId, sessionKey: keyOf(sid) }))
  }
}

const sidsOf = (sessions: readonly LinkedSession[]): string[] => sessions.map(({ sid }) => sid)

/**
 * The time of a login that comes after all earlier ones, so that their order is that of the logins, even
 * within a millisecond and with clocks that differ from process to process.
 */
function after(earlier: readonly LinkedSession[], now: Date): Date {
  const latest = earlier.reduce((time, session) => Math.max(time, session.createdAt.getTime() + 1), now.getTime())
  return new Date(latest)
}
