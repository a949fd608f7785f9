// Tells the app what happened, once it has happened: `onLogin` and `onSessionEnd`.
import type { SessionEventName, UserId } from './session-repository.js'
import type { Observer } from './session-rule.js'

/** What `onLogin` is told. */
export interface LoginNews {
  readonly userId: UserId
  readonly at: Date
  /** Where from, as far as it is kept. */
  readonly ipAddress: string | null
  readonly userAgent: string | null
}

/** What `onSessionEnd` is told of one session. */
export interface SessionEndNews extends LoginNews {
  /** Why it ended; `ipAddress` and `userAgent` are those of whoever ended it. */
  readonly reason: Exclude<SessionEventName, 'login'>
  /** Who ended it as an administrator, which may be its own user; null if its user did so otherwise, or the app. */
  readonly byUserId: UserId | null
}

/** The app's functions. */
export interface Listeners {
  readonly onLogin: ((login: LoginNews) => void | Promise<void>) | undefined
  readonly onSessionEnd: ((end: SessionEndNews) => void | Promise<void>) | undefined
}

/** Calls the app's functions. What they raise changes nothing any more: it becomes a warning of the process. */
export function createObserver({ onLogin, onSessionEnd }: Listeners): Observer {
  return (events) => {
    for (const { event, createdAt: at, userId, byUserId, ipAddress, userAgent } of events) {
      const news = { userId, at, ipAddress, userAgent }
      if (event === 'login') tell('onLogin', () => onLogin?.(news))
      else tell('onSessionEnd', () => onSessionEnd?.({ ...news, reason: event, byUserId }))
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
