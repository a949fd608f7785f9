// The public names of the package.
export { createSingleSession } from './create-single-session.js'
export { withSingleSession } from './adminjs/with-single-session.js'
export { SingleSessionError } from './errors.js'
export type { AuthenticationInput } from './adminjs/authentication.js'
export type { SingleSession } from './create-single-session.js'
export type { SingleSessionErrorCode } from './errors.js'
export type { CookieOptions } from './cookie-options.js'
export type {
  LoginNews,
  LoginUser,
  Permission,
  SessionEndNews,
  SessionLimitOf,
  SingleSessionOptions,
} from './options.js'
export type { PrismaClientLike } from './prisma/client.js'
export type { SessionEventName, UserId } from './session-repository.js'
export type { EndedSessions, SessionLimit } from './single-session.js'
