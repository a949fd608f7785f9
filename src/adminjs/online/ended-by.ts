// Who ends sessions: the groups of the picture, each with the events of the trail in it.
import type { EndReason } from '../../rule/events.js'

/** The user, a later login, an administrator, and a change of the account. */
export const endedBy: readonly (readonly EndReason[])[] = [
  ['logout', 'logoutElsewhere'],
  ['replaced'],
  ['revoked'],
  ['accountChanged', 'userDeleted'],
]
