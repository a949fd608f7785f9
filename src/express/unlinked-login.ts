// Whom a session says is logged in, and the error for a session that says so of somebody who did not log in with it.
import { SingleSessionError } from '../errors.js'
import type { Link } from '../rule/session.js'

/** Who a session says is logged in, or undefined; AdminJS's user is an object with an id. */
export function claimOf(session: object): unknown {
  // An app may have put anything there.
  const { adminUser } = session as { adminUser?: unknown }
  // Null, false or an empty text is nobody to AdminJS either.
  if (!adminUser) return undefined
  return adminUser
}

/** The error for such a session: one without a link, or with that of another user. */
export function unlinkedLogin(link: Link | null): SingleSessionError {
  const what = link
    ? 'req.session.adminUser was made another user, or one without an id. It was not saved: the session is that of its ' +
      'user as before. To log in another user, write '
    : 'req.session.adminUser was written without a login, so nobody is logged in. Write ' +
      'buildAuthenticatedRouter(admin, singleSession.authentication({ authenticate })), or in your own login '
  return new SingleSessionError('ERR_SINGLE_SESSION_UNLINKED_LOGIN', `${what}await singleSession.login(req, user).`)
}
