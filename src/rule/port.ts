// The port between the rule and the database, one part for each subject. The rule alone speaks to it.
// A method rejects with ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE when the database cannot do what it was asked.
import type { SingleSessionError } from '../errors.js'
import type { SessionEvent } from './events.js'
import type {
  ClientDetails,
  Link,
  LinkedSession,
  Session,
  SessionDetails,
  SessionRow,
  UserId,
  UserRecord,
} from './session.js'

/** Everything that the rule asks of the database. */
export interface Port {
  readonly sessions: SessionRepository
  readonly liveSessions: LiveSessionReader
  readonly events: EventReader
  readonly users: UserRepository
  readonly maintenance: Maintenance
}

/** Sessions and their links. */
export interface SessionRepository {
  /** One session with its link, in one round trip. Expired ones too: time is the rule's business. */
  find(sid: string): Promise<Session | undefined>
  /** Saves a session that has no link. */
  insert(sid: string, row: SessionRow): Promise<void>
  /**
   * Changes a session if it is still there; one that was ended meanwhile stays ended. `rowFrom` makes the new row of the
   * data as they are now, and nobody else changes them meanwhile. It may run more than once; only the last run counts.
   */
  change(sid: string, rowFrom: (data: string) => SessionRow): Promise<void>
  /** Moves the end of a session, if it is still there, and notes on its link when it was seen. */
  touch(sid: string, expiresAt: Date, seenAt: Date): Promise<void>
  /** Deletes one session with its link, if it is there. */
  remove(sid: string): Promise<void>
  /**
   * Runs `work` in one transaction in which no other login, logout or end of these users' sessions can run, over all
   * processes. It may run more than once if the database asks for it; only the last run counts.
   */
  withUsersLocked<T>(userIds: readonly UserId[], work: (sessions: LockedSessions) => Promise<T>): Promise<T>
}

/** What can be done while the rows of some users are locked. All of it happens, or nothing. */
export interface LockedSessions {
  /** All sessions of these users, the expired ones too, in no particular order. */
  findByUsers(userIds: readonly UserId[]): Promise<LinkedSession[]>
  /**
   * Creates a session with its link, whose `sessionId` becomes the first `sid` of the session. If another session of this
   * user has the slot by now, the whole transaction starts again. Rejects with ERR_SINGLE_SESSION_LOGIN_REFUSED if there is
   * no such user.
   */
  create(link: Link, slot: number | null, row: SessionRow, client: ClientDetails): Promise<void>
  /** Gives a session another slot, as `create` does. */
  place(sid: string, slot: number): Promise<void>
  /** Deletes sessions with their links. */
  remove(sids: readonly string[]): Promise<void>
  /** Gives a session a new `sid` and new data; its link follows. */
  move(sid: string, newSid: string, row: SessionRow): Promise<void>
  /** Writes down what happened at one moment: all of it is written with the time of the first event. */
  record(events: readonly SessionEvent[]): Promise<void>
}

/** Who is logged in. */
export interface LiveSessionReader {
  /** Some of a user's sessions that end after `now`, the ones last seen first. */
  page(userId: UserId, now: Date, skip: number, take: number): Promise<SessionDetails[]>
  /** How many sessions of each of these users end after `now`; users without one are left out. */
  count(userIds: readonly UserId[], now: Date): Promise<Map<UserId, number>>
  /** The same of up to `take` users in the order of their ids, from the one after `userId` on. */
  countAfter(userId: UserId | null, take: number, now: Date): Promise<Map<UserId, number>>
}

/** The audit trail. */
export interface EventReader {
  /** What happened to the session with this key: its login, and its end if it was ended. */
  ofSession(sessionKey: string): Promise<SessionEvent[]>
}

/** The users, and what their model is. */
export interface UserRepository {
  /** The name of the user model in the schema. */
  readonly model: string
  /** The names of its scalar fields. */
  readonly fields: readonly string[]
  /** The value as an id of the user model, or undefined if it can be none. */
  parseId(value: unknown): UserId | undefined
  /** The users with these ids, with all their properties or with these alone; unknown ones are left out. */
  find(userIds: readonly UserId[], properties?: readonly string[]): Promise<Map<UserId, UserRecord>>
  /** Whether an error of the app's own query says that it was given what no query can take: the fault of whoever typed it. */
  isBadInput(error: unknown): boolean
  /** The fault that an error of the app's own stands for, if it comes from the database; undefined for any other. */
  faultOf(error: unknown): SingleSessionError | undefined
}

/** What the cleanup asks for. */
export interface Maintenance {
  /** Deletes up to `limit` sessions that ended at `time` or before, with their links; says how many there were. */
  removeExpired(time: Date, limit: number): Promise<number>
  /** Deletes up to `limit` events that happened at `time` or before; says how many there were. */
  removeEvents(time: Date, limit: number): Promise<number>
  /** Moves what was removed from the database's log to its file, where it would else do so all at once. Never rejects. */
  checkpoint(): Promise<void>
}
