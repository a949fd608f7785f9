// How an answer of the server says that the session of this browser has ended: 401 with a header of ours.

/** The header, and what it says. */
const header = 'single-session'
const ended = 'ended'

/** Whether an answer says so. */
export const saysEnded = (status: number, headerOf: (name: string) => unknown): boolean =>
  status === 401 && headerOf(header) === ended

/** Whether a request of AdminJS's client failed for that reason. */
export function isEndedError(error: unknown): boolean {
  // What axios throws; AdminJS does not export its type.
  const { response } = error as { response?: { status: number; headers: Record<string, unknown> } }
  return response !== undefined && saysEnded(response.status, (name) => response.headers[name])
}
