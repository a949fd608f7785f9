// What the actions that log users out answer their drawers with, beside what AdminJS answers.
import type { RecordJSON } from 'adminjs'
import type { EndedSessions } from '../../rule/selection.js'

/** What a bulk action says of a selected user. */
export interface SelectedUser {
  /** Null for a user whom the action leaves alone. */
  readonly liveSessions: number | null
  /** Why the action leaves this user alone, or null. */
  readonly skippedBecause: 'adminUser' | null
  /** Whether it is the one who asks. */
  readonly isCurrentAdmin: boolean
}

/** A record of the selection. */
export type SelectedRecord = RecordJSON & { readonly singleSession: SelectedUser }

/** Whom "Log out everyone" concerns. */
export interface EveryoneResponse {
  readonly singleSession: { readonly everyone: EndedSessions; readonly others: EndedSessions }
}
