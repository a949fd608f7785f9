// Who sends a request, and from where, as far as the options want that kept.
import type { Request } from 'express'
import type { Configuration } from '../options/options.js'
import type { Actor } from '../rule/actor.js'
import type { ClientDetails, UserId } from '../rule/session.js'
import { addressIn } from './client-address.js'

/** The options that say what is kept. */
export type RecordOptions = Pick<Configuration, 'recordIpAddress' | 'recordUserAgent'>

/** The longest user agent that is kept, in characters: what a `String` of Prisma holds on MySQL. */
const longestUserAgent = 191

/** The address and user agent of a request. */
export function clientOf(req: Request, { recordIpAddress, recordUserAgent }: RecordOptions): ClientDetails {
  return {
    // As Express sees it, so the app's "trust proxy" setting is respected.
    ipAddress: recordIpAddress ? addressIn(req.ip) : null,
    userAgent: recordUserAgent ? (req.get('user-agent')?.slice(0, longestUserAgent) ?? null) : null,
  }
}

/** Who sends a request: a user on their own sessions, or the administrator with the id `byUserId`. */
export const actorOf = (req: Request, options: RecordOptions, byUserId: UserId | null = null): Actor => ({
  byUserId,
  ...clientOf(req, options),
})
