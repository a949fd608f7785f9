// The audit trail, as the rule reads it. `lockedSessions` writes it.
import type { EventReader } from '../rule/port.js'
import type { Database } from './database.js'

/** Events in this database. */
export function events({ ask }: Database): EventReader {
  return {
    ofSession: (sessionKey) => ask(({ sessionEvent }) => sessionEvent.findMany({ where: { sessionKey } })),
  }
}
