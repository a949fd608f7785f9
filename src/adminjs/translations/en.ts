// English, whose keys every language has.
import type { SessionEventName } from '../../rule/events.js'
import type { mySessionsPageName } from '../sessions/wire.js'
import type { UserActionName } from '../user-feature.js'

/** The texts that are the same for every number. */
export const sentences = {
  singleSessionWillBeLoggedOut:
    '$t(messages.singleSessionUsers, {"count": {{users}} }) will be logged out on $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
  singleSessionNobody: 'Nobody in this selection can be logged out with this action.',
  singleSessionYouToo: 'You selected yourself: you will be logged out too.',
  singleSessionLoggedOut:
    'Logged out $t(messages.singleSessionUsers, {"count": {{users}} }) on $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
  singleSessionLoggedOutSkipped:
    'Logged out $t(messages.singleSessionUsers, {"count": {{users}} }) on $t(messages.singleSessionSessions, {"count": {{sessions}} }). Skipped, because they are admin users: {{skipped}}',
  singleSessionFailed: 'That did not work. Please try again.',

  // The login page, after a session has ended. What is known of when and where follows in brackets.
  singleSessionEndedReplaced: 'You were logged out here because you logged in on another device.',
  singleSessionEndedRevoked: 'You were logged out by an administrator.',
  singleSessionEndedByYourself: 'You logged out yourself, on all your sessions.',
  singleSessionEndedElsewhere: 'You were logged out here from another device of yours.',
  singleSessionEndedAccountChanged: 'You were logged out because your account was changed.',
  singleSessionEndedUserDeleted: 'You were logged out because your account was deleted.',
  singleSessionEndedExpired: 'Your session has expired. Please log in again.',

  // An open tab whose session has ended, while a form in it is being edited.
  singleSessionTabEnded: 'You are not logged in any more',
  singleSessionTabUnsaved:
    'What you entered on this page has not been saved. You can stay here to copy it; to save it you have to log in again.',

  // The sessions of a user, and those of one's own.
  singleSessionNoSessions: '{{name}} is not logged in anywhere.',
  singleSessionNotYours: 'You may not see the sessions of an admin user.',
  singleSessionOnlyThisOne: 'You are logged in here and nowhere else.',
  singleSessionEndedOne: 'The session has been ended.',
  singleSessionEndedAlready: 'This session had ended already.',
  singleSessionEndedOthers:
    'You are logged out everywhere else ($t(messages.singleSessionSessions, {"count": {{sessions}} })).',
  singleSessionWrongPassword: 'That is not your password.',
  singleSessionWhyPassword: 'To log out your other sessions, please enter your password.',

  // Log out everyone.
  singleSessionNobodyLoggedIn: 'Nobody else is logged in.',

  // After a change of a user.
  singleSessionChangedAndEnded:
    'Saved. The user was logged out on $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
  singleSessionChangedNotEnded:
    'Saved, but the sessions of this user could not be ended. Please use "Log out on all sessions".',
}

/** The buttons whose text is the same for every number. */
export const buttons = {
  singleSessionEndOne: 'Log out',
  singleSessionEndAll: 'Log out everywhere',
  singleSessionEndOthers: 'Log out everywhere else',
  singleSessionCancel: 'Cancel',
  singleSessionStay: 'Stay here',
  singleSessionGoToLogin: 'Log in again',
}

/** The texts, by AdminJS's sections; `sessionEvent` and `events` are those of the audit trail. */
export const en = {
  actions: {
    logoutOnAllSessions: 'Log out on all sessions',
    logoutAllOnAllSessions: 'Log out on all sessions (admin users too)',
    sessions: 'Sessions',
    logoutEveryone: 'Log out everyone',
  } satisfies Record<UserActionName, string>,
  pages: {
    mySessions: 'My sessions',
  } satisfies Record<typeof mySessionsPageName, string>,
  buttons: {
    singleSessionLogOut_one: 'Log out {{count}} user',
    singleSessionLogOut_other: 'Log out {{count}} users',
    ...buttons,
  },
  labels: {
    singleSessionUser: 'User',
    singleSessionLiveSessions: 'Live sessions',
    singleSessionSkipped: 'Skipped: admin user',
    singleSessionYou: 'You',
    singleSessionDevice: 'Device',
    singleSessionUnknownDevice: 'Unknown device',
    singleSessionAddress: 'Address',
    singleSessionSince: 'Logged in',
    singleSessionLastSeen: 'Last seen',
    singleSessionThisOne: 'This session',
    singleSessionPassword: 'Your password',
    singleSessionKeepMe: 'Keep me logged in',
    singleSessionLoading: 'Loading',
    SessionEvent: 'Session events',
  },
  sessionEvent: {
    createdAt: 'Time',
    event: 'Event',
    userId: 'User',
    byUserId: 'By',
    ipAddress: 'Address',
    userAgent: 'Device',
  },
  events: {
    login: 'Logged in',
    logout: 'Logged out',
    replaced: 'Logged out by a later login',
    logoutElsewhere: 'Logged out from another device',
    revoked: 'Logged out by an administrator',
    accountChanged: 'Logged out by a change of the account',
    userDeleted: 'Logged out, as the user was deleted',
  } satisfies Record<SessionEventName, string>,
  messages: {
    ...sentences,
    singleSessionUsers_one: '{{count}} user',
    singleSessionUsers_other: '{{count}} users',
    singleSessionSessions_one: '{{count}} session',
    singleSessionSessions_other: '{{count}} sessions',
  },
}
