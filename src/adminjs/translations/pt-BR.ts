// Brazilian Portuguese, with "você" as AdminJS's own texts, and without the gender of the reader.
import type { Texts } from './texts.js'

export const ptBR: Texts<'one' | 'many' | 'other'> = {
  actions: {
    logoutOnAllSessions: 'Encerrar todas as sessões',
    logoutAllOnAllSessions: 'Encerrar todas as sessões (também de administradores)',
  },
  buttons: {
    singleSessionLogOut_one: 'Encerrar as sessões de {{count}} usuário',
    singleSessionLogOut_many: 'Encerrar as sessões de {{count}} de usuários',
    singleSessionLogOut_other: 'Encerrar as sessões de {{count}} usuários',
  },
  labels: {
    singleSessionUser: 'Usuário',
    singleSessionLiveSessions: 'Sessões ativas',
    singleSessionSkipped: 'Ignorado: administrador',
    singleSessionYou: 'Você',
  },
  messages: {
    singleSessionWillBeLoggedOut:
      'Você vai encerrar $t(messages.singleSessionSessions, {"count": {{sessions}} }) de $t(messages.singleSessionUsers, {"count": {{users}} }).',
    singleSessionNobody: 'Esta ação não pode encerrar nenhuma sessão dos usuários selecionados.',
    singleSessionYouToo: 'A seleção inclui sua própria conta: suas sessões também serão encerradas.',
    singleSessionLoggedOut:
      'Você encerrou $t(messages.singleSessionSessions, {"count": {{sessions}} }) de $t(messages.singleSessionUsers, {"count": {{users}} }).',
    singleSessionLoggedOutSkipped:
      'Você encerrou $t(messages.singleSessionSessions, {"count": {{sessions}} }) de $t(messages.singleSessionUsers, {"count": {{users}} }). Ignorados (administradores): {{skipped}}',
    singleSessionLoggedOutYourself: 'Você encerrou todas as suas próprias sessões.',
    singleSessionFailed: 'Não foi possível concluir a ação. Tente novamente.',
    singleSessionUsers_one: '{{count}} usuário',
    singleSessionUsers_many: '{{count}} de usuários',
    singleSessionUsers_other: '{{count}} usuários',
    singleSessionSessions_one: '{{count}} sessão',
    singleSessionSessions_many: '{{count}} de sessões',
    singleSessionSessions_other: '{{count}} sessões',
  },
}
