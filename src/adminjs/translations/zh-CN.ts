// Chinese in simplified characters, with 你 as AdminJS's own texts.
import type { Texts } from './texts.js'

/** The texts in Chinese. */
export const zhCN: Texts<'other'> = {
  actions: {
    logoutOnAllSessions: '登出所有会话',
    logoutAllOnAllSessions: '登出所有会话（包括管理员）',
    sessions: '会话',
    logoutEveryone: '登出所有用户',
  },
  pages: {
    mySessions: '我的会话',
  },
  buttons: {
    singleSessionLogOut_other: '登出 {{count}} 个用户',
    singleSessionEndOne: '登出',
    singleSessionEndAll: '登出所有会话',
    singleSessionEndOthers: '登出其他所有会话',
    singleSessionCancel: '取消',
    singleSessionStay: '留在此页',
    singleSessionGoToLogin: '重新登录',
  },
  labels: {
    singleSessionUser: '用户',
    singleSessionLiveSessions: '活动会话',
    singleSessionSkipped: '已跳过：管理员',
    singleSessionYou: '你',
    singleSessionDevice: '设备',
    singleSessionUnknownDevice: '未知设备',
    singleSessionAddress: 'IP 地址',
    singleSessionSince: '登录时间',
    singleSessionLastSeen: '最近活动',
    singleSessionThisOne: '当前会话',
    singleSessionPassword: '你的密码',
    singleSessionKeepMe: '不登出我自己',
    singleSessionLoading: '正在加载',
    SessionEvent: '会话事件',
  },
  sessionEvent: {
    createdAt: '时间',
    event: '事件',
    userId: '用户',
    byUserId: '操作者',
    ipAddress: 'IP 地址',
    userAgent: '设备',
  },
  events: {
    login: '登录',
    logout: '登出',
    replaced: '因之后的登录而登出',
    logoutElsewhere: '由其他设备登出',
    revoked: '由管理员登出',
    accountChanged: '因账号更改而登出',
    userDeleted: '因用户被删除而登出',
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
    singleSessionFailed: '操作失败。请重试。',
    singleSessionEndedReplaced: '由于你在其他设备上登录，你已在此处被登出。',
    singleSessionEndedRevoked: '你已被管理员登出。',
    singleSessionEndedByYourself: '你已登出自己的所有会话。',
    singleSessionEndedElsewhere: '你已通过自己的其他设备登出此处的会话。',
    singleSessionEndedAccountChanged: '由于你的账号被更改，你已被登出。',
    singleSessionEndedUserDeleted: '由于你的账号被删除，你已被登出。',
    singleSessionEndedExpired: '你的会话已过期。请重新登录。',
    singleSessionTabEnded: '你已不再处于登录状态',
    singleSessionTabUnsaved: '你在此页输入的内容尚未保存。你可以留在此页复制内容；若要保存，需要重新登录。',
    singleSessionNoSessions: '{{name}} 没有任何活动会话。',
    singleSessionNotYours: '你无权查看管理员的会话。',
    singleSessionOnlyThisOne: '除当前会话外，你没有其他活动会话。',
    singleSessionEndedOne: '会话已结束。',
    singleSessionEndedAlready: '此会话此前已经结束。',
    singleSessionEndedOthers:
      '你已在其他所有地方登出（共 $t(messages.singleSessionSessions, {"count": {{sessions}} })）。',
    singleSessionWrongPassword: '密码错误。',
    singleSessionWhyPassword: '若要登出你的其他会话，请输入你的密码。',
    singleSessionNobodyLoggedIn: '当前没有其他用户登录。',
    singleSessionChangedAndEnded:
      '已保存。已登出该用户的 $t(messages.singleSessionSessions, {"count": {{sessions}} })。',
    singleSessionChangedNotEnded: '已保存，但无法结束该用户的会话。请使用“登出所有会话”。',
    singleSessionUsers_other: '{{count}} 个用户',
    singleSessionSessions_other: '{{count}} 个会话',
  },
}
