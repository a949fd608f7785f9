// Spanish, with "usted" as AdminJS's own texts, and without the gender of the reader.
import type { Texts } from './texts.js'

/** The texts in Spanish. */
export const es: Texts<'one' | 'many' | 'other'> = {
  actions: {
    logoutOnAllSessions: 'Cerrar todas las sesiones',
    logoutAllOnAllSessions: 'Cerrar todas las sesiones (también de administradores)',
    sessions: 'Sesiones',
    logoutEveryone: 'Cerrar las sesiones de todos los usuarios',
  },
  pages: {
    mySessions: 'Mis sesiones',
  },
  buttons: {
    singleSessionLogOut_one: 'Cerrar las sesiones de {{count}} usuario',
    singleSessionLogOut_many: 'Cerrar las sesiones de {{count}} de usuarios',
    singleSessionLogOut_other: 'Cerrar las sesiones de {{count}} usuarios',
    singleSessionEndOne: 'Cerrar sesión',
    singleSessionEndAll: 'Cerrar todas las sesiones',
    singleSessionEndOthers: 'Cerrar las demás sesiones',
    singleSessionCancel: 'Cancelar',
    singleSessionStay: 'Quedarse aquí',
    singleSessionGoToLogin: 'Volver a iniciar sesión',
  },
  labels: {
    singleSessionUser: 'Usuario',
    singleSessionLiveSessions: 'Sesiones activas',
    singleSessionSkipped: 'Omitido: administrador',
    singleSessionYou: 'Usted',
    singleSessionDevice: 'Dispositivo',
    singleSessionUnknownDevice: 'Dispositivo desconocido',
    singleSessionAddress: 'Dirección IP',
    singleSessionSince: 'Inicio de sesión',
    singleSessionLastSeen: 'Última actividad',
    singleSessionThisOne: 'Esta sesión',
    singleSessionPassword: 'Su contraseña',
    singleSessionKeepMe: 'Mantener mis sesiones abiertas',
    singleSessionLoading: 'Cargando',
    SessionEvent: 'Eventos de sesión',
  },
  sessionEvent: {
    createdAt: 'Fecha y hora',
    event: 'Evento',
    userId: 'Usuario',
    byUserId: 'Realizado por',
    ipAddress: 'Dirección IP',
    userAgent: 'Dispositivo',
  },
  events: {
    login: 'Sesión iniciada',
    logout: 'Sesión cerrada',
    replaced: 'Sesión cerrada por un inicio de sesión posterior',
    logoutElsewhere: 'Sesión cerrada desde otro dispositivo',
    revoked: 'Sesión cerrada por un administrador',
    accountChanged: 'Sesión cerrada por un cambio en la cuenta',
    userDeleted: 'Sesión cerrada al eliminarse el usuario',
  },
  messages: {
    singleSessionWillBeLoggedOut:
      'Va a cerrar $t(messages.singleSessionSessions, {"count": {{sessions}} }) de $t(messages.singleSessionUsers, {"count": {{users}} }).',
    singleSessionNobody: 'Con esta acción no se puede cerrar ninguna sesión de los usuarios seleccionados.',
    singleSessionYouToo: 'La selección incluye su propia cuenta: también se cerrarán sus sesiones.',
    singleSessionLoggedOut:
      'Ha cerrado $t(messages.singleSessionSessions, {"count": {{sessions}} }) de $t(messages.singleSessionUsers, {"count": {{users}} }).',
    singleSessionLoggedOutSkipped:
      'Ha cerrado $t(messages.singleSessionSessions, {"count": {{sessions}} }) de $t(messages.singleSessionUsers, {"count": {{users}} }). Omitidos (administradores): {{skipped}}',
    singleSessionFailed: 'No se pudo realizar la acción. Inténtelo de nuevo.',
    singleSessionEndedReplaced: 'Su sesión aquí se cerró porque usted inició sesión en otro dispositivo.',
    singleSessionEndedRevoked: 'Un administrador cerró su sesión.',
    singleSessionEndedByYourself: 'Ha cerrado todas sus propias sesiones.',
    singleSessionEndedElsewhere: 'Su sesión aquí se cerró desde otro de sus dispositivos.',
    singleSessionEndedAccountChanged: 'Su sesión se cerró porque se modificó su cuenta.',
    singleSessionEndedUserDeleted: 'Su sesión se cerró porque se eliminó su cuenta.',
    singleSessionEndedExpired: 'Su sesión ha caducado. Vuelva a iniciar sesión.',
    singleSessionTabEnded: 'Su sesión ya no está activa',
    singleSessionTabUnsaved:
      'Lo que introdujo en esta página no se ha guardado. Puede quedarse aquí para copiarlo; para guardarlo, debe volver a iniciar sesión.',
    singleSessionNoSessions: '{{name}} no tiene ninguna sesión activa.',
    singleSessionNotYours: 'No tiene permiso para ver las sesiones de un administrador.',
    singleSessionOnlyThisOne: 'Esta es su única sesión activa.',
    singleSessionEndedOne: 'Se ha cerrado la sesión.',
    singleSessionEndedAlready: 'Esta sesión ya estaba cerrada.',
    singleSessionEndedOthers:
      'Ha cerrado $t(messages.singleSessionSessions, {"count": {{sessions}} }). Ahora solo queda activa esta.',
    singleSessionWrongPassword: 'Contraseña incorrecta.',
    singleSessionWhyPassword: 'Para cerrar sus demás sesiones, introduzca su contraseña.',
    singleSessionNobodyLoggedIn: 'No hay otras sesiones activas.',
    singleSessionChangedAndEnded:
      'Cambios guardados. Con ello ha cerrado $t(messages.singleSessionSessions, {"count": {{sessions}} }) del usuario.',
    singleSessionChangedNotEnded:
      'Cambios guardados, pero no se pudieron cerrar las sesiones de este usuario. Use «Cerrar todas las sesiones».',
    singleSessionUsers_one: '{{count}} usuario',
    singleSessionUsers_many: '{{count}} de usuarios',
    singleSessionUsers_other: '{{count}} usuarios',
    singleSessionSessions_one: '{{count}} sesión',
    singleSessionSessions_many: '{{count}} de sesiones',
    singleSessionSessions_other: '{{count}} sesiones',
  },
}
