// The session store: PrismaSessionStore with a guard in front. Express-session asks it, and it asks the rule: there the
// link decides, a failure is an error, and an ended session stays ended. Nothing that it inherits reaches the table.
import { PrismaSessionStore } from '@quixo3/prisma-session-store'
import type { Request } from 'express'
import type { Session, SessionData } from 'express-session'
import { tellFailure } from '../faults/tell-failure.js'
import { theApp } from '../rule/actor.js'
import { endEveryone } from '../rule/everyone.js'
import type { InUse } from '../rule/lifetime.js'
import type { Rule } from '../rule/rule.js'
import { actorOf, type RecordOptions } from './actor.js'
import { answering, callBack, type Callback } from './answering.js'
import { isLoginElsewhere } from './panel.js'
import { dropSession } from './request-session.js'
import { requestState } from './request-state.js'
import { contentOf, mergeContents } from './session-content.js'
import {
  idleMsOf,
  linkOf,
  noteSaved,
  noteStored,
  noteTouched,
  setSessionState,
  sessionState,
  toStore,
} from './session-state.js'
import { endedMeanwhile, notListed } from './store-errors.js'
import { claimOf, unlinkedLogin } from './unlinked-login.js'

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
    // Whoever knows the secret may sign any text: PostgreSQL has no place for this one, and takes it for a fault.
    if (sid.includes('\0')) return undefined
    const found = await this.#rule.stored.find(sid, (text) => {
      // What `set` has written, or express-session with another store before us.
      const content = JSON.parse(text) as SessionData
      return { content, claim: claimOf(content) }
    })
    if (!found) return undefined
    const { content: data, link, expiresAt, seenAt } = found
    // Not the end that it had when it was saved: a touch moves the end of the session without saving it.
    const idleMs = idleMsOf(data)
    if (idleMs !== null) Object.assign(data.cookie, { expires: new Date(this.#rule.lifetime.now().getTime() + idleMs) })
    noteStored(data, link, expiresAt, seenAt)
    return data
  })

  /**
   * Saves a session: a new one is created; of one that is still there what this request changed is changed, and what
   * others changed meanwhile stays; an ended one stays ended.
   */
  override readonly set = answering(async (sid: string, session: object): Promise<void> => {
    const known = sessionState(session)
    const claim = claimOf(session)
    // Without a link nobody is logged in, and with it nobody but its user: the next request would be let in as neither. And what
    // a panel writes that does not see the login in the session would replace it.
    const link = known?.isElsewhere ? null : (known?.link ?? null)
    if (claim !== undefined && !this.#rule.stored.isOf(link, claim)) throw unlinkedLogin(link)
    const content = contentOf(session)
    if (known?.content === content) return
    const saved = known
      ? await this.#rule.stored.change(sid, known.link, (stored) =>
          toStore(mergeContents(known.content, content, stored)),
        )
      : await this.#rule.stored.insert(sid, toStore(session))
    noteSaved(session, content, saved)
  })

  /** The session as it is in use, if that is to be noted: once in `touchAfterMs`, and once for each request. */
  useToNote(session: object): InUse | undefined {
    const known = sessionState(session)
    if (!known?.isUse || known.since === 'touched' || known.since === 'ended') return undefined
    const use = { ...known, idleMs: idleMsOf(session) }
    return this.#rule.stored.isTouchDue(use) ? use : undefined
  }

  /** Moves the end of a session that was used. */
  override readonly touch = answering(async (sid: string, session: object): Promise<void> => {
    const use = this.useToNote(session)
    if (!use) return
    try {
      noteTouched(session, await this.#rule.stored.touch(sid, use))
    } catch (error) {
      // The request did what it was for, and the next one notes that the session is in use: no reason to fail.
      tellFailure('SINGLE_SESSION_TOUCH', 'The use of a session could not be noted', error)
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
    callBack(move(), callback)
  }

  /** Called by express-session to build `req.session`: what we know of the data is known of the session. */
  override createSession(req: Request, data: SessionData): Session & SessionData {
    const session = super.createSession(req, data)
    const known = sessionState(data)
    if (!known) return session
    if (isLoginElsewhere(session, requestState(req).panel)) {
      // Out of sight, and out of what is compared at the end: in the database it stays as it is.
      delete session.adminUser
      setSessionState(session, { ...known, content: contentOf(session), isUse: false, isElsewhere: true })
    } else setSessionState(session, known)
    const { sessionID: sid } = req
    // By its link: express-session would end it by the id that it came with, which another request may have changed.
    const destroy = (callback: Callback<void> = () => undefined): Session => {
      dropSession(req)
      const by = actorOf(req, this.#options)
      callBack(this.#rule.sessions.end({ sid, link: known.link }, by), callback)
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
