// The rule for every end of a session but that by a login: who ends which sessions, and why.
import type { Actor } from './actor.js'
import { sidsOf, type Changes } from './changes.js'
import type { AccountEvent, EndReason } from './events.js'
import type { Lifetime } from './lifetime.js'
import type { Port } from './port.js'
import { selected, type EndedSessions, type Selection } from './selection.js'
import type { Link, LinkedSession, UserId } from './session.js'
import type { SessionContent } from './stored-sessions.js'

/** A session as a request holds it: by the id that it came with, and by its link if it was a user's then. */
export interface HeldSession {
  readonly sid: string
  readonly link: Link | null
}

/** What a change of accounts came to. */
export interface AccountChange extends EndedSessions {
  /** The time of the change, by which a later login knows it again; null if nobody's account was changed. */
  readonly changedAt: Date | null
}

/** Logouts and every other end of sessions. */
export class SessionRule {
  readonly #port: Pick<Port, 'sessions' | 'events'>
  readonly #lifetime: Lifetime
  readonly #changes: Changes

  constructor(port: Pick<Port, 'sessions' | 'events'>, lifetime: Lifetime, changes: Changes) {
    this.#port = port
    this.#lifetime = lifetime
    this.#changes = changes
  }

  /**
   * Ends the session, by whatever `sid` it has by now, and all others of its user if `everywhere`. Does nothing if it was
   * ended meanwhile: whoever holds an ended session has no say over the ones that came after it.
   */
  async logOut({ userId, sessionId }: Link, everywhere: boolean, by: Actor): Promise<void> {
    await this.#changes.ofSessions([userId], async (sessions, all, now) => {
      const own = all.filter((session) => session.sessionId === sessionId)
      const others = everywhere && own.length > 0 ? all.filter((session) => session.sessionId !== sessionId) : []
      await sessions.remove(sidsOf([...own, ...others]))
      const events = [
        ...this.#changes.ends(own, 'logout', by, now),
        ...this.#changes.ends(others, 'logoutElsewhere', by, now),
      ]
      return { result: undefined, events }
    })
  }

  /** Ends this one session, by the id that it came with and by whatever id it has by now. */
  async end({ sid, link }: HeldSession, by: Actor, reason: EndReason = 'logout'): Promise<void> {
    if (link === null) {
      await this.#port.sessions.remove(sid)
      return
    }
    await this.#changes.ofSessions([link.userId], async (sessions, all, now) => {
      const own = all.filter(({ sessionId }) => sessionId === link.sessionId)
      await sessions.remove([sid, ...sidsOf(own)])
      return { result: undefined, events: this.#changes.ends(own, reason, by, now) }
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
    return this.#changes.ofSessions(userIds, async (sessions, all, now) => {
      const ended = selected(all, selection)
      await sessions.remove(sidsOf(ended))
      return { result: this.#count(ended), events: this.#changes.ends(ended, reason, by, now) }
    })
  }

  /**
   * Ends the sessions of users whose accounts were changed, all of them or those that are selected. Writes down the change as
   * well, whether there was a session or not: a login that is under way finds it, and has to ask the app again.
   */
  async accountChanged(userIds: readonly UserId[], by: Actor, selection: Selection = {}): Promise<AccountChange> {
    if (userIds.length === 0) return { users: 0, sessions: 0, changedAt: null }
    return this.#changes.ofSessions(userIds, async (sessions, all, now) => {
      const changedAt = later(await sessions.lastChangeOf(userIds), now)
      const ended = selected(all, selection)
      await sessions.remove(sidsOf(ended))
      return {
        result: { ...this.#count(ended), changedAt },
        events: [...changesOf(userIds, by, changedAt), ...this.#changes.ends(ended, 'accountChanged', by, changedAt)],
      }
    })
  }

  /**
   * Removes what is left of the sessions of users who were deleted, as they were before; their links are gone already.
   * The trail keeps their titles, by which it goes on to name them.
   */
  async endDeleted(
    userIds: readonly UserId[],
    sessions: readonly LinkedSession[],
    by: Actor,
    titles: ReadonlyMap<UserId, string> = new Map(),
  ): Promise<void> {
    if (userIds.length === 0) return
    await this.#changes.run(userIds, async (all) => {
      await all.remove(sidsOf(sessions))
      const deletedAt = later(await all.lastChangeOf(userIds), this.#lifetime.now())
      const ends = this.#changes.ends(sessions, 'userDeleted', by, deletedAt)
      // A new account may get the same id: what opened the old one must not open that.
      return { result: undefined, events: [...changesOf(userIds, by, deletedAt, titles), ...ends] }
    })
  }

  /** All sessions of these users, the expired ones too. */
  findByUsers(userIds: readonly UserId[]): Promise<LinkedSession[]> {
    return this.#port.sessions.withUsersLocked(userIds, (sessions) => sessions.findByUsers(userIds))
  }

  /**
   * Gives the session of a user a new id, and says when it ends; or nothing if it was ended, or got another id, meanwhile.
   */
  async rotate(sid: string, newSid: string, link: Link, { data, idleMs }: SessionContent): Promise<Date | undefined> {
    return this.#changes.ofSessions([link.userId], async (sessions, all) => {
      if (!all.some((session) => session.sid === sid)) return { result: undefined, events: [] }
      const expiresAt = this.#lifetime.endOf({ link, idleMs })
      await sessions.move(sid, newSid, { data, expiresAt })
      return { result: expiresAt, events: [] }
    })
  }

  #count(ended: readonly LinkedSession[]): EndedSessions {
    const live = ended.filter((session) => this.#lifetime.isLive(session))
    return { users: new Set(live.map(({ userId }) => userId)).size, sessions: live.length }
  }
}

const changesOf = (
  userIds: readonly UserId[],
  by: Actor,
  createdAt: Date,
  titles: ReadonlyMap<UserId, string> = new Map(),
): AccountEvent[] =>
  userIds.map((userId) => {
    const userTitle = titles.get(userId) ?? null
    return { ...by, event: 'userChanged', createdAt, userId, sessionKey: null, userTitle }
  })

/** The time of a change that comes after the one before, even within a millisecond: by its time a login knows it again. */
const later = (before: Date | null, now: Date): Date => new Date(Math.max(now.getTime(), (before?.getTime() ?? 0) + 1))
