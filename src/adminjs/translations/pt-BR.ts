// Brazilian Portuguese, with "você" as AdminJS's own texts, and without the gender of the reader.
import type { Texts } from './texts.js'

/** The texts in Brazilian Portuguese. */
export const ptBR: Texts<'one' | 'many' | 'other'> = {
  actions: {
    logoutOnAllSessions: 'Encerrar todas as sessões',
    logoutAllOnAllSessions: 'Encerrar todas as sessões (também de administradores)',
    sessions: 'Sessões',
    logoutEveryone: 'Encerrar as sessões de todos os usuários',
  },
  pages: {
    mySessions: 'Minhas sessões',
  },
  buttons: {
    singleSessionLogOut_one: 'Encerrar as sessões de {{count}} usuário',
    singleSessionLogOut_many: 'Encerrar as sessões de {{count}} de usuários',
    singleSessionLogOut_other: 'Encerrar as sessões de {{count}} usuários',
    singleSessionEndOne: 'Encerrar sessão',
    singleSessionEndAll: 'Encerrar todas as sessões',
    singleSessionEndOthers: 'Encerrar as outras sessões',
    singleSessionCancel: 'Cancelar',
    singleSessionStay: 'Ficar aqui',
    singleSessionGoToLogin: 'Entrar novamente',
  },
  labels: {
    singleSessionUser: 'Usuário',
    singleSessionLiveSessions: 'Sessões ativas',
    singleSessionSkipped: 'Ignorado: administrador',
    singleSessionYou: 'Você',
    singleSessionDevice: 'Dispositivo',
    singleSessionUnknownDevice: 'Dispositivo desconhecido',
    singleSessionAddress: 'Endereço IP',
    singleSessionSince: 'Início da sessão',
    singleSessionLastSeen: 'Última atividade',
    singleSessionThisOne: 'Esta sessão',
    singleSessionPassword: 'Sua senha',
    singleSessionKeepMe: 'Manter minhas sessões abertas',
    singleSessionLoading: 'Carregando',
    SessionEvent: 'Eventos de sessão',
  },
  sessionEvent: {
    createdAt: 'Data e hora',
    event: 'Evento',
    userId: 'Usuário',
    byUserId: 'Realizado por',
    ipAddress: 'Endereço IP',
    userAgent: 'Dispositivo',
  },
  events: {
    login: 'Sessão iniciada',
    logout: 'Sessão encerrada',
    replaced: 'Sessão encerrada por um login posterior',
    logoutElsewhere: 'Sessão encerrada a partir de outro dispositivo',
    revoked: 'Sessão encerrada por um administrador',
    accountChanged: 'Sessão encerrada por alteração da conta',
    userDeleted: 'Sessão encerrada por exclusão do usuário',
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
    singleSessionFailed: 'Não foi possível concluir a ação. Tente novamente.',
    singleSessionEndedReplaced: 'Sua sessão aqui foi encerrada porque você entrou em outro dispositivo.',
    singleSessionEndedRevoked: 'Sua sessão foi encerrada por um administrador.',
    singleSessionEndedByYourself: 'Você encerrou todas as suas próprias sessões.',
    singleSessionEndedElsewhere: 'Sua sessão aqui foi encerrada a partir de outro dispositivo seu.',
    singleSessionEndedAccountChanged: 'Sua sessão foi encerrada porque sua conta foi alterada.',
    singleSessionEndedUserDeleted: 'Sua sessão foi encerrada porque sua conta foi excluída.',
    singleSessionEndedExpired: 'Sua sessão expirou. Entre novamente.',
    singleSessionTabEnded: 'Sua sessão não está mais ativa',
    singleSessionTabUnsaved:
      'O que você digitou nesta página não foi salvo. Você pode ficar aqui para copiar o conteúdo; para salvá-lo, é preciso entrar novamente.',
    singleSessionNoSessions: '{{name}} não tem nenhuma sessão ativa.',
    singleSessionNotYours: 'Você não tem permissão para ver as sessões de um administrador.',
    singleSessionOnlyThisOne: 'Esta é sua única sessão ativa.',
    singleSessionEndedOne: 'A sessão foi encerrada.',
    singleSessionEndedAlready: 'Esta sessão já estava encerrada.',
    singleSessionEndedOthers:
      'Você encerrou $t(messages.singleSessionSessions, {"count": {{sessions}} }). Agora só esta continua ativa.',
    singleSessionWrongPassword: 'Senha incorreta.',
    singleSessionWhyPassword: 'Para encerrar suas outras sessões, digite sua senha.',
    singleSessionNobodyLoggedIn: 'Não há outras sessões ativas.',
    singleSessionChangedAndEnded:
      'Alterações salvas. Com isso, você encerrou $t(messages.singleSessionSessions, {"count": {{sessions}} }) do usuário.',
    singleSessionChangedNotEnded:
      'Alterações salvas, mas não foi possível encerrar as sessões deste usuário. Use “Encerrar todas as sessões”.',
    singleSessionUsers_one: '{{count}} usuário',
    singleSessionUsers_many: '{{count}} de usuários',
    singleSessionUsers_other: '{{count}} usuários',
    singleSessionSessions_one: '{{count}} sessão',
    singleSessionSessions_many: '{{count}} de sessões',
    singleSessionSessions_other: '{{count}} sessões',
  },
}
