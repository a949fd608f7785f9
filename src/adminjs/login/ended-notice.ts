// Why a session has ended, for the login page of the browser that held it.
import type { EndEvent, EndReason } from '../../rule/events.js'
import { isSame } from '../../rule/session.js'
import { deviceOf } from '../device.js'
import type { EndedNotice } from './wire.js'

/** The text for each reason; null where there is nothing to explain. */
const messages: Readonly<Record<EndReason, string | null>> = {
  logout: null,
  logoutElsewhere: 'singleSessionEndedElsewhere',
  replaced: 'singleSessionEndedReplaced',
  revoked: 'singleSessionEndedRevoked',
  accountChanged: 'singleSessionEndedAccountChanged',
  userDeleted: 'singleSessionEndedUserDeleted',
}

/** The reasons for which its user ended a session in another browser, which people may hear of. */
const byTheUser: readonly EndReason[] = ['replaced', 'logoutElsewhere']

/** What to tell the holder of a session, by how it ended; undefined: nothing. */
export function endedNotice(end: EndEvent | 'expired' | undefined): EndedNotice | undefined {
  if (end === undefined) return undefined
  // Nobody knows when: nothing happened then.
  if (end === 'expired') return { message: 'singleSessionEndedExpired', at: null, device: null, ipAddress: null }
  const message = isByThemselves(end) ? 'singleSessionEndedByYourself' : messages[end.event]
  if (message === null) return undefined
  // Where an administrator sits is nothing that people are told.
  const isTold = byTheUser.includes(end.event)
  const from = { device: isTold ? deviceOf(end.userAgent) : null, ipAddress: isTold ? end.ipAddress : null }
  return { message, at: end.createdAt.toISOString(), ...from }
}

/** Whether an administrator logged themselves out. */
const isByThemselves = ({ event, byUserId, userId }: EndEvent): boolean =>
  event === 'revoked' && byUserId !== null && isSame(byUserId, userId)

/**
 * The notice for the script of the login page. AdminJS writes it between apostrophes into a script, so it must not hold a
 * letter that means something there: a user agent may be anything.
 */
export const encodeNotice = (notice: EndedNotice): string => Buffer.from(JSON.stringify(notice)).toString('base64')
