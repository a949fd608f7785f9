// The audit trail as people read it: rows, places in it, and what is one act.
import type { SessionEventName } from './events.js'
import type { ClientDetails, UserId } from './session.js'

/** A row of the trail. */
export interface TrailRow extends SameActs {
  readonly id: string
  readonly createdAt: Date
  readonly userId: UserId | null
  readonly sessionKey: string | null
  /** The title of a user who was deleted then. */
  readonly userTitle: string | null
}

/** What rows of one moment have in common if they were written by one act: the kind, who did it, and from where. */
export interface SameActs extends ClientDetails {
  readonly event: SessionEventName
  readonly byUserId: UserId | null
}

/** Which rows are wanted; all of them without any of these. */
export interface TrailFilter {
  readonly userId?: UserId
  readonly byUserId?: UserId
  readonly event?: SessionEventName
  readonly ipAddress?: string
  /** From this time on. */
  readonly from?: Date
  /** Until this time, which belongs to it. */
  readonly to?: Date
}

/** A place in the trail, which is read from the newest row to the oldest: that of a row, or before all rows of a moment. */
export interface TrailPlace {
  readonly createdAt: Date
  /** The id of the row; empty for a place that all rows of the moment come before. */
  readonly id: string
}

/** How many rows of one act concern one user. */
export interface TrailCount extends SameActs {
  readonly userId: UserId | null
  readonly count: number
  /** The id of one of them. */
  readonly id: string
}
