// Tells the app what happened, once it has happened: `onLogin` and `onSessionEnd`.
import { isEnd, type EndReason, type SessionEvent, type SessionEventName } from './events.js'
import type { ClientDetails, UserId } from './session.js'

/** What `onLogin` receives: who logged in, when and from where, as far as the options want that kept. */
export interface LoginNews extends ClientDetails {
  readonly userId: UserId
  readonly at: Date
}

/** What `onSessionEnd` receives of one session. `ipAddress` and `userAgent` are those of whoever ended it. */
export interface SessionEndNews extends LoginNews {
  readonly reason: EndReason
  /** Who ended it as an administrator, which may be its own user; null if its user did so otherwise, or the app. */
  readonly byUserId: UserId | null
}

/** The app's functions. */
export interface Listeners {
  readonly onLogin: ((login: LoginNews) => void | Promise<void>) | undefined
  readonly onSessionEnd: ((end: SessionEndNews) => void | Promise<void>) | undefined
}

/** Hears of what happened, once it cannot be undone any more. */
export type Listener = (events: readonly SessionEvent[]) => void

/** Calls the app's functions. What they raise changes nothing any more: it becomes a warning of the process. */
export function createListener({ onLogin, onSessionEnd }: Listeners): Listener {
  // What is no end of a session. A new event fails the type check until it says whom it is told to.
  const others: Readonly<Record<Exclude<SessionEventName, EndReason>, (news: LoginNews) => void>> = {
    login(news) {
      tell('onLogin', () => onLogin?.(news))
    },
  }
  return (events) => {
    for (const event of events) {
      const { createdAt: at, userId, byUserId, ipAddress, userAgent } = event
      const news = { userId, at, ipAddress, userAgent }
      if (isEnd(event)) tell('onSessionEnd', () => onSessionEnd?.({ ...news, reason: event.event, byUserId }))
      else others[event.event](news)
    }
  }
}

function tell(name: string, call: () => unknown): void {
  Promise.resolve()
    .then(call)
    .catch((error: unknown) => {
      process.emitWarning(`The option ${name} is a function that failed: ${String(error)}`, {
        code: 'SINGLE_SESSION_CALLBACK',
      })
    })
}
