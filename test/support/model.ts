// The rules as a small model: every session there is, whose it is and when it ends. It stores, answers and awaits
// nothing; a test takes the same steps here and in the real thing, and compares.

export interface ModelSettings {
  /** How many live sessions a login of this user leaves. */
  limitOf: (userId: number) => number | false
  logoutAllSessions: boolean
  idleTimeoutMs: number
  touchAfterMs: number
}

export interface ModelSession {
  /** Whose it is, by its link; null while it is nobody's. */
  userId: number | null
  /** When its user logged in. */
  createdAt: number | null
  expiresAt: number
  /** What the app keeps in a session beside its user. */
  notes: Record<string, string>
}

/** A request as it came: its session id, and its session as it was read then, if it had one. */
export interface ModelRequest {
  sid: string | null
  seen: Readonly<ModelSession> | null
}

/** What a request does to its session. */
export type Deed =
  | { do: 'look' }
  | { do: 'write'; field: string; note: string }
  | { do: 'rotate' }
  | { do: 'destroy' }
  | { do: 'log out' }
  | { do: 'log in'; userId: number; password: 'right' | 'wrong' }

/** What became of a request: whether it was refused, and whether its browser gets a new session id. */
export interface Outcome {
  refused: boolean
  newSid: boolean
}

const nothingNew: Outcome = { refused: false, newSid: false }

export class Model {
  readonly sessions = new Map<string, ModelSession>()
  readonly userIds = new Set<number>()
  readonly #settings: ModelSettings
  readonly #now: () => number
  /** Sessions whose user was deleted: nobody can read them any more. */
  readonly #orphans = new Set<ModelSession>()

  constructor(settings: ModelSettings, now: () => number) {
    this.#settings = settings
    this.#now = now
  }

  /** Who is logged in with this session id. */
  userOf(sid: string | null): number | null {
    return this.read(sid).seen?.userId ?? null
  }

  /** How many sessions of this user are live. */
  countLive(userId: number): number {
    return this.#of(userId).filter(([, session]) => this.#isLive(session)).length
  }

  /** A request comes. */
  read(sid: string | null): ModelRequest {
    const session = sid === null ? undefined : this.sessions.get(sid)
    return { sid, seen: session && this.#isLive(session) && !this.#orphans.has(session) ? { ...session } : null }
  }

  /**
   * A request does what it came for, at once or after others. `newSid` is the id that its browser got, for the session
   * that it has then; only the outcome says whether it had to get one.
   */
  finish(deed: Deed, request: ModelRequest, newSid: string): Outcome {
    const { seen } = request
    const sid = request.sid ?? ''
    switch (deed.do) {
      case 'look':
        this.#touch(request)
        return nothingNew

      case 'write': {
        const note = { [deed.field]: deed.note }
        if (!seen) return this.#create(newSid, null, note)
        // An ended session stays ended. One whose time ran out under the request was in use: it goes on. What others
        // have written meanwhile stays.
        const session = this.sessions.get(sid)
        if (session) Object.assign(session, { notes: { ...session.notes, ...note }, expiresAt: this.#end() })
        return nothingNew
      }

      case 'rotate': {
        const session = this.sessions.get(sid)
        // One that was ended, or got another id, meanwhile cannot go on.
        if (seen?.userId && session?.userId !== seen.userId) {
          this.#touch(request)
          return { refused: true, newSid: false }
        }
        if (seen) this.sessions.delete(sid)
        // The new session is empty. It is its user's, by the same login.
        this.#create(newSid, null, {})
        const { userId = null, createdAt = null } = seen ?? {}
        Object.assign(this.sessions.get(newSid) ?? {}, { userId, createdAt })
        return { refused: false, newSid: true }
      }

      case 'destroy':
        this.#endOne(request)
        return nothingNew

      case 'log out':
        if (seen?.userId) this.#logOut(seen.userId, seen.createdAt)
        else if (seen) this.sessions.delete(sid)
        return nothingNew

      case 'log in': {
        const { userId } = deed
        if (deed.password === 'wrong' || !this.userIds.has(userId)) {
          this.#touch(request)
          return { refused: true, newSid: false }
        }
        this.#endOne(request)
        this.#prune(userId)
        // What an anonymous session held survives, and what the user's own did; another user's does not.
        const stays = seen && (seen.userId === null || seen.userId === userId)
        return this.#create(newSid, userId, stays ? seen.notes : {})
      }
    }
  }

  /** Somebody ends all sessions of these users. Counts the live ones. */
  endSessions(userIds: readonly number[]): { users: number; sessions: number } {
    const counts = userIds.map((userId) => this.countLive(userId)).filter((count) => count > 0)
    userIds.forEach((userId) => {
      this.#endAll(userId)
    })
    return { users: counts.length, sessions: counts.reduce((sum, count) => sum + count, 0) }
  }

  /** The sessions that have expired are removed. Counts them. */
  removeExpired(): number {
    const expired = [...this.sessions].filter(([, session]) => !this.#isLive(session))
    for (const [sid] of expired) this.sessions.delete(sid)
    return expired.length
  }

  /** A user is deleted, and their links with them: what is left of their sessions is nobody's. */
  deleteUser(userId: number): void {
    this.userIds.delete(userId)
    for (const [, session] of this.#of(userId))
      this.#orphans.add(Object.assign(session, { userId: null, createdAt: null }))
  }

  #create(sid: string, userId: number | null, notes: Record<string, string>): Outcome {
    const createdAt = userId === null ? null : this.#now()
    this.sessions.set(sid, { userId, createdAt, expiresAt: this.#end(), notes })
    return { refused: false, newSid: true }
  }

  #touch({ sid, seen }: ModelRequest): void {
    const session = this.sessions.get(sid ?? '')
    if (!session || !seen || seen.expiresAt - this.#now() > this.#settings.idleTimeoutMs) return
    session.expiresAt = this.#end()
  }

  /** Before a login: the expired sessions of the user go, and the oldest that leave no room for one more. */
  #prune(userId: number): void {
    const limit = this.#settings.limitOf(userId)
    if (limit === false) return
    const newestFirst = this.#of(userId).sort(([, a], [, b]) => (b.createdAt ?? 0) - (a.createdAt ?? 0))
    const kept = newestFirst.filter(([, session]) => this.#isLive(session)).slice(0, limit - 1)
    for (const entry of newestFirst) if (!kept.includes(entry)) this.sessions.delete(entry[0])
  }

  /** The session of one login ends, whatever its id is by now; whoever holds an ended one has no say over the others. */
  #logOut(userId: number, createdAt: number | null, everywhere = this.#settings.logoutAllSessions): void {
    const own = this.#of(userId).find(([, session]) => session.createdAt === createdAt)
    if (own && everywhere) this.#endAll(userId)
    else if (own) this.sessions.delete(own[0])
  }

  /** The session of this request ends, by whatever id it has by now; one of nobody by the id that it came with. */
  #endOne({ sid, seen }: ModelRequest): void {
    if (!seen) return
    this.sessions.delete(sid ?? '')
    if (seen.userId !== null) this.#logOut(seen.userId, seen.createdAt, false)
  }

  #endAll(userId: number): void {
    for (const [sid] of this.#of(userId)) this.sessions.delete(sid)
  }

  #of(userId: number): [string, ModelSession][] {
    return [...this.sessions].filter(([, session]) => session.userId === userId)
  }

  #isLive = (session: ModelSession): boolean => session.expiresAt > this.#now()

  #end = (): number => this.#now() + this.#settings.idleTimeoutMs + this.#settings.touchAfterMs
}
