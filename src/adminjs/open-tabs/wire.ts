// What goes between the server and an open tab: whether the session of this browser is live, or has ended.

/** Where an open tab asks, below the root of the panel. */
export const statusPath = '/api/single-session'

/** What the server answers while the session is live. */
export interface LiveAnswer {
  /** How often to ask on, in milliseconds; 0: only when the tab comes into view. */
  readonly checkIntervalMs: number
}

/** How an answer says that the session has ended: by this status and this header. */
export const ended = { status: 401, header: 'single-session', value: 'ended' } as const

/** Whether an answer says so. */
export const saysEnded = (status: number, headerOf: (name: string) => unknown): boolean =>
  status === ended.status && headerOf(ended.header) === ended.value
