// What AdminJS's client throws when the session of this browser has ended.
import { saysEnded } from './wire.js'

/** Whether a request of AdminJS's client failed for that reason. */
export function isEndedError(error: unknown): boolean {
  // What axios throws; AdminJS does not export its type.
  const { response } = error as { response?: { status: number; headers: Record<string, unknown> } }
  return response !== undefined && saysEnded(response.status, (name) => response.headers[name])
}
