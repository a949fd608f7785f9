// Japanese.
import type { Texts } from './texts.js'

/** The texts in Japanese. */
export const ja: Texts<'other'> = {
  actions: {
    logoutOnAllSessions: 'すべてのセッションからログアウト',
    logoutAllOnAllSessions: 'すべてのセッションからログアウト（管理者も含む）',
    sessions: 'セッション',
    logoutEveryone: 'すべてのユーザーをログアウト',
  },
  pages: {
    mySessions: '自分のセッション',
  },
  buttons: {
    singleSessionLogOut_other: '{{count}} 人のユーザーをログアウト',
    singleSessionEndOne: 'ログアウト',
    singleSessionEndAll: 'すべてのセッションからログアウト',
    singleSessionEndOthers: '他のすべてのセッションからログアウト',
    singleSessionCancel: 'キャンセル',
    singleSessionStay: 'このページに残る',
    singleSessionGoToLogin: '再度ログイン',
  },
  labels: {
    singleSessionUser: 'ユーザー',
    singleSessionLiveSessions: '有効なセッション',
    singleSessionSkipped: '対象外: 管理者',
    singleSessionYou: '自分',
    singleSessionDevice: 'デバイス',
    singleSessionUnknownDevice: '不明なデバイス',
    singleSessionAddress: 'IP アドレス',
    singleSessionSince: 'ログイン日時',
    singleSessionLastSeen: '最終アクセス',
    singleSessionThisOne: 'このセッション',
    singleSessionPassword: '自分のパスワード',
    singleSessionKeepMe: '自分はログアウトしない',
    singleSessionLoading: '読み込み中',
    SessionEvent: 'セッションイベント',
  },
  sessionEvent: {
    createdAt: '日時',
    event: 'イベント',
    userId: 'ユーザー',
    byUserId: '実行者',
    ipAddress: 'IP アドレス',
    userAgent: 'デバイス',
  },
  events: {
    login: 'ログイン',
    logout: 'ログアウト',
    replaced: '後からのログインによるログアウト',
    logoutElsewhere: '別のデバイスからの操作によるログアウト',
    revoked: '管理者によるログアウト',
    accountChanged: 'アカウント変更によるログアウト',
    userDeleted: 'ユーザー削除によるログアウト',
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
    singleSessionFailed: '処理に失敗しました。もう一度お試しください。',
    singleSessionEndedReplaced: '別のデバイスでログインしたため、このデバイスからログアウトされました。',
    singleSessionEndedRevoked: '管理者によってログアウトされました。',
    singleSessionEndedByYourself: '自分のすべてのセッションからログアウトしました。',
    singleSessionEndedElsewhere: '自分の別のデバイスからの操作により、このデバイスからログアウトされました。',
    singleSessionEndedAccountChanged: 'アカウントが変更されたため、ログアウトされました。',
    singleSessionEndedUserDeleted: 'アカウントが削除されたため、ログアウトされました。',
    singleSessionEndedExpired: 'セッションの有効期限が切れました。もう一度ログインしてください。',
    singleSessionTabEnded: 'ログイン状態ではなくなりました',
    singleSessionTabUnsaved:
      'このページに入力した内容は保存されていません。このページに残って内容をコピーできますが、保存するには再度ログインする必要があります。',
    singleSessionNoSessions: '{{name}} の有効なセッションはありません。',
    singleSessionNotYours: '管理者のセッションを表示する権限がありません。',
    singleSessionOnlyThisOne: 'このセッション以外ではログインしていません。',
    singleSessionEndedOne: 'セッションを終了しました。',
    singleSessionEndedAlready: 'このセッションはすでに終了しています。',
    singleSessionEndedOthers:
      '他の $t(messages.singleSessionSessions, {"count": {{sessions}} })からログアウトしました。ログイン中なのはこのセッションだけです。',
    singleSessionWrongPassword: 'パスワードが正しくありません。',
    singleSessionWhyPassword: '他のセッションからログアウトするには、自分のパスワードを入力してください。',
    singleSessionNobodyLoggedIn: 'ほかにログイン中のユーザーはいません。',
    singleSessionChangedAndEnded:
      '保存しました。このユーザーを $t(messages.singleSessionSessions, {"count": {{sessions}} })からログアウトさせました。',
    singleSessionChangedNotEnded:
      '保存しましたが、このユーザーのセッションを終了できませんでした。「すべてのセッションからログアウト」を使用してください。',
    singleSessionUsers_other: '{{count}} 人のユーザー',
    singleSessionSessions_other: '{{count}} 件のセッション',
  },
}
