// German, with "Sie" as AdminJS's own texts.
import type { Texts } from './texts.js'

/** The texts in German. */
export const de: Texts<'one' | 'other'> = {
  actions: {
    logoutOnAllSessions: 'Von allen Sitzungen abmelden',
    logoutAllOnAllSessions: 'Von allen Sitzungen abmelden (auch Administratoren)',
    sessions: 'Sitzungen',
    logoutEveryone: 'Alle Benutzer abmelden',
  },
  pages: {
    mySessions: 'Meine Sitzungen',
  },
  buttons: {
    singleSessionLogOut_one: '{{count}} Benutzer abmelden',
    singleSessionLogOut_other: '{{count}} Benutzer abmelden',
    singleSessionEndOne: 'Abmelden',
    singleSessionEndAll: 'Überall abmelden',
    singleSessionEndOthers: 'Überall sonst abmelden',
    singleSessionCancel: 'Abbrechen',
    singleSessionStay: 'Hier bleiben',
    singleSessionGoToLogin: 'Erneut anmelden',
  },
  labels: {
    singleSessionUser: 'Benutzer',
    singleSessionLiveSessions: 'Aktive Sitzungen',
    singleSessionSkipped: 'Übersprungen: Administrator',
    singleSessionYou: 'Sie',
    singleSessionDevice: 'Gerät',
    singleSessionUnknownDevice: 'Unbekanntes Gerät',
    singleSessionAddress: 'IP-Adresse',
    singleSessionSince: 'Angemeldet',
    singleSessionLastSeen: 'Zuletzt aktiv',
    singleSessionThisOne: 'Diese Sitzung',
    singleSessionPassword: 'Ihr Passwort',
    singleSessionKeepMe: 'Mich angemeldet lassen',
    singleSessionLoading: 'Wird geladen',
    SessionEvent: 'Sitzungsereignisse',
  },
  sessionEvent: {
    createdAt: 'Zeitpunkt',
    event: 'Ereignis',
    userId: 'Benutzer',
    byUserId: 'Ausgelöst von',
    ipAddress: 'IP-Adresse',
    userAgent: 'Gerät',
  },
  events: {
    login: 'Angemeldet',
    logout: 'Abgemeldet',
    replaced: 'Durch eine spätere Anmeldung abgemeldet',
    logoutElsewhere: 'Von einem anderen Gerät aus abgemeldet',
    revoked: 'Von einem Administrator abgemeldet',
    accountChanged: 'Durch eine Änderung des Kontos abgemeldet',
    userDeleted: 'Abgemeldet, da der Benutzer gelöscht wurde',
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
    singleSessionFailed: 'Das hat nicht funktioniert. Bitte versuchen Sie es erneut.',
    singleSessionEndedReplaced: 'Sie wurden hier abgemeldet, weil Sie sich auf einem anderen Gerät angemeldet haben.',
    singleSessionEndedRevoked: 'Sie wurden von einem Administrator abgemeldet.',
    singleSessionEndedByYourself: 'Sie haben sich selbst von allen Ihren Sitzungen abgemeldet.',
    singleSessionEndedElsewhere: 'Sie wurden hier von einem anderen Ihrer Geräte aus abgemeldet.',
    singleSessionEndedAccountChanged: 'Sie wurden abgemeldet, weil Ihr Konto geändert wurde.',
    singleSessionEndedUserDeleted: 'Sie wurden abgemeldet, weil Ihr Konto gelöscht wurde.',
    singleSessionEndedExpired: 'Ihre Sitzung ist abgelaufen. Bitte melden Sie sich erneut an.',
    singleSessionTabEnded: 'Sie sind nicht mehr angemeldet',
    singleSessionTabUnsaved:
      'Ihre Eingaben auf dieser Seite wurden nicht gespeichert. Sie können hier bleiben, um sie zu kopieren; zum Speichern müssen Sie sich erneut anmelden.',
    singleSessionNoSessions: '{{name}} ist nirgends angemeldet.',
    singleSessionNotYours: 'Sie dürfen die Sitzungen eines Administrators nicht sehen.',
    singleSessionOnlyThisOne: 'Sie sind nur hier angemeldet.',
    singleSessionEndedOne: 'Die Sitzung wurde beendet.',
    singleSessionEndedAlready: 'Diese Sitzung war bereits beendet.',
    singleSessionEndedOthers:
      'Sie sind überall sonst abgemeldet ($t(messages.singleSessionSessions, {"count": {{sessions}} })).',
    singleSessionWrongPassword: 'Falsches Passwort.',
    singleSessionWhyPassword: 'Um sich von Ihren anderen Sitzungen abzumelden, geben Sie bitte Ihr Passwort ein.',
    singleSessionNobodyLoggedIn: 'Sonst ist niemand angemeldet.',
    singleSessionChangedAndEnded:
      'Gespeichert. Der Benutzer wurde von $t(messages.singleSessionSessions, {"count": {{sessions}} }) abgemeldet.',
    singleSessionChangedNotEnded:
      'Gespeichert, aber die Sitzungen dieses Benutzers konnten nicht beendet werden. Bitte verwenden Sie „Von allen Sitzungen abmelden“.',
    singleSessionUsers_one: '{{count}} Benutzer',
    singleSessionUsers_other: '{{count}} Benutzer',
    singleSessionSessions_one: '{{count}} Sitzung',
    singleSessionSessions_other: '{{count}} Sitzungen',
  },
}
