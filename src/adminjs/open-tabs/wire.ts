// What goes between the server and an open tab: whether the session of this browser is live, or has ended, and a login without
// leaving the page.

/** Where an open tab asks with a GET, and stays logged in with a POST, below the root of the panel. */
export const statusPath = '/api/single-session'

/** What the server answers while the session is live. */
export interface LiveAnswer {
  /** How often to ask on, in milliseconds; 0: only when the tab comes into view. */
  readonly checkIntervalMs: number
  /** How long the session has left if nobody uses it, in milliseconds. */
  readonly remainingMs: number
  /** How long before the end a tab says so, in milliseconds; 0: never. */
  readonly warningMs: number
  /** Whether a use would move the end; it does not when the session is about to reach its longest time. */
  readonly canStay: boolean
  /** The user who is logged in; see `userIn`. */
  readonly user: string | null
}

/** How an answer says that the session has ended: by this status and this header. */
export const ended = { status: 401, header: 'single-session', value: 'ended' } as const

/** Whether an answer says so. */
export const saysEnded = (status: number, headerOf: (name: string) => unknown): boolean =>
  status === ended.status && headerOf(ended.header) === ended.value

/**
 * The `id` of AdminJS's current admin as text; null if there is none. AdminJS gives its pages what the session holds, so the server
 * and a page agree on it, whatever the app keeps there.
 */
export function userIn(currentAdmin: unknown): string | null {
  const id: unknown = typeof currentAdmin === 'object' && currentAdmin !== null ? Reflect.get(currentAdmin, 'id') : null
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null
}

/**
 * The header by which the requests of an open tab say whose page they come from: `userIn`, encoded as a part of a URL. In the
 * session of another user the server takes none of them.
 */
export const userHeader = 'single-session-user'

/** The value of that header. */
export const userInHeader = (user: string): string => encodeURIComponent(user)

/** The header of a login in the dialog of an open tab. */
export const hereHeader = 'single-session-here'

/** What such a login comes to. */
export type HereAnswer =
  /** `user` is the one who logged in; see `userIn`. */
  | { readonly is: 'loggedIn'; readonly user: string | null }
  /** Nobody was let in; `message` is what AdminJS's login page would say: a text, or its key. */
  | { readonly is: 'refused'; readonly message: string }
  /** It can go on at the login page alone. `message` is the key of the reason, if there is one to give. */
  | { readonly is: 'elsewhere'; readonly message: string | null }

/** What an open tab is told beside the reason why its session has ended. */
export interface DialogFacts {
  /** Whether its dialog can take email and password: not where the app has a login page of its own. */
  readonly logsInHere: boolean
  /** Where those go who are told of a login elsewhere that was not theirs. */
  readonly wasntYouPath: string
}
