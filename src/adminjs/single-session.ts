// The public face of a single session.
import type { AuthenticationOptions } from '@adminjs/express'
import type AdminJS from 'adminjs'
import type { Request, RequestHandler } from 'express'
import type { GuardedSessionOptions } from '../express/middleware.js'
import type { LoginUser } from '../options/app-functions.js'
import type { SessionCounts } from '../rule/live-sessions.js'
import type { EndedSessions } from '../rule/selection.js'
import type { UserId } from '../rule/session.js'
import type { AuthenticationInput } from './login/authentication-input.js'
import type { ListedSessions, UserSessionCount } from './sessions/listed-sessions.js'

/** What `endEveryone` takes. */
export interface EndEveryoneOptions {
  /** Ids of users who stay logged in. */
  readonly except?: UserId | readonly UserId[]
  /** Is called after each step, with the counts so far. */
  readonly onProgress?: (ended: EndedSessions) => void
}

/** What `createSingleSession` returns. */
export interface SingleSession {
  /**
   * The Express middleware: the session of every request, and AdminJS's logout. Mount it at the root of the app,
   * before the AdminJS router. Call it for each panel of the app.
   */
  middleware(admin: AdminJS): RequestHandler
  /**
   * The authentication options for `buildAuthenticatedRouter`. Takes `authenticate` or `provider`, and what else AdminJS
   * takes there. Panels with the same `authenticate` or `provider` share their logins. If they differ, say with `admin` which
   * panel each is for; a login at one then opens no other.
   *
   * @throws ERR_SINGLE_SESSION_INVALID_OPTION unless given one of the two, and `admin` where that is needed, ERR_SINGLE_SESSION_MIDDLEWARE_ORDER if
   * `middleware(admin)` was not called before.
   */
  authentication(input: AuthenticationInput): AuthenticationOptions
  /** The options of express-session, for the fourth parameter of `buildAuthenticatedRouter`. */
  readonly sessionOptions: GuardedSessionOptions
  /**
   * A middleware for routes of your own: refuses, with ERR_SINGLE_SESSION_CROSS_SITE (403), what pages of other sites send in
   * the name of their visitors, unless `trustedOrigins` lists them. The panel's own routes have it. It lets every GET pass,
   * so let your routes change something by POST alone.
   */
  readonly refuseOtherSites: RequestHandler
  /**
   * Logs a user in, for logins outside AdminJS: gives the browser a new session id, keeps what its anonymous session
   * held, and ends the user's sessions that are too many then.
   *
   * @param user what `req.session.adminUser` becomes; its `id`, or the property that has the name of the id in
   * the user model, is the id. AdminJS sends it to the
   * browser, so it should hold nothing secret.
   * @param admin the panel that the login opens, with all that share their logins with it. It is needed if there are panels
   * that do not, and this route lies below none of them.
   * @throws ERR_SINGLE_SESSION_LOGIN_REFUSED, ERR_SINGLE_SESSION_INVALID_OPTION without that `admin`, ERR_SINGLE_SESSION_CALLBACK_FAILED,
   * ERR_SINGLE_SESSION_AT_LIMIT if there is no place and `atLimit` is not `'end-oldest'`,
   * ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE; the session of the request is then as it was.
   */
  login(req: Request, user: LoginUser, admin?: AdminJS): Promise<void>
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
   * the panel that change a property in `endSessionsOnChangeOf` do so by themselves. A login that is under way with the old
   * password does not succeed.
   *
   * @param req the request by which your app changed the account, if there is one. If the users changed their own account,
   * they stay logged in there, under a new session id; and a `login` by the same request counts as one after the change.
   * @throws as `endSessions` does.
   */
  userChanged(userIds: UserId | readonly UserId[], req?: Request): Promise<EndedSessions>
  /**
   * Ends all sessions of everyone, or of everyone but those in `except`, some users at a time. For the day on which passwords
   * have got about. Those who log in meanwhile may stay.
   *
   * @param choices `except`: ids of users who stay. `onProgress`: is called after each step, with the counts so far.
   * @throws as `endSessions` does; those who were logged out until then stay logged out.
   */
  endEveryone(choices?: EndEveryoneOptions): Promise<EndedSessions>
  /**
   * A page of a user's live sessions, the ones last seen first, up to a hundred a page. Never tells a session id.
   *
   * @param choices `page`: from 1 on; the default is 1. A page beyond the last has no sessions.
   * @throws ERR_SINGLE_SESSION_INVALID_OPTION for an id that the user model cannot have or a page that is no such number,
   * ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE.
   */
  listSessions(userId: UserId, choices?: { readonly page?: number }): Promise<ListedSessions>
  /**
   * All users who are logged in, in the order of their ids, with the number of their sessions. Reads some users at a time.
   *
   * @throws ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE
   */
  listUsers(): AsyncIterable<UserSessionCount>
  /**
   * How many users are logged in, on how many sessions, for metrics. The cost grows with the number of these users.
   *
   * @throws ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE
   */
  countSessions(): Promise<SessionCounts>
  /**
   * Removes the sessions that have expired from the database, some at a time, and says how many there were; and the events
   * of the audit trail that are older than `keepEventsForDays`. The middleware does this every `cleanupIntervalMs`; call it
   * yourself, from a cron job say, if that is 0.
   *
   * @param choices `onProgress`: is called after each step, with the number of sessions that were removed so far.
   * @throws ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE; what was removed until then stays removed.
   */
  removeExpiredSessions(choices?: { readonly onProgress?: (removed: number) => void }): Promise<number>
}
