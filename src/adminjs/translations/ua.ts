// Ukrainian, with "Ви" as AdminJS's own texts. To Intl.PluralRules, "ua" is no language: it counts by the rules of the
// browser's own. So a number stands after its noun, where one form is right for all numbers and found by all rules.
import type { Texts } from './texts.js'

/** The texts in Ukrainian. */
export const ua: Texts = {
  actions: {
    logoutOnAllSessions: 'Завершити всі сеанси',
    logoutAllOnAllSessions: 'Завершити всі сеанси (також адміністраторів)',
    sessions: 'Сеанси',
    logoutEveryone: 'Завершити сеанси всіх користувачів',
  },
  pages: {
    mySessions: 'Мої сеанси',
  },
  buttons: {
    singleSessionLogOut: 'Завершити сеанси (користувачів: {{count}})',
    singleSessionEndOne: 'Завершити сеанс',
    singleSessionEndAll: 'Завершити всі сеанси',
    singleSessionEndOthers: 'Завершити всі інші сеанси',
    singleSessionCancel: 'Скасувати',
    singleSessionStay: 'Залишитися тут',
    singleSessionGoToLogin: 'Увійти знову',
  },
  labels: {
    singleSessionUser: 'Користувач',
    singleSessionLiveSessions: 'Активні сеанси',
    singleSessionSkipped: 'Пропущено: адміністратор',
    singleSessionYou: 'Ви',
    singleSessionDevice: 'Пристрій',
    singleSessionUnknownDevice: 'Невідомий пристрій',
    singleSessionAddress: 'IP-адреса',
    singleSessionSince: 'Початок сеансу',
    singleSessionLastSeen: 'Остання активність',
    singleSessionThisOne: 'Цей сеанс',
    singleSessionPassword: 'Ваш пароль',
    singleSessionKeepMe: 'Не завершувати мої сеанси',
    singleSessionLoading: 'Завантаження',
    SessionEvent: 'Події сеансів',
  },
  sessionEvent: {
    createdAt: 'Дата й час',
    event: 'Подія',
    userId: 'Користувач',
    byUserId: 'Ініціатор',
    ipAddress: 'IP-адреса',
    userAgent: 'Пристрій',
  },
  events: {
    login: 'Вхід',
    logout: 'Вихід',
    replaced: 'Сеанс завершено через пізніший вхід',
    logoutElsewhere: 'Сеанс завершено з іншого пристрою',
    revoked: 'Сеанс завершив адміністратор',
    accountChanged: 'Сеанс завершено через зміну облікового запису',
    userDeleted: 'Сеанс завершено через видалення користувача',
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
    singleSessionFailed: 'Не вдалося виконати дію. Спробуйте ще раз.',
    singleSessionEndedReplaced: 'Ваш сеанс тут завершено, оскільки Ви увійшли на іншому пристрої.',
    singleSessionEndedRevoked: 'Ваш сеанс завершив адміністратор.',
    singleSessionEndedByYourself: 'Ви завершили всі свої сеанси.',
    singleSessionEndedElsewhere: 'Ваш сеанс тут завершено з іншого Вашого пристрою.',
    singleSessionEndedAccountChanged: 'Ваш сеанс завершено, оскільки Ваш обліковий запис було змінено.',
    singleSessionEndedUserDeleted: 'Ваш сеанс завершено, оскільки Ваш обліковий запис було видалено.',
    singleSessionEndedExpired: 'Термін дії Вашого сеансу минув. Увійдіть знову.',
    singleSessionTabEnded: 'Ваш сеанс уже завершено',
    singleSessionTabUnsaved:
      'Дані, введені на цій сторінці, не збережено. Ви можете залишитися тут, щоб скопіювати їх; щоб зберегти їх, потрібно увійти знову.',
    singleSessionNoSessions: '{{name}} не має активних сеансів.',
    singleSessionNotYours: 'Ви не маєте права переглядати сеанси адміністратора.',
    singleSessionOnlyThisOne: 'Це Ваш єдиний активний сеанс.',
    singleSessionEndedOne: 'Сеанс завершено.',
    singleSessionEndedAlready: 'Цей сеанс уже було завершено.',
    singleSessionEndedOthers:
      'Завершено $t(messages.singleSessionSessions, {"count": {{sessions}} }). Тепер активний лише цей сеанс.',
    singleSessionWrongPassword: 'Неправильний пароль.',
    singleSessionWhyPassword: 'Щоб завершити інші свої сеанси, введіть свій пароль.',
    singleSessionNobodyLoggedIn: 'Немає інших активних сеансів.',
    singleSessionChangedAndEnded:
      'Збережено. У цього користувача завершено $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
    singleSessionChangedNotEnded:
      'Збережено, але не вдалося завершити сеанси цього користувача. Скористайтеся дією «Завершити всі сеанси».',
    singleSessionUsers: 'користувачів: {{count}}',
    singleSessionSessions: 'сеансів: {{count}}',
  },
}
