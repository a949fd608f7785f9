// What the list of the audit trail answers, beside what AdminJS's own list does.
import type { SessionEventName } from '../../rule/events.js'

/** What a line of the trail says, in the `params` of its record: there hooks of the app's find it. */
export interface LineParams {
  readonly id: string
  /** When, in ISO 8601. */
  readonly createdAt: string
  readonly event: SessionEventName
  /** Whether it is the deletion of an account. */
  readonly isDeletion: boolean
  /** How many events it stands for. */
  readonly count: number
  /** How many users it concerns. */
  readonly users: number
  /** One of them. */
  readonly userId: string | null
  readonly byUserId: string | null
  /** From where it came. */
  readonly ipAddress: string | null
  /** Browser and system from which it came, as in "Firefox 120 · Windows". */
  readonly userAgent: string | null
  /** Where the session was that it ended, by its login; null if that is not known, or if there are several. */
  readonly sessionDevice: string | null
  readonly sessionAddress: string | null
  /** Since when, in ISO 8601; null if its login is not known. */
  readonly sessionSince: string | null
}

/** What the list says of itself. */
export interface TrailMeta {
  /** Where the next page begins: the `before` of its request, or the `after` within a line; null if there is none. */
  readonly next: string | null
  /** Whether the one who looks may export it. */
  readonly mayExport: boolean
}

/** The forms in which the trail can be exported. */
export const exportFormats = ['csv', 'json'] as const
