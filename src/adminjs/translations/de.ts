// German, with "Sie" as AdminJS's own texts.
import type { Texts } from './texts.js'

export const de: Texts<'one' | 'other'> = {
  actions: {
    logoutOnAllSessions: 'Von allen Sitzungen abmelden',
    logoutAllOnAllSessions: 'Von allen Sitzungen abmelden (auch Administratoren)',
  },
  buttons: {
    singleSessionLogOut_one: '{{count}} Benutzer abmelden',
    singleSessionLogOut_other: '{{count}} Benutzer abmelden',
  },
  labels: {
    singleSessionUser: 'Benutzer',
    singleSessionLiveSessions: 'Aktive Sitzungen',
    singleSessionSkipped: 'Übersprungen: Administrator',
    singleSessionYou: 'Sie',
  },
  messages: {
    singleSessionWillBeLoggedOut:
      'Sie melden $t(messages.singleSessionUsers, {"count": {{users}} }) von $t(messages.singleSessionSessions, {"count": {{sessions}} }) ab.',
    singleSessionNobody: 'Niemand in dieser Auswahl kann mit dieser Aktion abgemeldet werden.',
    singleSessionYouToo: 'Sie haben sich selbst ausgewählt: Auch Sie werden abgemeldet.',
    singleSessionLoggedOut:
      'Sie haben $t(messages.singleSessionUsers, {"count": {{users}} }) von $t(messages.singleSessionSessions, {"count": {{sessions}} }) abgemeldet.',
    singleSessionLoggedOutSkipped:
      'Sie haben $t(messages.singleSessionUsers, {"count": {{users}} }) von $t(messages.singleSessionSessions, {"count": {{sessions}} }) abgemeldet. Übersprungen (Administratoren): {{skipped}}',
    singleSessionLoggedOutYourself: 'Sie haben sich selbst von allen Ihren Sitzungen abgemeldet.',
    singleSessionFailed: 'Das hat nicht funktioniert. Bitte versuchen Sie es erneut.',
    singleSessionUsers_one: '{{count}} Benutzer',
    singleSessionUsers_other: '{{count}} Benutzer',
    singleSessionSessions_one: '{{count}} Sitzung',
    singleSessionSessions_other: '{{count}} Sitzungen',
  },
}
