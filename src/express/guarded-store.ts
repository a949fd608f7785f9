// The session store: PrismaSessionStore with a guard in front. Its table and its rarely used operations stay; what runs
// on a request goes through the rule, where the link decides, a failure is an error, and an ended session stays ended.
import { callbackify } from 'node:util'
import { PrismaSessionStore } from '@quixo3/prisma-session-store'
import type { Request } from 'express'
import type { Session, SessionData } from 'express-session'
import { SingleSessionError } from '../errors.js'
import type { Configuration } from '../options.js'
import type { SessionRepository, SessionRow, UserId } from '../session-repository.js'
import type { SessionRule } from '../single-session.js'

declare module 'express-session' {
  interface SessionData {
    /** The user whom AdminJS takes for logged in. Present only while the session has its link. */
    adminUser?: unknown
  }
}

type Callback<T> = (error?: unknown, value?: T) => void

/** What we know of a session that is in the database, beside its data. */
interface KnownSession {
  readonly userId: UserId | null
  /** Its data as it was read or written last, without the cookie: if it is the same at the end, nothing is written. */
  readonly content: string
  readonly expiresAt: Date
}

/** express-session's store. Created by `createSingleSession`; apps reach it as `sessionOptions.store`. */
export class GuardedStore extends PrismaSessionStore {
  /** By the object that express-session hands around: a session that is not in here is not in the database yet. */
  readonly #known = new WeakMap<object, KnownSession>()
  /** Sessions that got a new id after they had been ended: whoever still holds one is logged out, and did no wrong. */
  readonly #orphans = new WeakSet()
  readonly #configuration: Configuration
  readonly #repository: SessionRepository
  readonly #rule: SessionRule

  constructor(configuration: Configuration, repository: SessionRepository, rule: SessionRule) {
    const { session } = configuration.prisma as unknown as { session: never }
    // The inherited operations would connect first, in the constructor even; Prisma does so by itself at a first query.
    super({ session, $connect: () => Promise.resolve(), $disconnect: () => Promise.resolve() }, { logger: false })
    this.#configuration = configuration
    this.#repository = repository
    this.#rule = rule
  }

  /**
   * Reads a session. One that names a user, but is not linked to that very user, is nobody's: nothing of it is read, so
   * that what a deleted user left does not pass to the next one in the same browser.
   */
  override readonly get = answering(async (sid: string): Promise<SessionData | undefined> => {
    const stored = await this.#rule.find(sid)
    if (!stored) return undefined
    const data = JSON.parse(stored.data) as SessionData
    if (data.adminUser && !this.#isLinkedTo(data.adminUser, stored.userId)) return undefined
    if (typeof data.cookie.originalMaxAge === 'number') {
      // Not the end that it had when it was saved: a touch moves the end of the session without saving it.
      const expires = new Date(this.#configuration.clock().getTime() + data.cookie.originalMaxAge)
      Object.assign(data.cookie, { expires })
    }
    this.#known.set(data, { userId: stored.userId, content: contentOf(data), expiresAt: stored.expiresAt })
    return data
  })

  /** Saves a session: a new one is created, one that is still there is changed, an ended one stays ended. */
  override readonly set = answering(async (sid: string, session: object): Promise<void> => {
    const known = this.#known.get(session)
    if ((session as SessionData).adminUser && this.linkOf(session) === null) {
      if (!this.#orphans.has(session)) throw unlinkedLogin()
      delete (session as SessionData).adminUser
    }
    const content = contentOf(session)
    if (known?.content === content) return
    const row = this.rowOf(session)
    await (known ? this.#repository.update(sid, row) : this.#repository.insert(sid, row))
    this.#known.set(session, { userId: known?.userId ?? null, content, expiresAt: row.expiresAt })
  })

  /** Moves the end of a session that was used, at most once in `touchAfterMs`. */
  override readonly touch = answering(async (sid: string, session: object): Promise<void> => {
    const known = this.#known.get(session)
    const now = this.#configuration.clock()
    if (!known || known.expiresAt.getTime() - now.getTime() > this.#idleTimeoutMs(session)) return
    await this.#repository.touch(sid, this.rowOf(session).expiresAt, now)
  })

  /** Ends a session, this one alone. */
  override readonly destroy = answering(async (sids: string | string[]): Promise<void> => {
    for (const sid of [sids].flat()) await this.#repository.remove(sid)
  })

  /**
   * Gives the browser a new session id, for `req.session.regenerate()`. The session of a logged-in user keeps its link:
   * a change of the id (after a change of the password, say) neither logs out nor escapes the rule. An ended session
   * gets a new id too, but no link. As in express-session the new session is empty.
   */
  override regenerate(req: Request, callback: Callback<void>): void {
    const { sessionID: previousSid, session: previous } = req
    const userId = this.linkOf(previous)
    this.generate(req)
    const move = async (): Promise<void> => {
      try {
        if (userId === null) {
          await this.#repository.remove(previousSid)
          return
        }
        const row = this.rowOf(req.session)
        if (await this.#rule.rotate(previousSid, req.sessionID, row, userId)) this.remember(req.session, userId)
        else this.#orphans.add(req.session)
      } catch (error) {
        Object.assign(req, { sessionID: previousSid, session: previous })
        throw error
      }
    }
    callbackify(move)(callback)
  }

  /** Called by express-session to build `req.session`: what we know of the data is known of the session. */
  override createSession(req: Request, data: SessionData): Session & SessionData {
    const session = super.createSession(req, data)
    const known = this.#known.get(data)
    if (known) this.#known.set(session, known)
    return session
  }

  /** A new, empty session with a new id in `req`; nothing is written. express-session puts the method on the store. */
  generate(_req: Request): void {
    throw new TypeError('The store has no express-session yet: singleSession.middleware(admin) comes first')
  }

  /** Whose session this is, or null. */
  linkOf(session: object | undefined): UserId | null {
    return (session && this.#known.get(session)?.userId) ?? null
  }

  /** Whether this session is in the database, or was when the request came. */
  isStored(session: object): boolean {
    return this.#known.has(session)
  }

  /** Notes that this session is in the database as it is now, with its link. */
  remember(session: object, userId: UserId): void {
    this.#known.set(session, { userId, content: contentOf(session), expiresAt: this.rowOf(session).expiresAt })
  }

  /** The row that stores a session. */
  rowOf(session: object): SessionRow {
    const livesForMs = this.#idleTimeoutMs(session) + this.#configuration.touchAfterMs
    return { data: JSON.stringify(session), expiresAt: new Date(this.#configuration.clock().getTime() + livesForMs) }
  }

  /** The id of the user that a login described, or undefined if it has none that the user model could have. */
  userIdOf(user: unknown): UserId | undefined {
    return this.#repository.parseUserId((user as { id?: unknown } | null | undefined)?.id)
  }

  #isLinkedTo(user: unknown, userId: UserId | null): boolean {
    const owner = this.userIdOf(user)
    return owner !== undefined && String(owner) === String(userId)
  }

  #idleTimeoutMs(session: object): number {
    const { originalMaxAge } = (session as SessionData).cookie
    return typeof originalMaxAge === 'number' ? originalMaxAge : this.#configuration.idleTimeoutMs
  }
}

/** Turns an async method into one that also answers to a callback, as express-session calls it. */
function answering<Arguments extends unknown[], Result>(method: (...values: Arguments) => Promise<Result>) {
  return (...given: [...Arguments, Callback<Result>?]): Promise<Result | undefined> => {
    const callback = typeof given.at(-1) === 'function' ? (given.pop() as Callback<Result>) : undefined
    const promise = method(...(given as unknown as Arguments))
    if (!callback) return promise
    // Not inside the promise: an error that the callback raises is not ours to catch.
    callbackify(() => promise)((error, value) => {
      callback(error, value)
    })
    return Promise.resolve(undefined)
  }
}

/** What a session holds, without its cookie. */
const contentOf = (session: object): string => JSON.stringify({ ...session, cookie: undefined })

function unlinkedLogin(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_UNLINKED_LOGIN',
    'req.session.adminUser was written without a login, so nobody is logged in. ' +
      'Write buildAuthenticatedRouter(admin, singleSession.authentication({ authenticate })), or in your own ' +
      'login await singleSession.login(req, user).',
  )
}
