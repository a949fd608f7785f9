// The port between us and the database: everything that the rule and the cleanup ask of storage, and nothing more.
// A method rejects with ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE when the database cannot do what was asked.

import type { SingleSessionError } from '../errors.js'

/** The id of a user as the database has it: the type of `UserSession.userId`. */
export type UserId = string | number | bigint

/** A user as the database has them: one record of the user model. */
export type UserRecord = Readonly<Record<string, unknown>>

/** What express-session stores: the data as JSON text, and when it ends. */
export interface SessionRow {
  readonly data: string
  readonly expiresAt: Date
}

/** A session as it is read on every request: its row, and whose it is. Without a link it is nobody's. */
export interface StoredSession extends SessionRow {
  /** What the database calls it: the `sid` that it was created with, which stays when the session gets a new one. */
  readonly id: string
  readonly userId: UserId | null
}

/** The link that a login creates, beside its session and its user. */
export interface LinkDetails extends ClientDetails {
  readonly createdAt: Date
}

/** One of a user's sessions, live or expired. */
export interface LinkedSession {
  readonly id: string
  readonly sid: string
  readonly userId: UserId
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** Where a request came from, as far as the options want it kept. */
export interface ClientDetails {
  readonly ipAddress: string | null
  readonly userAgent: string | null
}

/** What can happen to a session: its login, or the reason of its end. */
export const sessionEvents = [
  'login',
  'logout',
  'replaced',
  'elsewhere',
  'revoked',
  'accountChanged',
  'userDeleted',
] as const
export type SessionEventName = (typeof sessionEvents)[number]

/** What happened to a session: one row of the audit trail. */
export interface SessionEvent extends ClientDetails {
  readonly event: SessionEventName
  readonly createdAt: Date
  readonly userId: UserId
  /** Who did it as an administrator, which may be the user; null if the user did it otherwise, or the app. */
  readonly byUserId: UserId | null
  /** The key of the session id; see `keyOf`. */
  readonly sessionKey: string
}

/** A live session of a user, as it is shown. */
export interface SessionDetails extends LinkDetails {
  readonly id: string
  readonly lastSeenAt: Date
}

/** What can be done while the rows of some users are locked. All of it happens, or nothing. */
export interface LockedSessions {
  /** All sessions of these users, the expired ones too, in no particular order. */
  findByUsers(userIds: readonly UserId[]): Promise<LinkedSession[]>
  /** Creates a session with its link. Rejects with ERR_SINGLE_SESSION_LOGIN_REFUSED if there is no such user. */
  create(sid: string, row: SessionRow, userId: UserId, details: LinkDetails): Promise<void>
  /** Deletes sessions with their links. */
  remove(sids: readonly string[]): Promise<void>
  /** Gives a session a new `sid` and new data; its link follows. */
  move(sid: string, newSid: string, row: SessionRow): Promise<void>
  /** Writes down what happened. */
  record(events: readonly SessionEvent[]): Promise<void>
}

/** Sessions, links and users in the database. */
export interface SessionRepository {
  /** Whether an error of the app's own says that a query was given what no query can take: the fault of whoever typed it. */
  isBadInput(error: unknown): boolean
  /** The fault that an error of the app's own stands for, if it comes from the database; undefined for any other. */
  faultOf(error: unknown): SingleSessionError | undefined
  /** The value as an id of the user model, or undefined if it can be none. */
  parseUserId(value: unknown): UserId | undefined
  /** One session with its link, in one round trip. Expired ones are returned too: time is the rule's business. */
  find(sid: string): Promise<StoredSession | undefined>
  /** Saves a session that has no link. */
  insert(sid: string, row: SessionRow): Promise<void>
  /**
   * Changes a session if it is still there; one that was ended meanwhile stays ended. `rowFrom` makes the new row of the
   * data as they are now, and nobody else changes them meanwhile. It may run more than once; only the last run counts.
   */
  change(sid: string, rowFrom: (data: string) => SessionRow): Promise<void>
  /** Moves the end of a session, if it is still there, and notes on its link that it was seen. */
  touch(sid: string, expiresAt: Date, seenAt: Date): Promise<void>
  /** Deletes one session with its link, if it is there. */
  remove(sid: string): Promise<void>
  /** Deletes up to `limit` sessions that ended at `now` or before, with their links; says how many there were. */
  removeExpired(now: Date, limit: number): Promise<number>
  /** Deletes up to `limit` events that happened at `time` or before; says how many there were. */
  removeEvents(time: Date, limit: number): Promise<number>
  /** Lets the database do now what it would else do later, and all at once, because of what was removed. Never rejects. */
  checkpoint(): Promise<void>
  /** The last thing that happened to the session with this key, or undefined. */
  lastEvent(sessionKey: string): Promise<SessionEvent | undefined>
  /** Some of a user's sessions that end after `now`, the ones last seen first. */
  findDetails(userId: UserId, now: Date, skip: number, take: number): Promise<SessionDetails[]>
  /** As `countLive`, of up to `take` users in the order of their ids, from the one after `userId` on. */
  countLiveAfter(userId: UserId | null, take: number, now: Date): Promise<Map<UserId, number>>
  /** How many sessions of each of these users end after `now`; users without one are left out. */
  countLive(userIds: readonly UserId[], now: Date): Promise<Map<UserId, number>>
  /** The users with these ids, with all their properties or with these alone; unknown ones are left out. */
  findUsers(userIds: readonly UserId[], properties?: readonly string[]): Promise<Map<UserId, UserRecord>>
  /**
   * Runs `work` in one transaction in which no other login, logout or end of these users' sessions can run, over all
   * processes. It may run more than once if the database asks for it; only the last run counts.
   */
  withUsersLocked<T>(userIds: readonly UserId[], work: (sessions: LockedSessions) => Promise<T>): Promise<T>
}
