// Japanese.
import type { Texts } from './texts.js'

export const ja: Texts<'other'> = {
  actions: {
    logoutOnAllSessions: 'すべてのセッションからログアウト',
    logoutAllOnAllSessions: 'すべてのセッションからログアウト（管理者も含む）',
  },
  buttons: {
    singleSessionLogOut_other: '{{count}} 人のユーザーをログアウト',
  },
  labels: {
    singleSessionUser: 'ユーザー',
    singleSessionLiveSessions: '有効なセッション',
    singleSessionSkipped: '対象外: 管理者',
    singleSessionYou: '自分',
  },
  messages: {
    singleSessionWillBeLoggedOut:
      '$t(messages.singleSessionUsers, {"count": {{users}} })を $t(messages.singleSessionSessions, {"count": {{sessions}} })からログアウトさせます。',
    singleSessionNobody: '選択したユーザーの中に、このアクションでログアウトできるユーザーはいません。',
    singleSessionYouToo: '選択には自分自身も含まれています。自分もログアウトされます。',
    singleSessionLoggedOut:
      '$t(messages.singleSessionUsers, {"count": {{users}} })を $t(messages.singleSessionSessions, {"count": {{sessions}} })からログアウトさせました。',
    singleSessionLoggedOutSkipped:
      '$t(messages.singleSessionUsers, {"count": {{users}} })を $t(messages.singleSessionSessions, {"count": {{sessions}} })からログアウトさせました。管理者のため対象外: {{skipped}}',
    singleSessionLoggedOutYourself: '自分のすべてのセッションからログアウトしました。',
    singleSessionFailed: '処理に失敗しました。もう一度お試しください。',
    singleSessionUsers_other: '{{count}} 人のユーザー',
    singleSessionSessions_other: '{{count}} 件のセッション',
  },
}
