// Polish, informal as AdminJS's own texts, and without the gender of the reader. Users stand in the accusative and
// sessions in the genitive; `_other` is for fractions.
import type { Texts } from './texts.js'

/** The texts in Polish. */
export const pl: Texts<'one' | 'few' | 'many' | 'other'> = {
  actions: {
    logoutOnAllSessions: 'Wyloguj ze wszystkich sesji',
    logoutAllOnAllSessions: 'Wyloguj ze wszystkich sesji (także administratorów)',
    sessions: 'Sesje',
    logoutEveryone: 'Wyloguj wszystkich',
  },
  pages: {
    mySessions: 'Moje sesje',
  },
  buttons: {
    singleSessionLogOut_one: 'Wyloguj {{count}} użytkownika',
    singleSessionLogOut_few: 'Wyloguj {{count}} użytkowników',
    singleSessionLogOut_many: 'Wyloguj {{count}} użytkowników',
    singleSessionLogOut_other: 'Wyloguj {{count}} użytkownika',
    singleSessionEndOne: 'Wyloguj',
    singleSessionEndAll: 'Wyloguj wszędzie',
    singleSessionEndOthers: 'Wyloguj z pozostałych sesji',
    singleSessionCancel: 'Anuluj',
    singleSessionStay: 'Zostań tutaj',
    singleSessionGoToLogin: 'Zaloguj się ponownie',
  },
  labels: {
    singleSessionUser: 'Użytkownik',
    singleSessionLiveSessions: 'Aktywne sesje',
    singleSessionSkipped: 'Pominięto: administrator',
    singleSessionYou: 'Ty',
    singleSessionDevice: 'Urządzenie',
    singleSessionUnknownDevice: 'Nieznane urządzenie',
    singleSessionAddress: 'Adres IP',
    singleSessionSince: 'Zalogowano',
    singleSessionLastSeen: 'Ostatnia aktywność',
    singleSessionThisOne: 'Ta sesja',
    singleSessionPassword: 'Twoje hasło',
    singleSessionKeepMe: 'Nie wylogowuj mnie',
    singleSessionLoading: 'Ładowanie',
    SessionEvent: 'Zdarzenia sesji',
  },
  sessionEvent: {
    createdAt: 'Data i godzina',
    event: 'Zdarzenie',
    userId: 'Użytkownik',
    byUserId: 'Wykonane przez',
    ipAddress: 'Adres IP',
    userAgent: 'Urządzenie',
  },
  events: {
    login: 'Logowanie',
    logout: 'Wylogowanie',
    replaced: 'Wylogowanie wskutek późniejszego logowania',
    logoutElsewhere: 'Wylogowanie z poziomu innego urządzenia',
    revoked: 'Wylogowanie przez administratora',
    accountChanged: 'Wylogowanie wskutek zmiany konta',
    userDeleted: 'Wylogowanie wskutek usunięcia użytkownika',
  },
  messages: {
    singleSessionWillBeLoggedOut:
      'Wylogujesz $t(messages.singleSessionUsers, {"count": {{users}} }) z $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
    singleSessionNobody: 'Tą akcją nie można wylogować nikogo z zaznaczonych.',
    singleSessionYouToo: 'Zaznaczono też Twoje konto: ono również zostanie wylogowane.',
    singleSessionLoggedOut:
      'Wylogowano $t(messages.singleSessionUsers, {"count": {{users}} }) z $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
    singleSessionLoggedOutSkipped:
      'Wylogowano $t(messages.singleSessionUsers, {"count": {{users}} }) z $t(messages.singleSessionSessions, {"count": {{sessions}} }). Pominięto (administratorzy): {{skipped}}',
    singleSessionFailed: 'Nie udało się. Spróbuj ponownie.',
    singleSessionEndedReplaced: 'Wylogowano Cię tutaj, ponieważ zalogowano się na Twoje konto na innym urządzeniu.',
    singleSessionEndedRevoked: 'Twoja sesja została zakończona przez administratora.',
    singleSessionEndedByYourself: 'Na Twoje żądanie wylogowano Cię ze wszystkich Twoich sesji.',
    singleSessionEndedElsewhere: 'Wylogowano Cię tutaj z poziomu innego Twojego urządzenia.',
    singleSessionEndedAccountChanged: 'Wylogowano Cię, ponieważ Twoje konto zostało zmienione.',
    singleSessionEndedUserDeleted: 'Wylogowano Cię, ponieważ Twoje konto zostało usunięte.',
    singleSessionEndedExpired: 'Twoja sesja wygasła. Zaloguj się ponownie.',
    singleSessionTabEnded: 'Twoja sesja już się zakończyła',
    singleSessionTabUnsaved:
      'Dane wprowadzone na tej stronie nie zostały zapisane. Możesz tu zostać, aby je skopiować; aby je zapisać, musisz zalogować się ponownie.',
    singleSessionNoSessions: '{{name}} nie ma żadnych aktywnych sesji.',
    singleSessionNotYours: 'Nie masz uprawnień do wyświetlania sesji administratora.',
    singleSessionOnlyThisOne: 'To Twoja jedyna aktywna sesja.',
    singleSessionEndedOne: 'Sesja została zakończona.',
    singleSessionEndedAlready: 'Ta sesja była już zakończona.',
    singleSessionEndedOthers:
      'Wylogowano Cię wszędzie indziej (z $t(messages.singleSessionSessions, {"count": {{sessions}} })).',
    singleSessionWrongPassword: 'Błędne hasło.',
    singleSessionWhyPassword: 'Aby wylogować się z pozostałych sesji, podaj swoje hasło.',
    singleSessionNobodyLoggedIn: 'Nikt inny nie jest zalogowany.',
    singleSessionChangedAndEnded:
      'Zapisano. Użytkownika wylogowano z $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
    singleSessionChangedNotEnded:
      'Zapisano, ale nie udało się zakończyć sesji tego użytkownika. Użyj akcji „Wyloguj ze wszystkich sesji”.',
    singleSessionUsers_one: '{{count}} użytkownika',
    singleSessionUsers_few: '{{count}} użytkowników',
    singleSessionUsers_many: '{{count}} użytkowników',
    singleSessionUsers_other: '{{count}} użytkownika',
    singleSessionSessions_one: '{{count}} sesji',
    singleSessionSessions_few: '{{count}} sesji',
    singleSessionSessions_many: '{{count}} sesji',
    singleSessionSessions_other: '{{count}} sesji',
  },
}
