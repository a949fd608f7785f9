// A line of the audit trail, as its record carries it.
import { ViewHelpers, type RecordJSON } from 'adminjs'
import type { SessionEventName } from '../../rule/events.js'
import { dateAndTime } from '../ui/dates.js'
import type { LineParams } from './wire.js'

/** A user, and their page; null if there is none. */
export interface ShownPerson {
  readonly title: string
  readonly href: string | null
}

/** Where something was. */
export interface ShownPlace {
  readonly device: string | null
  readonly ipAddress: string | null
  /** Since when, in ISO 8601. */
  readonly since?: string | null
}

/** What a line says. */
export interface ShownLine {
  readonly params: LineParams
  readonly isEnd: boolean
  readonly user: ShownPerson | null
  readonly by: ShownPerson | null
  /** Where it came from; null if nobody knows, or if the app itself did it. */
  readonly from: ShownPlace | null
  readonly session: ShownPlace
}

/** The events that end sessions. */
const ends: readonly SessionEventName[] = [
  ...(['logout', 'logoutElsewhere', 'replaced', 'revoked', 'accountChanged', 'userDeleted'] as const),
]

/** Whether something is the end of a session. */
export const isEndOf = (event: SessionEventName): boolean => ends.includes(event)

/** Reads the line out of its record. */
export function lineOf({ params: given, populated }: RecordJSON): ShownLine {
  // What the server's list puts there; AdminJS's type does not know it.
  const params = given as LineParams
  const { event, userId, byUserId, ipAddress, userAgent: device } = params
  return {
    params,
    isEnd: isEndOf(event),
    user: personOf(userId, populated.userId),
    by: personOf(byUserId, populated.byUserId),
    from: device === null && ipAddress === null ? null : { device, ipAddress },
    session: { device: params.sessionDevice, ipAddress: params.sessionAddress, since: params.sessionSince },
  }
}

function personOf(id: string | null | undefined, user: RecordJSON | null | undefined): ShownPerson | null {
  if (!user) return id == null ? null : { title: id, href: null }
  const show = user.recordActions.find(({ name }) => name === 'show')
  const href = show
    ? new ViewHelpers().recordActionUrl({ resourceId: show.resourceId, recordId: user.id, actionName: 'show' })
    : null
  return { title: user.title, href }
}

/** A place in words: "Firefox 120 · Windows, 192.0.2.1, Mar 5, 2026, 2:03 PM". */
export function placeOf({ device, ipAddress, since }: ShownPlace, language: string, unknownDevice: string): string {
  const time = since == null ? null : dateAndTime(since, language)
  return [device ?? unknownDevice, ipAddress, time].filter(Boolean).join(', ')
}
