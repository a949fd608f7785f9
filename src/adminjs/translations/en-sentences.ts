// English sentences: the notices, questions and explanations.

/** The texts that are the same for every number. */
export const sentences = {
  singleSessionWillBeLoggedOut:
    '$t(messages.singleSessionUsers, {"count": {{users}} }) will be logged out on $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
  singleSessionNobody: 'Nobody in this selection can be logged out with this action.',
  singleSessionYouToo: 'You selected yourself: you will be logged out too.',
  singleSessionLoggedOut:
    'Ended $t(messages.singleSessionSessions, {"count": {{sessions}} }) of $t(messages.singleSessionUsers, {"count": {{users}} }).',
  singleSessionLoggedOutSkipped:
    'Ended $t(messages.singleSessionSessions, {"count": {{sessions}} }) of $t(messages.singleSessionUsers, {"count": {{users}} }). Skipped, because they are admin users: {{skipped}}',
  singleSessionFailed: 'That did not work. Please try again.',

  // The login page, after a session has ended. What is known of when and where follows in brackets.
  singleSessionEndedReplaced: 'Your account was used to log in elsewhere, so you were logged out here.',
  singleSessionEndedLogout: 'You have been logged out.',
  singleSessionEndedRevoked: 'You were logged out by an administrator.',
  singleSessionEndedByYourself: 'You logged out yourself, on all your sessions.',
  singleSessionEndedElsewhere: 'You were logged out here from another device of yours.',
  singleSessionEndedAccountChanged: 'You were logged out because your account was changed.',
  singleSessionEndedUserDeleted: 'You were logged out because your account was deleted.',
  singleSessionEndedExpired: 'Your session has expired. Please log in again.',
  singleSessionEndedLongest: 'Your session has reached its longest time. Please log in again.',

  // The login page where the session cookie is for HTTPS alone, over plain HTTP.
  singleSessionPlainHttp:
    'You cannot log in over this connection, because it is not encrypted. Open the page with https:// at the beginning of its address. If that does not help, tell whoever runs the panel.',

  // An open tab whose session ends soon.
  singleSessionTabEndsSoon: 'Your session is about to end',
  singleSessionTabUnused:
    'You have not used the panel for a while. If you do not stay logged in, you will be logged out.',
  singleSessionTabLongest:
    'Your session is about to reach its longest time, which cannot be extended. Please save now what you entered on this page; then log in again.',
  singleSessionTimeLeft: 'Time left: {{time}}',

  // The login page, after the right password of a user who is logged in as often as they may be.
  singleSessionAtLimit: 'You are already logged in elsewhere',
  singleSessionAtLimitRefused:
    'You cannot be logged in on any more devices. Log out on one of these first, then log in here.',
  singleSessionAtLimitChoose:
    'You cannot be logged in on any more devices. Choose where you want to be logged out, and you will be logged in here. You have two minutes.',
  singleSessionAtLimitAgain: 'That was not enough. Please choose one more.',
  singleSessionQuestionOver: 'This choice is no longer open. Please log in again.',

  // An open tab whose session has ended, while a form in it is being edited.
  singleSessionTabEnded: 'You are not logged in any more',
  singleSessionTabLogIn: 'What you entered on this page is still here. Log in, and go on where you were.',
  singleSessionTabLogInElsewhere:
    'What you entered on this page is still here. Log in in another tab; then this page goes on by itself.',
  singleSessionNotSaved: 'Not saved: you are not logged in.',
  singleSessionOtherUser: 'Somebody else is logged in by now',
  singleSessionOtherUserUnsaved:
    'In this browser another user has logged in. Nothing of what was entered on this page was saved in their name.',

  // The sessions of a user, and those of one's own.
  singleSessionNoSessions: '{{name}} is not logged in anywhere.',
  singleSessionNotYours: 'You may not see the sessions of an admin user.',
  singleSessionOnlyThisOne: 'You are logged in here and nowhere else.',
  singleSessionEndedOne: 'The session has been ended.',
  singleSessionLogOutHere: 'Do you want to log out?',
  singleSessionEndedAlready: 'This session had ended already.',
  singleSessionEndedOthers:
    'You are logged out everywhere else ($t(messages.singleSessionSessions, {"count": {{sessions}} })).',
  singleSessionWrongPassword: 'That is not your password.',
  singleSessionPasswordWait: 'Too many wrong passwords. Please wait: {{wait}}.',
  singleSessionWhyPassword: 'Enter your password to confirm.',

  // The audit trail, and what people do about what they see there and in lists of sessions.
  singleSessionForbidden: 'You may not do this, or not any more.',
  singleSessionTrailEnded: '{{by}} ended $t(messages.singleSessionSessions, {"count": {{sessions}} }) of {{user}}',
  singleSessionNoEvents: 'Nothing has happened that fits.',
  singleSessionNoEventsSince: 'Nothing that fits since {{time}}. You can look further back.',
  singleSessionWillEnd: 'This ends $t(messages.singleSessionSessions, {"count": {{sessions}} }) of {{name}}.',
  singleSessionWillEndOthers:
    'This ends $t(messages.singleSessionSessions, {"count": {{sessions}} }) of yours. You stay logged in here.',
  singleSessionTotal: 'You are logged in on $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
  singleSessionNotYou: 'Wasn’t it you?',
  singleSessionNotYouLook: 'Look for devices, addresses and times below that you do not know.',
  singleSessionNotYouPassword: 'Change your password: somebody else may know it.',
  singleSessionNotYouAsk: 'Ask an administrator for a new password: somebody else may know yours.',
  singleSessionNotYouEnd: 'Log out everywhere else.',

  // Log out everyone.
  singleSessionNobodyLoggedIn: 'Nobody else is logged in.',

  // Who is online.
  singleSessionOnline: 'Live sessions: {{sessions}}',
  singleSessionOnlineMore: 'Live sessions: at least {{sessions}}',
  singleSessionListChanged: 'Changes since you loaded this list: {{sessions}}',
  singleSessionNobodyOnline: 'There are no live sessions here.',
  singleSessionNobodyFound: 'No such user is logged in.',
  singleSessionMayNotSee: 'You may not see who is online.',
  singleSessionAtOnceNote:
    'The line shows how many sessions were open at the same time, at least. A session counts for {{time}} after its login, unless it was ended before. Sessions that expired leave no event.',

  // After a change of a user.
  singleSessionChangedAndEnded:
    'Saved. The user was logged out on $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
  singleSessionChangedNotEnded:
    'Saved, but the sessions of this user could not be ended. Please use "Log out on all sessions".',
}
