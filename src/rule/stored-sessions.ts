// The session of a request: whether it is live and whose it is, and what is kept of it when the request is done. Here the
// link decides.
import { idIn } from './described-user.js'
import type { InUse, Lifetime } from './lifetime.js'
import type { Port } from './port.js'
import { isSame, type Link, type Session } from './session.js'

/** What a request leaves in its session. */
export interface SessionContent {
  readonly data: string
  /** The session's own idle time in milliseconds; null stands for that of the options. */
  readonly idleMs: number | null
}

/** A live session, with its content as `read` made it. */
export interface FoundSession<Content> extends Omit<Session, 'data'> {
  readonly content: Content
}

/** Reads and writes the sessions of requests. */
export class StoredSessions {
  readonly #port: Pick<Port, 'sessions' | 'users'>
  readonly #lifetime: Lifetime

  constructor(port: Pick<Port, 'sessions' | 'users'>, lifetime: Lifetime) {
    this.#port = port
    this.#lifetime = lifetime
  }

  /**
   * The session with this id, unless it has expired or was ended. `read` makes of its data the content, and tells whom that
   * claims to be logged in, if anybody. A session that claims a user, but is not linked to that very user, is nobody's:
   * nothing of it is read, so that what a deleted user left does not pass to the next one in the same browser.
   */
  async find<Content>(
    sid: string,
    read: (data: string) => { readonly content: Content; readonly claim: unknown },
  ): Promise<FoundSession<Content> | undefined> {
    const session = await this.#port.sessions.find(sid)
    if (!session || !this.#lifetime.isLive(session)) return undefined
    const { content, claim } = read(session.data)
    const { link, expiresAt, seenAt } = session
    return claim !== undefined && !this.isOf(link, claim) ? undefined : { content, link, expiresAt, seenAt }
  }

  /** Saves a session that is nobody's, and says when it ends. */
  async insert(sid: string, { data, idleMs }: SessionContent): Promise<Date> {
    await this.#lifetime.clock.ready()
    const expiresAt = this.#lifetime.endOf({ link: null, idleMs })
    await this.#port.sessions.insert(sid, { data, expiresAt })
    return expiresAt
  }

  /**
   * Changes a session if it is still there; one that was ended meanwhile stays ended. Says when it ends, or that it has.
   * `contentFrom` makes the new content of the data as they are now, and may run more than once; only the last run counts.
   */
  async change(
    sid: string,
    link: Link | null,
    contentFrom: (stored: string) => SessionContent,
  ): Promise<Date | 'ended'> {
    let expiresAt = this.#lifetime.now()
    const isThere = await this.#port.sessions.change(sid, (stored) => {
      const { data, idleMs } = contentFrom(stored)
      expiresAt = this.#lifetime.endOf({ link, idleMs })
      return { data, expiresAt }
    })
    return isThere ? expiresAt : 'ended'
  }

  /** Whether it is time to note that a session is in use. */
  isTouchDue(session: InUse & Pick<Session, 'expiresAt' | 'seenAt'>): boolean {
    return this.#lifetime.isTouchDue(session, session)
  }

  /** Notes that a session is in use, which moves its end. Says when it ends, or that it has been ended meanwhile. */
  async touch(sid: string, session: InUse): Promise<Date | 'ended'> {
    const expiresAt = this.#lifetime.endOf(session)
    return (await this.#port.sessions.touch(sid, expiresAt, this.#lifetime.now())) ? expiresAt : 'ended'
  }

  /** Whether a session with this link is that of this user, as the app describes them. */
  isOf(link: Link | null, claim: unknown): boolean {
    const userId = idIn(claim, this.#port.users)
    return link !== null && userId !== undefined && isSame(link.userId, userId)
  }
}
