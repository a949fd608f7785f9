// Chinese in simplified characters, with 你 as AdminJS's own texts.
import type { Texts } from './texts.js'

export const zhCN: Texts<'other'> = {
  actions: {
    logoutOnAllSessions: '登出所有会话',
    logoutAllOnAllSessions: '登出所有会话（包括管理员）',
  },
  buttons: {
    singleSessionLogOut_other: '登出 {{count}} 个用户',
  },
  labels: {
    singleSessionUser: '用户',
    singleSessionLiveSessions: '活动会话',
    singleSessionSkipped: '已跳过：管理员',
    singleSessionYou: '你',
  },
  messages: {
    singleSessionWillBeLoggedOut:
      '将登出 $t(messages.singleSessionUsers, {"count": {{users}} })的 $t(messages.singleSessionSessions, {"count": {{sessions}} })。',
    singleSessionNobody: '无法使用此操作登出所选的任何用户。',
    singleSessionYouToo: '你选择了自己：你也会被登出。',
    singleSessionLoggedOut:
      '已登出 $t(messages.singleSessionUsers, {"count": {{users}} })的 $t(messages.singleSessionSessions, {"count": {{sessions}} })。',
    singleSessionLoggedOutSkipped:
      '已登出 $t(messages.singleSessionUsers, {"count": {{users}} })的 $t(messages.singleSessionSessions, {"count": {{sessions}} })。已跳过（管理员）：{{skipped}}',
    singleSessionLoggedOutYourself: '你已登出自己的所有会话。',
    singleSessionFailed: '操作失败。请重试。',
    singleSessionUsers_other: '{{count}} 个用户',
    singleSessionSessions_other: '{{count}} 个会话',
  },
}
