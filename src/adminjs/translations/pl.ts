// Polish, informal as AdminJS's own texts, and without the gender of the reader. Users stand in the accusative and
// sessions in the genitive; `_other` is for fractions.
import type { Texts } from './texts.js'

export const pl: Texts<'one' | 'few' | 'many' | 'other'> = {
  actions: {
    logoutOnAllSessions: 'Wyloguj ze wszystkich sesji',
    logoutAllOnAllSessions: 'Wyloguj ze wszystkich sesji (także administratorów)',
  },
  buttons: {
    singleSessionLogOut_one: 'Wyloguj {{count}} użytkownika',
    singleSessionLogOut_few: 'Wyloguj {{count}} użytkowników',
    singleSessionLogOut_many: 'Wyloguj {{count}} użytkowników',
    singleSessionLogOut_other: 'Wyloguj {{count}} użytkownika',
  },
  labels: {
    singleSessionUser: 'Użytkownik',
    singleSessionLiveSessions: 'Aktywne sesje',
    singleSessionSkipped: 'Pominięto: administrator',
    singleSessionYou: 'Ty',
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
    singleSessionLoggedOutYourself: 'Wylogowano Cię ze wszystkich Twoich sesji.',
    singleSessionFailed: 'Nie udało się. Spróbuj ponownie.',
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
