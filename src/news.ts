// Tells the app what happened, once it has happened: `onLogin` and `onSessionEnd`.
import type { Configuration } from './options.js'
import type { Observer } from './single-session.js'

/** Calls the app's functions. What they raise changes nothing any more: it becomes a warning of the process. */
export function createObserver({ onLogin, onSessionEnd }: Configuration): Observer {
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
