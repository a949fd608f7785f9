// What is kept of the request that logged a user in.
import type { Request } from 'express'
import type { Configuration } from '../options.js'
import type { LinkDetails } from '../session-repository.js'

/** The longest user agent that is kept, in characters: what a `String` of Prisma holds on MySQL. */
const longestUserAgent = 191

/** The time, and the address and user agent of a login as far as the options want them kept. */
export function loginDetails(req: Request, configuration: Configuration): LinkDetails {
  return {
    createdAt: configuration.clock(),
    // As Express sees it, so the app's "trust proxy" setting is respected.
    ipAddress: configuration.recordIpAddress ? (req.ip ?? null) : null,
    userAgent: configuration.recordUserAgent ? (req.get('user-agent')?.slice(0, longestUserAgent) ?? null) : null,
  }
}
