// Italian, with "tu" as AdminJS's own texts, and without the gender of the reader.
import type { Texts } from './texts.js'

export const it: Texts<'one' | 'many' | 'other'> = {
  actions: {
    logoutOnAllSessions: 'Disconnetti da tutte le sessioni',
    logoutAllOnAllSessions: 'Disconnetti da tutte le sessioni (anche gli amministratori)',
  },
  buttons: {
    singleSessionLogOut_one: 'Disconnetti {{count}} utente',
    singleSessionLogOut_many: 'Disconnetti {{count}} di utenti',
    singleSessionLogOut_other: 'Disconnetti {{count}} utenti',
  },
  labels: {
    singleSessionUser: 'Utente',
    singleSessionLiveSessions: 'Sessioni attive',
    singleSessionSkipped: 'Escluso: amministratore',
    singleSessionYou: 'Tu',
  },
  messages: {
    singleSessionWillBeLoggedOut:
      'Stai per disconnettere $t(messages.singleSessionUsers, {"count": {{users}} }) da $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
    singleSessionNobody: 'Nessuno degli utenti selezionati può essere disconnesso con questa azione.',
    singleSessionYouToo: 'La selezione include anche il tuo account: verrà disconnesso anche quello.',
    singleSessionLoggedOut:
      'Hai disconnesso $t(messages.singleSessionUsers, {"count": {{users}} }) da $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
    singleSessionLoggedOutSkipped:
      'Hai disconnesso $t(messages.singleSessionUsers, {"count": {{users}} }) da $t(messages.singleSessionSessions, {"count": {{sessions}} }). Esclusi (amministratori): {{skipped}}',
    singleSessionLoggedOutYourself: 'Hai disconnesso il tuo account da tutte le sessioni.',
    singleSessionFailed: 'Operazione non riuscita. Riprova.',
    singleSessionUsers_one: '{{count}} utente',
    singleSessionUsers_many: '{{count}} di utenti',
    singleSessionUsers_other: '{{count}} utenti',
    singleSessionSessions_one: '{{count}} sessione',
    singleSessionSessions_many: '{{count}} di sessioni',
    singleSessionSessions_other: '{{count}} sessioni',
  },
}
