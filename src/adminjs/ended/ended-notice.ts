// Why a session has ended, in words for the browser that held it.
import type { EndEvent, EndReason } from '../../rule/events.js'
import { isSame } from '../../rule/session.js'
import { deviceOf } from '../device.js'
import { shownAddress } from '../shown-address.js'
import type { EndedNotice } from './wire.js'

/** The text for each reason. */
const messages: Readonly<Record<EndReason, string>> = {
  logout: 'singleSessionEndedLogout',
  logoutElsewhere: 'singleSessionEndedElsewhere',
  replaced: 'singleSessionEndedReplaced',
  revoked: 'singleSessionEndedRevoked',
  accountChanged: 'singleSessionEndedAccountChanged',
  userDeleted: 'singleSessionEndedUserDeleted',
}

/** The reasons for which its user ended a session in another browser, which people may hear of. */
const byTheUser: readonly EndReason[] = ['replaced', 'logoutElsewhere']

/** What to tell the holder of a session, by how it ended; undefined: nothing. */
export function endedNotice(end: EndEvent | 'expired' | 'tooLong' | undefined): EndedNotice | undefined {
  if (end === undefined) return undefined
  // Nobody knows when: nothing happened then.
  const nothingKnown = { at: null, device: null, ipAddress: null, by: 'others' } as const
  if (end === 'expired') return { message: 'singleSessionEndedExpired', ...nothingKnown }
  if (end === 'tooLong') return { message: 'singleSessionEndedLongest', ...nothingKnown }
  // Who has just clicked there needs no details.
  if (end.event === 'logout') return { message: messages.logout, ...nothingKnown, by: 'user' }
  const message = isByThemselves(end) ? 'singleSessionEndedByYourself' : messages[end.event]
  // Where an administrator sits is nothing that people are told.
  const isTold = byTheUser.includes(end.event)
  const from = {
    device: isTold ? deviceOf(end.userAgent) : null,
    ipAddress: isTold ? shownAddress(end.ipAddress) : null,
  }
  const by = isTold ? 'elsewhere' : isByThemselves(end) ? 'user' : 'others'
  return { message, at: end.createdAt.toISOString(), ...from, by }
}

/** Whether an administrator logged themselves out. */
const isByThemselves = ({ event, byUserId, userId }: EndEvent): boolean =>
  event === 'revoked' && byUserId !== null && isSame(byUserId, userId)
