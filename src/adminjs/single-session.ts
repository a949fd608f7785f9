// The public face of a single session.
import type { AuthenticationOptions } from '@adminjs/express'
import type AdminJS from 'adminjs'
import type { Request, RequestHandler } from 'express'
import type { GuardedSessionOptions } from '../express/middleware.js'
import type { LoginUser } from '../options/app-functions.js'
import type { EndedSessions } from '../rule/selection.js'
import type { UserId } from '../rule/session.js'
import type { AuthenticationInput } from './login/authentication.js'

/** What `createSingleSession` returns. */
export interface SingleSession {
  /**
   * The Express middleware: the session of every request, and AdminJS's logout. Mount it at the root of the app,
   * before the AdminJS router.
   */
  middleware(admin: AdminJS): RequestHandler
  /**
   * The authentication options for `buildAuthenticatedRouter`. Takes `authenticate` or `provider`, and what else AdminJS
   * takes there.
   *
   * @throws ERR_SINGLE_SESSION_INVALID_OPTION unless given one of the two, ERR_SINGLE_SESSION_MIDDLEWARE_ORDER if
   * `middleware(admin)` was not called before.
   */
  authentication(input: AuthenticationInput): AuthenticationOptions
  /** The options of express-session, for the fourth parameter of `buildAuthenticatedRouter`. */
  readonly sessionOptions: GuardedSessionOptions
  /**
   * Logs a user in, for logins outside AdminJS: gives the browser a new session id, keeps what its anonymous session
   * held, and ends the user's sessions that are too many then.
   *
   * @param user what `req.session.adminUser` becomes; its `id` is the id of the user model. AdminJS sends it to the
   * browser, so it should hold nothing secret.
   * @throws ERR_SINGLE_SESSION_LOGIN_REFUSED, ERR_SINGLE_SESSION_CALLBACK_FAILED,
   * ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE; the session of the request is then as it was.
   */
  login(req: Request, user: LoginUser): Promise<void>
  /**
   * Logs out the user of a request: here, or everywhere if `logoutAllSessions` says so. Harmless if nobody is logged in.
   *
   * @throws ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE; the user is then still logged in.
   */
  logout(req: Request): Promise<void>
  /**
   * Ends all sessions of one or more users, by their ids, and says how many users were logged out on how many sessions.
   *
   * @throws ERR_SINGLE_SESSION_INVALID_OPTION for an id that the user model cannot have,
   * ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE; nobody is logged out then.
   */
  endSessions(userIds: UserId | readonly UserId[]): Promise<EndedSessions>
  /**
   * Ends all sessions of one or more users whose accounts your app has changed: a new password, another role, a ban. Actions of
   * the panel that change a property in `endSessionsOnChangeOf` do so by themselves.
   *
   * @throws as `endSessions` does.
   */
  userChanged(userIds: UserId | readonly UserId[]): Promise<EndedSessions>
  /**
   * Removes the sessions that have expired from the database, some at a time, and says how many there were; and the events
   * of the audit trail that are older than `keepEventsForDays`. The middleware does this every `cleanupIntervalMs`; call it
   * yourself, from a cron job say, if that is 0.
   *
   * @throws ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE; what was removed until then stays removed.
   */
  removeExpiredSessions(): Promise<number>
}
