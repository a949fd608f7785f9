// Italian, with "tu" as AdminJS's own texts, and without the gender of the reader.
import type { Texts } from './texts.js'

/** The texts in Italian. */
export const it: Texts<'one' | 'many' | 'other'> = {
  actions: {
    logoutOnAllSessions: 'Disconnetti da tutte le sessioni',
    logoutAllOnAllSessions: 'Disconnetti da tutte le sessioni (anche gli amministratori)',
    sessions: 'Sessioni',
    logoutEveryone: 'Disconnetti tutti gli utenti',
  },
  pages: {
    mySessions: 'Le mie sessioni',
  },
  buttons: {
    singleSessionLogOut_one: 'Disconnetti {{count}} utente',
    singleSessionLogOut_many: 'Disconnetti {{count}} di utenti',
    singleSessionLogOut_other: 'Disconnetti {{count}} utenti',
    singleSessionEndOne: 'Disconnetti',
    singleSessionEndAll: 'Disconnetti ovunque',
    singleSessionEndOthers: 'Disconnetti da tutte le altre sessioni',
    singleSessionCancel: 'Annulla',
    singleSessionStay: 'Resta qui',
    singleSessionGoToLogin: 'Accedi di nuovo',
  },
  labels: {
    singleSessionUser: 'Utente',
    singleSessionLiveSessions: 'Sessioni attive',
    singleSessionSkipped: 'Escluso: amministratore',
    singleSessionYou: 'Tu',
    singleSessionDevice: 'Dispositivo',
    singleSessionUnknownDevice: 'Dispositivo sconosciuto',
    singleSessionAddress: 'Indirizzo IP',
    singleSessionSince: 'Data di accesso',
    singleSessionLastSeen: 'Ultima attività',
    singleSessionThisOne: 'Questa sessione',
    singleSessionPassword: 'La tua password',
    singleSessionKeepMe: 'Non disconnettermi',
    singleSessionLoading: 'Caricamento',
    SessionEvent: 'Eventi di sessione',
  },
  sessionEvent: {
    createdAt: 'Data e ora',
    event: 'Evento',
    userId: 'Utente',
    byUserId: 'Eseguito da',
    ipAddress: 'Indirizzo IP',
    userAgent: 'Dispositivo',
  },
  events: {
    login: 'Accesso',
    logout: 'Disconnessione',
    replaced: 'Disconnessione per un accesso successivo',
    logoutElsewhere: 'Disconnessione eseguita da un altro dispositivo',
    revoked: 'Disconnessione da parte di un amministratore',
    accountChanged: "Disconnessione per modifica dell'account",
    userDeleted: "Disconnessione per eliminazione dell'utente",
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
    singleSessionFailed: 'Operazione non riuscita. Riprova.',
    singleSessionEndedReplaced:
      "La tua sessione qui è stata chiusa perché hai effettuato l'accesso da un altro dispositivo.",
    singleSessionEndedRevoked: 'La tua sessione è stata chiusa da un amministratore.',
    singleSessionEndedByYourself: 'Hai disconnesso il tuo account da tutte le sessioni.',
    singleSessionEndedElsewhere: 'La tua sessione qui è stata chiusa da un altro tuo dispositivo.',
    singleSessionEndedAccountChanged: 'La tua sessione è stata chiusa perché il tuo account è stato modificato.',
    singleSessionEndedUserDeleted: 'La tua sessione è stata chiusa perché il tuo account è stato eliminato.',
    singleSessionEndedExpired: 'La tua sessione è scaduta. Accedi di nuovo.',
    singleSessionTabEnded: 'La tua sessione non è più attiva',
    singleSessionTabUnsaved:
      'I dati inseriti in questa pagina non sono stati salvati. Puoi restare qui per copiarli; per salvarli devi accedere di nuovo.',
    singleSessionNoSessions: '{{name}} non ha sessioni attive.',
    singleSessionNotYours: 'Non hai il permesso di vedere le sessioni di un amministratore.',
    singleSessionOnlyThisOne: 'Questa è la tua unica sessione attiva.',
    singleSessionEndedOne: 'La sessione è stata chiusa.',
    singleSessionEndedAlready: 'Questa sessione era già chiusa.',
    singleSessionEndedOthers:
      'Hai chiuso $t(messages.singleSessionSessions, {"count": {{sessions}} }). Ora è attiva solo questa.',
    singleSessionWrongPassword: 'Password errata.',
    singleSessionWhyPassword: 'Per disconnetterti dalle altre sessioni, inserisci la tua password.',
    singleSessionNobodyLoggedIn: 'Nessun altro utente è connesso.',
    singleSessionChangedAndEnded:
      'Modifiche salvate. Utente disconnesso da $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
    singleSessionChangedNotEnded:
      'Modifiche salvate, ma non è stato possibile chiudere le sessioni di questo utente. Usa «Disconnetti da tutte le sessioni».',
    singleSessionUsers_one: '{{count}} utente',
    singleSessionUsers_many: '{{count}} di utenti',
    singleSessionUsers_other: '{{count}} utenti',
    singleSessionSessions_one: '{{count}} sessione',
    singleSessionSessions_many: '{{count}} di sessioni',
    singleSessionSessions_other: '{{count}} sessioni',
  },
}
