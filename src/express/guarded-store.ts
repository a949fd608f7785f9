// The session store: PrismaSessionStore with a guard in front. Its table and its rarely used operations stay; what runs
// on a request goes through the rule, where the link decides, a failure is an error, and an ended session stays ended.
import { callbackify, promisify } from 'node:util'
import { PrismaSessionStore } from '@quixo3/prisma-session-store'
import type { Request } from 'express'
import type { Session, SessionData } from 'express-session'
import { SingleSessionError } from '../errors.js'
import type { Configuration } from '../options/options.js'
import type { SessionRepository, SessionRow, UserId } from '../rule/session-repository.js'
import { isSame, type Link, type SessionRule } from '../rule/session-rule.js'
import { clientOf } from './client-details.js'
import { contentOf, mergeContents } from './session-content.js'

declare module 'express-session' {
  interface SessionData {
    /** The user whom AdminJS takes for logged in. Present only while the session has its link. */
    adminUser?: unknown
  }
}

type Callback<T> = (error?: unknown, value?: T) => void

/** What we know of a session that is in the database, beside its data. */
interface KnownSession {
  readonly link: Link | null
  /** What it held when this request read or wrote it last: if it is the same at the end, nothing is written. */
  readonly content: string
  readonly expiresAt: Date
}

/** express-session's store. Created by `createSingleSession`; apps reach it as `sessionOptions.store`. */
export class GuardedStore extends PrismaSessionStore {
  /** By the object that express-session hands around: a session that is not in here is not in the database yet. */
  readonly #known = new WeakMap<object, KnownSession>()
  readonly #untouched = new WeakSet()
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
    if (data.adminUser && !this.#isLinkedTo(data.adminUser, stored.link)) return undefined
    if (typeof data.cookie.originalMaxAge === 'number') {
      // Not the end that it had when it was saved: a touch moves the end of the session without saving it.
      const expires = new Date(this.#configuration.clock().getTime() + data.cookie.originalMaxAge)
      Object.assign(data.cookie, { expires })
    }
    this.#known.set(data, { link: stored.link, content: contentOf(data), expiresAt: stored.expiresAt })
    return data
  })

  /**
   * Saves a session: a new one is created; of one that is still there what this request changed is changed, and what
   * others changed meanwhile stays; an ended one stays ended.
   */
  override readonly set = answering(async (sid: string, session: object): Promise<void> => {
    const known = this.#known.get(session)
    if ((session as SessionData).adminUser && this.linkOf(session) === null) throw unlinkedLogin()
    const content = contentOf(session)
    if (known?.content === content) return
    if (known) await this.#repository.change(sid, (stored) => this.rowOf(mergeContents(known.content, content, stored)))
    else await this.#repository.insert(sid, this.rowOf(session))
    this.#known.set(session, { link: known?.link ?? null, content, expiresAt: this.rowOf(session).expiresAt })
  })

  /** Moves the end of a session that was used, at most once in `touchAfterMs`. */
  override readonly touch = answering(async (sid: string, session: object): Promise<void> => {
    const known = this.#known.get(session)
    const now = this.#configuration.clock()
    if (
      !known ||
      this.#untouched.has(session) ||
      known.expiresAt.getTime() - now.getTime() > this.#idleTimeoutMs(session)
    )
      return
    try {
      await this.#repository.touch(sid, this.rowOf(session).expiresAt, now)
    } catch (error) {
      // The request did what it was for, and the next one notes that the session is in use: no reason to fail.
      process.emitWarning(`The use of a session could not be noted: ${String(error)}`, { code: 'SINGLE_SESSION_TOUCH' })
    }
  })

  /** Ends a session, this one alone. */
  override readonly destroy = answering(async (sids: string | string[]): Promise<void> => {
    for (const sid of [sids].flat()) await this.#repository.remove(sid)
  })

  /**
   * Gives the browser a new session id, for `req.session.regenerate()`. The session of a logged-in user keeps its link:
   * a change of the id (after a change of the password, say) neither logs out nor escapes the rule. One that was ended
   * meanwhile, or got a new id from another request, fails: the browser keeps what it has, or got from that request. As
   * in express-session the new session is empty.
   */
  override regenerate(req: Request, callback: Callback<void>): void {
    const { sessionID: previousSid, session: previous } = req
    const link = this.linkOf(previous)
    this.generate(req)
    const move = async (): Promise<void> => {
      try {
        if (link === null) {
          await this.#repository.remove(previousSid)
          return
        }
        const row = this.rowOf(req.session)
        if (!(await this.#rule.rotate(previousSid, req.sessionID, row, link.userId))) throw endedMeanwhile()
        this.remember(req.session, link)
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
    if (!known) return session
    this.#known.set(session, known)
    const { sessionID: sid } = req
    // By its link: express-session would end it by the id that it came with, which another request may have changed.
    const destroy = (callback: Callback<void> = () => undefined): Session => {
      delete (req as Partial<Request>).session
      const from = clientOf(req, this.#configuration)
      callbackify(() => this.#rule.end({ sid, link: known.link }, from))(callback)
      return session
    }
    return Object.defineProperty(session, 'destroy', { value: destroy })
  }

  /** Gives the browser of a logged-in user a new session id; the session stays as it is. */
  async renew(req: Request): Promise<void> {
    const { cookie: _, ...held } = req.session
    await promisify(this.regenerate.bind(this))(req)
    Object.assign(req.session, held)
  }

  /** Lets a request read this session without counting as a use of it. */
  leaveUntouched(session: object): void {
    this.#untouched.add(session)
  }

  /** A new, empty session with a new id in `req`; nothing is written. express-session puts the method on the store. */
  generate(_req: Request): void {
    throw new TypeError('The store has no express-session yet: singleSession.middleware(admin) comes first')
  }

  /** Whose session this is, or null. */
  linkOf(session: object | undefined): Link | null {
    return (session && this.#known.get(session)?.link) ?? null
  }

  /** Whether this session is in the database, or was when the request came. */
  isStored(session: object): boolean {
    return this.#known.has(session)
  }

  /** Whether a request left something in this session that is not in the database yet. */
  isChanged(session: object): boolean {
    const known = this.#known.get(session)
    return known ? contentOf(session) !== known.content : Object.keys(session).some((key) => key !== 'cookie')
  }

  /** Notes that this session is in the database as it is now, with its link. */
  remember(session: object, link: Link): void {
    this.#known.set(session, { link, content: contentOf(session), expiresAt: this.rowOf(session).expiresAt })
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

  #isLinkedTo(user: unknown, link: Link | null): boolean {
    const owner = this.userIdOf(user)
    return owner !== undefined && link !== null && isSame(owner, link.userId)
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

function endedMeanwhile(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_ENDED',
    'Your session has ended, or another request renewed it, while this one was under way. Please try again.',
  )
}

function unlinkedLogin(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_UNLINKED_LOGIN',
    'req.session.adminUser was written without a login, so nobody is logged in. ' +
      'Write buildAuthenticatedRouter(admin, singleSession.authentication({ authenticate })), or in your own ' +
      'login await singleSession.login(req, user).',
  )
}
