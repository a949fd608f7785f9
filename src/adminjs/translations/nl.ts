// Dutch.
import type { Texts } from './texts.js'

/** The texts in Dutch. */
export const nl: Texts<'one' | 'other'> = {
  actions: {
    logoutOnAllSessions: 'Uitloggen op alle sessies',
    logoutAllOnAllSessions: 'Uitloggen op alle sessies (ook beheerders)',
    sessions: 'Sessies',
    logoutEveryone: 'Iedereen uitloggen',
  },
  pages: {
    mySessions: 'Mijn sessies',
  },
  buttons: {
    singleSessionLogOut_one: '{{count}} gebruiker uitloggen',
    singleSessionLogOut_other: '{{count}} gebruikers uitloggen',
    singleSessionEndOne: 'Uitloggen',
    singleSessionEndAll: 'Overal uitloggen',
    singleSessionEndOthers: 'Overal elders uitloggen',
    singleSessionCancel: 'Annuleren',
    singleSessionStay: 'Hier blijven',
    singleSessionGoToLogin: 'Opnieuw inloggen',
  },
  labels: {
    singleSessionUser: 'Gebruiker',
    singleSessionLiveSessions: 'Actieve sessies',
    singleSessionSkipped: 'Overgeslagen: beheerder',
    singleSessionYou: 'U',
    singleSessionDevice: 'Apparaat',
    singleSessionUnknownDevice: 'Onbekend apparaat',
    singleSessionAddress: 'IP-adres',
    singleSessionSince: 'Ingelogd',
    singleSessionLastSeen: 'Laatst actief',
    singleSessionThisOne: 'Deze sessie',
    singleSessionPassword: 'Uw wachtwoord',
    singleSessionKeepMe: 'Mij ingelogd houden',
    singleSessionLoading: 'Bezig met laden',
    SessionEvent: 'Sessiegebeurtenissen',
  },
  sessionEvent: {
    createdAt: 'Tijdstip',
    event: 'Gebeurtenis',
    userId: 'Gebruiker',
    byUserId: 'Door',
    ipAddress: 'IP-adres',
    userAgent: 'Apparaat',
  },
  events: {
    login: 'Ingelogd',
    logout: 'Uitgelogd',
    replaced: 'Uitgelogd door een latere login',
    logoutElsewhere: 'Uitgelogd vanaf een ander apparaat',
    revoked: 'Uitgelogd door een beheerder',
    accountChanged: 'Uitgelogd door een wijziging van het account',
    userDeleted: 'Uitgelogd omdat de gebruiker is verwijderd',
  },
  messages: {
    singleSessionWillBeLoggedOut:
      'Uit te loggen: $t(messages.singleSessionUsers, {"count": {{users}} }) op $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
    singleSessionNobody: 'Niemand in deze selectie kan met deze actie worden uitgelogd.',
    singleSessionYouToo: 'U hebt uzelf geselecteerd: u wordt ook uitgelogd.',
    singleSessionLoggedOut:
      'Uitgelogd: $t(messages.singleSessionUsers, {"count": {{users}} }) op $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
    singleSessionLoggedOutSkipped:
      'Uitgelogd: $t(messages.singleSessionUsers, {"count": {{users}} }) op $t(messages.singleSessionSessions, {"count": {{sessions}} }). Overgeslagen, want beheerder: {{skipped}}',
    singleSessionFailed: 'Dat is niet gelukt. Probeer het opnieuw.',
    singleSessionEndedReplaced: 'U bent hier uitgelogd omdat u op een ander apparaat hebt ingelogd.',
    singleSessionEndedRevoked: 'U bent uitgelogd door een beheerder.',
    singleSessionEndedByYourself: 'U hebt uzelf uitgelogd, op al uw sessies.',
    singleSessionEndedElsewhere: 'U bent hier uitgelogd vanaf een ander apparaat van u.',
    singleSessionEndedAccountChanged: 'U bent uitgelogd omdat uw account is gewijzigd.',
    singleSessionEndedUserDeleted: 'U bent uitgelogd omdat uw account is verwijderd.',
    singleSessionEndedExpired: 'Uw sessie is verlopen. Log opnieuw in.',
    singleSessionTabEnded: 'U bent niet meer ingelogd',
    singleSessionTabUnsaved:
      'Wat u op deze pagina hebt ingevoerd, is niet opgeslagen. U kunt hier blijven om het te kopiëren; om het op te slaan moet u opnieuw inloggen.',
    singleSessionNoSessions: '{{name}} is nergens ingelogd.',
    singleSessionNotYours: 'U mag de sessies van een beheerder niet bekijken.',
    singleSessionOnlyThisOne: 'U bent alleen hier ingelogd.',
    singleSessionEndedOne: 'De sessie is beëindigd.',
    singleSessionEndedAlready: 'Deze sessie was al beëindigd.',
    singleSessionEndedOthers:
      'U bent overal elders uitgelogd ($t(messages.singleSessionSessions, {"count": {{sessions}} })).',
    singleSessionWrongPassword: 'Onjuist wachtwoord.',
    singleSessionWhyPassword: 'Voer uw wachtwoord in om uit te loggen op uw andere sessies.',
    singleSessionNobodyLoggedIn: 'Er is verder niemand ingelogd.',
    singleSessionChangedAndEnded:
      'Opgeslagen. De gebruiker is uitgelogd op $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
    singleSessionChangedNotEnded:
      'Opgeslagen, maar de sessies van deze gebruiker konden niet worden beëindigd. Gebruik “Uitloggen op alle sessies”.',
    singleSessionUsers_one: '{{count}} gebruiker',
    singleSessionUsers_other: '{{count}} gebruikers',
    singleSessionSessions_one: '{{count}} sessie',
    singleSessionSessions_other: '{{count}} sessies',
  },
}
