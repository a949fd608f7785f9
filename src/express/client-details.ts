// What is kept of the request that logs a user in or out.
import type { Request } from 'express'
import type { Configuration } from '../options/options.js'
import type { ClientDetails } from '../rule/session-repository.js'

/** The longest user agent that is kept, in characters: what a `String` of Prisma holds on MySQL. */
const longestUserAgent = 191

/** The address and user agent of a request, as far as the options want them kept. */
export function clientOf(req: Request, configuration: Configuration): ClientDetails {
  return {
    // As Express sees it, so the app's "trust proxy" setting is respected.
    ipAddress: configuration.recordIpAddress ? (req.ip ?? null) : null,
    userAgent: configuration.recordUserAgent ? (req.get('user-agent')?.slice(0, longestUserAgent) ?? null) : null,
  }
}
