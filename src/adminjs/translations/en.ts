// English, whose keys every language has, and English for languages that we do not speak.
import type { Texts } from './texts.js'

const sentences = {
  singleSessionWillBeLoggedOut:
    '$t(messages.singleSessionUsers, {"count": {{users}} }) will be logged out on $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
  singleSessionNobody: 'Nobody in this selection can be logged out with this action.',
  singleSessionYouToo: 'You selected yourself: you will be logged out too.',
  singleSessionLoggedOut:
    'Logged out $t(messages.singleSessionUsers, {"count": {{users}} }) on $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
  singleSessionLoggedOutSkipped:
    'Logged out $t(messages.singleSessionUsers, {"count": {{users}} }) on $t(messages.singleSessionSessions, {"count": {{sessions}} }). Skipped, because they are admin users: {{skipped}}',
  singleSessionLoggedOutYourself: 'You logged out yourself, on all your sessions.',
  singleSessionFailed: 'That did not work. Please try again.',
}

export const en = {
  actions: {
    logoutOnAllSessions: 'Log out on all sessions',
    logoutAllOnAllSessions: 'Log out on all sessions (admin users too)',
  },
  buttons: {
    singleSessionLogOut_one: 'Log out {{count}} user',
    singleSessionLogOut_other: 'Log out {{count}} users',
  },
  labels: {
    singleSessionUser: 'User',
    singleSessionLiveSessions: 'Live sessions',
    singleSessionSkipped: 'Skipped: admin user',
    singleSessionYou: 'You',
  },
  messages: {
    ...sentences,
    singleSessionUsers_one: '{{count}} user',
    singleSessionUsers_other: '{{count}} users',
    singleSessionSessions_one: '{{count}} session',
    singleSessionSessions_other: '{{count}} sessions',
  },
}

/** i18next counts English in another language by the rules of that language, so one form has to do for all numbers. */
export const enElsewhere: Texts = {
  ...en,
  buttons: {
    singleSessionLogOut: 'Log out {{count}} user(s)',
  },
  messages: {
    ...sentences,
    singleSessionUsers: '{{count}} user(s)',
    singleSessionSessions: '{{count}} session(s)',
  },
}
