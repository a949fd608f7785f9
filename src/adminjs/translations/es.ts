// Spanish, with "usted" as AdminJS's own texts, and without the gender of the reader.
import type { Texts } from './texts.js'

export const es: Texts<'one' | 'many' | 'other'> = {
  actions: {
    logoutOnAllSessions: 'Cerrar todas las sesiones',
    logoutAllOnAllSessions: 'Cerrar todas las sesiones (también de administradores)',
  },
  buttons: {
    singleSessionLogOut_one: 'Cerrar las sesiones de {{count}} usuario',
    singleSessionLogOut_many: 'Cerrar las sesiones de {{count}} de usuarios',
    singleSessionLogOut_other: 'Cerrar las sesiones de {{count}} usuarios',
  },
  labels: {
    singleSessionUser: 'Usuario',
    singleSessionLiveSessions: 'Sesiones activas',
    singleSessionSkipped: 'Omitido: administrador',
    singleSessionYou: 'Usted',
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
    singleSessionLoggedOutYourself: 'Ha cerrado todas sus propias sesiones.',
    singleSessionFailed: 'No se pudo realizar la acción. Inténtelo de nuevo.',
    singleSessionUsers_one: '{{count}} usuario',
    singleSessionUsers_many: '{{count}} de usuarios',
    singleSessionUsers_other: '{{count}} usuarios',
    singleSessionSessions_one: '{{count}} sesión',
    singleSessionSessions_many: '{{count}} de sesiones',
    singleSessionSessions_other: '{{count}} sesiones',
  },
}
