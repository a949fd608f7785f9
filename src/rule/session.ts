// What a session is to the rule: its row, its link and its user.

/** The id of a user as the database has it: the type of `UserSession.userId`. */
export type UserId = string | number | bigint

/** A user as the database has them: one record of the user model. */
export type UserRecord = Readonly<Record<string, unknown>>

/** What the database keeps of a session: the data of express-session as JSON text, and when it ends. */
export interface SessionRow {
  readonly data: string
  readonly expiresAt: Date
}

/** Whose a session is, and by which login. Only a login creates it. */
export interface Link {
  /** The `id` of the session's row: that of one login, whatever the `sid` of the session is by now. */
  readonly sessionId: string
  readonly userId: UserId
  /** When the user logged in. */
  readonly createdAt: Date
}

/** A session as a request reads it. Without a link it is nobody's. */
export interface Session extends SessionRow {
  readonly link: Link | null
  /** When it was noted last that its user used it; null of a session that is nobody's. */
  readonly seenAt: Date | null
}

/** A session of a user, live or expired, while its user is locked. */
export interface LinkedSession extends Link {
  readonly sid: string
  /** The place that it takes among its user's sessions: 0 to n - 1 under a limit of n, null where there is none. */
  readonly slot: number | null
  readonly expiresAt: Date
}

/** A user, while they are locked. */
export interface Account {
  /** The id as the database has it: one that it was asked for may differ in its letters, as in a uuid in capitals. */
  readonly userId: UserId
  /** When the account was changed last, as far as we were told; null if it was not. */
  readonly changedAt: Date | null
  readonly sessions: readonly LinkedSession[]
}

/** Where a request came from, as far as the options want it kept. */
export interface ClientDetails {
  readonly ipAddress: string | null
  readonly userAgent: string | null
}

/** A live session of a user, as lists show it. */
export interface SessionDetails extends Link, ClientDetails {
  readonly lastSeenAt: Date
}

/** Whether two ids are the same: drivers differ in the type of a number. */
export const isSame = (one: UserId, other: UserId): boolean => String(one) === String(other)

/** A session of a user, live or expired. */
export interface SeenSession extends SessionDetails {
  readonly expiresAt: Date
}
