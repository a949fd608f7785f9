// The session store: PrismaSessionStore with a guard in front. Express-session asks it, and it asks the rule: there the
// link decides, a failure is an error, and an ended session stays ended. Nothing that it inherits reaches the table.
import { callbackify } from 'node:util'
import { PrismaSessionStore } from '@quixo3/prisma-session-store'
import type { Request } from 'express'
import type { Session, SessionData } from 'express-session'
import { SingleSessionError } from '../errors.js'
import { theApp } from '../rule/actor.js'
import { endEveryone } from '../rule/everyone.js'
import type { Rule } from '../rule/rule.js'
import { actorOf, type RecordOptions } from './actor.js'
import { answering, type Callback } from './answering.js'
import { dropSession } from './request-session.js'
import { contentOf, mergeContents } from './session-content.js'
import { idleMsOf, linkOf, noteStored, setSessionState, sessionState, toStore } from './session-state.js'

declare module 'express-session' {
  interface SessionData {
    /** The user whom AdminJS takes for logged in. Present only while the session has its link. */
    adminUser?: unknown
  }
}

/** express-session's store. Created by `createSingleSession`; apps reach it as `sessionOptions.store`. */
export class GuardedStore extends PrismaSessionStore {
  readonly #rule: Rule
  readonly #options: RecordOptions

  constructor(rule: Rule, options: RecordOptions) {
    // The inherited operations would connect first, in the constructor even; Prisma does so by itself at a first query.
    const disconnected = { $connect: () => Promise.resolve(), $disconnect: () => Promise.resolve() }
    super({ session: noTable, ...disconnected }, { logger: false })
    this.#rule = rule
    this.#options = options
  }

  /** Reads a session that is live. */
  override readonly get = answering(async (sid: string): Promise<SessionData | undefined> => {
    const found = await this.#rule.stored.find(sid, (text) => {
      // What `set` has written, or express-session with another store before us; AdminJS's user is an object with an id.
      const content = JSON.parse(text) as SessionData & { adminUser?: { id?: unknown } | null }
      return { content, claim: content.adminUser ?? undefined }
    })
    if (!found) return undefined
    const { content: data, link, expiresAt } = found
    // Not the end that it had when it was saved: a touch moves the end of the session without saving it.
    const idleMs = idleMsOf(data)
    if (idleMs !== null) Object.assign(data.cookie, { expires: new Date(this.#rule.lifetime.now().getTime() + idleMs) })
    noteStored(data, link, expiresAt)
    return data
  })

  /**
   * Saves a session: a new one is created; of one that is still there what this request changed is changed, and what
   * others changed meanwhile stays; an ended one stays ended.
   */
  override readonly set = answering(async (sid: string, session: object): Promise<void> => {
    const known = sessionState(session)
    if ('adminUser' in session && session.adminUser && !known?.link) throw unlinkedLogin()
    const content = contentOf(session)
    if (known?.content === content) return
    const expiresAt = known
      ? await this.#rule.stored.change(sid, known.link, (stored) =>
          toStore(mergeContents(known.content, content, stored)),
        )
      : await this.#rule.stored.insert(sid, toStore(session))
    setSessionState(session, { link: known?.link ?? null, content, expiresAt, isUse: known?.isUse ?? true })
  })

  /** Moves the end of a session that was used, at most once in `touchAfterMs`. */
  override readonly touch = answering(async (sid: string, session: object): Promise<void> => {
    const known = sessionState(session)
    if (!known?.isUse) return
    try {
      await this.#rule.stored.touch(sid, { ...known, idleMs: idleMsOf(session) })
    } catch (error) {
      // The request did what it was for, and the next one notes that the session is in use: no reason to fail.
      process.emitWarning(`The use of a session could not be noted: ${String(error)}`, { code: 'SINGLE_SESSION_TOUCH' })
    }
  })

  /** Ends sessions, these alone. */
  override readonly destroy = answering(async (sids: string | string[]): Promise<void> => {
    for (const sid of [sids].flat()) await this.#rule.sessions.endBySid(sid, 'revoked', theApp)
  })

  /** Ends the sessions of everyone. Those of nobody stay until they expire. */
  override readonly clear = answering(async (): Promise<void> => {
    await endEveryone(this.#rule, theApp)
  })

  /** The number of live sessions of all users. The type of the base has a number even beside an error. */
  override readonly length = answering(
    async (): Promise<number> => (await this.#rule.live.countEveryone()).sessions,
  ) as PrismaSessionStore['length']

  /** Removes expired sessions, as `singleSession.removeExpiredSessions()` does. */
  override readonly prune = async (): Promise<void> => {
    await this.#rule.cleanUp()
  }

  /** Refused: whoever has the ids of all sessions, or what is in them, is everybody. */
  override readonly all = answering(() => Promise.reject(notListed()))

  /** Refused, as `all` is. */
  override readonly ids = answering(() => Promise.reject(notListed()))

  /**
   * Gives the browser a new session id, for `req.session.regenerate()`. The session of a logged-in user keeps its link:
   * a change of the id (after a change of the password, say) neither logs out nor escapes the rule. One that was ended
   * meanwhile, or got a new id from another request, fails: the browser keeps what it has, or got from that request. As
   * in express-session the new session is empty.
   */
  override regenerate(req: Request, callback: Callback<void>): void {
    const { sessionID: previousSid, session: previous } = req
    const link = linkOf(previous)
    this.generate(req)
    const move = async (): Promise<void> => {
      try {
        if (link === null) {
          await this.#rule.sessions.end({ sid: previousSid, link }, actorOf(req, this.#options))
          return
        }
        const expiresAt = await this.#rule.sessions.rotate(previousSid, req.sessionID, link, toStore(req.session))
        if (!expiresAt) throw endedMeanwhile()
        noteStored(req.session, link, expiresAt)
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
    const known = sessionState(data)
    if (!known) return session
    setSessionState(session, known)
    const { sessionID: sid } = req
    // By its link: express-session would end it by the id that it came with, which another request may have changed.
    const destroy = (callback: Callback<void> = () => undefined): Session => {
      dropSession(req)
      const by = actorOf(req, this.#options)
      callbackify(() => this.#rule.sessions.end({ sid, link: known.link }, by))(callback)
      return session
    }
    return Object.defineProperty(session, 'destroy', { value: destroy })
  }

  /** A new, empty session with a new id in `req`; nothing is written. express-session puts the method on the store. */
  generate(_req: Request): void {
    throw new TypeError('The store has no express-session yet: singleSession.middleware(admin) comes first')
  }
}

/** In the place of the delegate of the table: what the store inherits, now or in a later version, must not pass by the rule. */
const noTable = new Proxy({} as never, {
  get() {
    throw new TypeError('An operation that PrismaSessionStore brings along tried to pass by the rule')
  },
})

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

function notListed(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_NOT_LISTED',
    'This store lists neither sessions nor their ids: each of them is as good as a password. ' +
      'Write store.length(callback) to count them.',
  )
}
