// Dutch.
import type { Texts } from './texts.js'

export const nl: Texts<'one' | 'other'> = {
  actions: {
    logoutOnAllSessions: 'Uitloggen op alle sessies',
    logoutAllOnAllSessions: 'Uitloggen op alle sessies (ook beheerders)',
  },
  buttons: {
    singleSessionLogOut_one: '{{count}} gebruiker uitloggen',
    singleSessionLogOut_other: '{{count}} gebruikers uitloggen',
  },
  labels: {
    singleSessionUser: 'Gebruiker',
    singleSessionLiveSessions: 'Actieve sessies',
    singleSessionSkipped: 'Overgeslagen: beheerder',
    singleSessionYou: 'U',
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
    singleSessionLoggedOutYourself: 'U hebt uzelf uitgelogd, op al uw sessies.',
    singleSessionFailed: 'Dat is niet gelukt. Probeer het opnieuw.',
    singleSessionUsers_one: '{{count}} gebruiker',
    singleSessionUsers_other: '{{count}} gebruikers',
    singleSessionSessions_one: '{{count}} sessie',
    singleSessionSessions_other: '{{count}} sessies',
  },
}
