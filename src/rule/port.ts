// The port between the rule and the database, one part for each subject. The rule alone speaks to it.
// A method rejects with ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE when the database cannot, or ERR_SINGLE_SESSION_NOT_MIGRATED.
import type { SingleSessionError } from '../errors.js'
import type { Clock } from './clock.js'
import type { LoginFailure, SessionEvent, SessionEventName } from './events.js'
import type { SameActs, TrailCount, TrailFilter, TrailPlace, TrailRow } from './trail-row.js'
import type {
  Account,
  ClientDetails,
  Link,
  LinkedSession,
  SeenSession,
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
  readonly events: EventLog
  readonly trail: TrailReader
  readonly users: UserRepository
  readonly maintenance: Maintenance
  /** The clock of the database. */
  readonly clock: Clock
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
   * Says whether it was there.
   */
  change(sid: string, rowFrom: (data: string) => SessionRow): Promise<boolean>
  /** Moves the end of a session, if it is still there, and notes on its link when it was seen. Says whether it was there. */
  touch(sid: string, expiresAt: Date, seenAt: Date): Promise<boolean>
  /** Deletes one session with its link; says whether it was there. Of several who try at once, one hears that it was. */
  remove(sid: string): Promise<boolean>
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
  /** The user with this id and all of their sessions; undefined if there is no such user. */
  findAccount(userId: UserId): Promise<Account | undefined>
  /** Where these sessions were opened and when they were seen, the ones last seen first. */
  findDetails(sids: readonly string[]): Promise<SessionDetails[]>
  /** When the account of any of these users was changed last, or null. */
  lastChangeOf(userIds: readonly UserId[]): Promise<Date | null>
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
  /** When what has this name happened to this user, after `since`; in no particular order. */
  timesOf(userId: UserId, name: SessionEventName, since: Date): Promise<Date[]>
}

/** Who is logged in. */
export interface LiveSessionReader {
  /** Some of a user's sessions that end after `now`, the ones last seen first; without the one with the `sessionId` `except`. */
  page(userId: UserId, now: Date, skip: number, take: number, except: string | null): Promise<SessionDetails[]>
  /** The session of a user that has this `sessionId`, if it ends after `now`. */
  one(userId: UserId, now: Date, sessionId: string): Promise<SessionDetails | undefined>
  /** How many sessions of each of these users end after `now`; users without one are left out. */
  count(userIds: readonly UserId[], now: Date): Promise<Map<UserId, number>>
  /** The same of up to `take` users in the order of their ids, from the one after `userId` on. */
  countAfter(userId: UserId | null, take: number, now: Date): Promise<Map<UserId, number>>
  /** What of each of these users ends after `now`, of the ten sessions that were seen last; users without one are left out. */
  presence(userIds: readonly UserId[], now: Date): Promise<Map<UserId, Presence>>
  /** Some sessions of these users that end after `now`, the ones last seen first. */
  ofUsers(userIds: readonly UserId[], take: number, now: Date): Promise<SessionDetails[]>
  /** Up to `take` sessions of everybody, the expired ones too, the ones last seen first, from a place in that order on. */
  lastSeen(from: Place, take: number): Promise<SeenSession[]>
  /** How many sessions end after `now`, of the `most` that end last; and how many of those are a user's. */
  countUpTo(most: number, now: Date): Promise<{ readonly all: number; readonly linked: number }>
}

/** How many sessions a user has, and when one of them was seen last. */
export interface Presence {
  readonly sessions: number
  /** Whether there may be more, because that many were not looked at. */
  readonly isMore: boolean
  readonly lastSeenAt: Date
}

/** A place among the sessions of everybody, the ones last seen first. */
export interface Place {
  readonly lastSeenAt: Date
  /** How many of the sessions with that very time come before it. */
  readonly skip: number
}

/** An event as the trail has it. */
export type TrailEvent = SessionEvent & {
  /** When the user whose session it was was told, on the login page; null if they were not. */
  readonly toldAt: Date | null
}

/** How often an event happened in an hour. */
export interface HourCount {
  /** In hours since 1970. */
  readonly hour: number
  readonly event: string
  readonly count: number
}

/** The audit trail. What changes a session is written down where it is done: see `LockedSessions`. */
export interface EventLog {
  /** The name of the event model in the schema. */
  readonly model: string
  /** What happened to the session with this key: its login, and its end if it was ended. */
  ofSession(sessionKey: string): Promise<TrailEvent[]>
  /** Writes down a login that did not happen. */
  record(failure: LoginFailure): Promise<void>
  /** How many events of each name there were in each hour, from one hour to another, which is not part of it. At most 24. */
  countByHour(from: number, to: number): Promise<HourCount[]>
  /** Notes that the event of this name of this session was told; false if that was noted before, by whichever process. */
  noteTold(sessionKey: string, event: SessionEventName, at: Date): Promise<boolean>
}

/** The audit trail, as people read it: newest first, each by one statement that an index answers, but for `rows`. */
export interface TrailReader {
  /** One event, by its id. */
  find(id: string): Promise<TrailRow | undefined>
  /** Up to `take` events that come after a place in the trail, or the newest ones. Takes two statements within a moment. */
  rows(filter: TrailFilter, after: TrailPlace | null, take: number): Promise<TrailRow[]>
  /** The time of the event that is `skip` events further back, whatever they are; null if there are not so many. */
  timeBack(after: TrailPlace | null, skip: number): Promise<Date | null>
  /** How many events of one kind, by one actor, one moment has of each user; up to `take` of these counts. */
  counts(at: Date, filter: TrailFilter, take: number): Promise<TrailCount[]>
  /** Up to `take` events of one moment that are of one kind and by one actor, after an id. */
  same(at: Date, acts: SameActs, filter: TrailFilter, afterId: string | null, take: number): Promise<TrailRow[]>
  /** The logins of these sessions, by their keys; some are unknown. */
  logins(sessionKeys: readonly string[]): Promise<TrailRow[]>
  /** When users with these ids were deleted, and their titles then, the latest first. */
  deletions(userIds: readonly UserId[]): Promise<TrailRow[]>
}

/** The users, and what their model is. */
export interface UserRepository {
  /** The name of the user model in the schema. */
  readonly model: string
  /** The name of its id. */
  readonly idName: string
  /** The names of its scalar fields. */
  readonly fields: readonly string[]
  /** The value as an id of the user model, or undefined if it can be none. */
  parseId(value: unknown): UserId | undefined
  /** The users with these ids, with all their properties or with these alone; unknown ones are left out. */
  find(userIds: readonly UserId[], properties?: readonly string[]): Promise<Map<UserId, UserRecord>>
  /**
   * The users whose property `name` begins with this text, in small or capital letters, in the order that the database has
   * them in. Of the first hundreds from there on: an index answers it, and a match that lies further away is not found.
   */
  startingWith(name: string, text: string): Promise<UserRecord[]>
  /** Whether an error of the app's own query says that it was given what no query can take: the fault of whoever typed it. */
  isBadInput(error: unknown): boolean
  /** Whether an error of the app's own comes from the database. */
  isFault(error: unknown): boolean
  /** The fault that such an error stands for. It is told to the log of the process. */
  faultOf(error: unknown): Promise<SingleSessionError>
}

/** What the start and the cleanup ask for. */
export interface Maintenance {
  /** Rejects with ERR_SINGLE_SESSION_NOT_MIGRATED if the database lacks a table or a column of the schema. */
  requireMigration(): Promise<void>
  /** Deletes up to `limit` sessions that ended at `time` or before, with their links; says how many there were. */
  removeExpired(time: Date, limit: number): Promise<number>
  /** Deletes up to `limit` events that happened at `time` or before; says how many there were. */
  removeEvents(time: Date, limit: number): Promise<number>
  /** Moves what was removed from the database's log to its file, where it would else do so all at once. Never rejects. */
  checkpoint(): Promise<void>
}
