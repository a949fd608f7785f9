// Ukrainian, with "Ви" as AdminJS's own texts. To Intl.PluralRules, "ua" is no language: it counts by the rules of the
// browser's own. So a number stands after its noun, where one form is right for all numbers and found by all rules.
import type { Texts } from './texts.js'

export const ua: Texts = {
  actions: {
    logoutOnAllSessions: 'Завершити всі сеанси',
    logoutAllOnAllSessions: 'Завершити всі сеанси (також адміністраторів)',
  },
  buttons: {
    singleSessionLogOut: 'Завершити сеанси (користувачів: {{count}})',
  },
  labels: {
    singleSessionUser: 'Користувач',
    singleSessionLiveSessions: 'Активні сеанси',
    singleSessionSkipped: 'Пропущено: адміністратор',
    singleSessionYou: 'Ви',
  },
  messages: {
    singleSessionWillBeLoggedOut:
      'Буде завершено $t(messages.singleSessionSessions, {"count": {{sessions}} }) ($t(messages.singleSessionUsers, {"count": {{users}} })).',
    singleSessionNobody: 'Ця дія не може завершити жодного сеансу вибраних користувачів.',
    singleSessionYouToo: 'Ви вибрали й себе: Ваші сеанси також буде завершено.',
    singleSessionLoggedOut:
      'Завершено $t(messages.singleSessionSessions, {"count": {{sessions}} }) ($t(messages.singleSessionUsers, {"count": {{users}} })).',
    singleSessionLoggedOutSkipped:
      'Завершено $t(messages.singleSessionSessions, {"count": {{sessions}} }) ($t(messages.singleSessionUsers, {"count": {{users}} })). Пропущено (адміністратори): {{skipped}}',
    singleSessionLoggedOutYourself: 'Ви завершили всі свої сеанси.',
    singleSessionFailed: 'Не вдалося виконати дію. Спробуйте ще раз.',
    singleSessionUsers: 'користувачів: {{count}}',
    singleSessionSessions: 'сеансів: {{count}}',
  },
}
