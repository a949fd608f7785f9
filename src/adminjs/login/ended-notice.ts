// Why a session has ended, for the login page of the browser that held it.
import type { SessionEvent } from '../../rule/session-repository.js'
import { isSame } from '../../rule/session-rule.js'
import { deviceOf } from '../device.js'

/** What the login page says: a text, and what is known of it. */
export interface EndedNotice {
  /** The key of the text in the translations. */
  readonly message: string
  /** When, in ISO 8601; null if nobody knows. */
  readonly at: string | null
  /** The other browser and system, as in "Firefox 120 · Windows". */
  readonly device: string | null
  readonly ipAddress: string | null
}

/** What to tell the holder of a session that has ended, by the last thing that happened to it; undefined: nothing. */
export function endedNotice(last: SessionEvent | undefined): EndedNotice | undefined {
  const message = last && messageOf(last)
  if (!message) return undefined
  // It began, nobody ended it, and yet it is not there: it has expired, nobody knows when.
  if (last.event === 'login') return { message, at: null, device: null, ipAddress: null }
  const at = last.createdAt.toISOString()
  // Where an administrator sits is nothing that people are told.
  const isOwn = last.event === 'replaced' || last.event === 'elsewhere'
  return { message, at, device: isOwn ? deviceOf(last.userAgent) : null, ipAddress: isOwn ? last.ipAddress : null }
}

function messageOf({ event, userId, byUserId }: SessionEvent): string | undefined {
  switch (event) {
    case 'login':
      return 'singleSessionEndedExpired'
    case 'logout':
      return undefined
    case 'replaced':
      return 'singleSessionEndedReplaced'
    case 'elsewhere':
      return 'singleSessionEndedElsewhere'
    case 'accountChanged':
      return 'singleSessionEndedAccountChanged'
    case 'userDeleted':
      return 'singleSessionEndedUserDeleted'
    case 'revoked':
      return byUserId !== null && isSame(byUserId, userId)
        ? 'singleSessionEndedByYourself'
        : 'singleSessionEndedRevoked'
  }
}

/**
 * The notice for the script of the login page. AdminJS writes it between apostrophes into a script, so it must not hold a
 * letter that means something there: a user agent may be anything.
 */
export const encodeNotice = (notice: EndedNotice): string => Buffer.from(JSON.stringify(notice)).toString('base64')
