// Tells the app what happened, once it has happened: `onLogin` and `onSessionEnd`.
import { tellFailure } from '../faults/tell-failure.js'
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

/** An event that is no end of a session. */
type OtherName = Exclude<SessionEventName, EndReason>

/** Whom each of them is told to; null stands for nobody. A new event fails the type check until it says so here. */
const listenerOf: Readonly<Record<OtherName, 'onLogin' | null>> = {
  login: 'onLogin',
  // The app changed the account itself, or hears of each session that ends by it.
  userChanged: null,
  // The app hears of these first: its own `checkPassword` and `authenticate` said no, or its login was refused by an error.
  passwordWrong: null,
  loginFailed: null,
  loginRefused: null,
}

/** Calls the app's functions. What they raise changes nothing any more: it becomes a warning of the process. */
export function createListener({ onLogin, onSessionEnd }: Listeners): Listener {
  return (events) => {
    for (const event of events) {
      const { createdAt: at, userId, byUserId, ipAddress, userAgent } = event
      const where = { at, ipAddress, userAgent }
      if (isEnd(event))
        tell('onSessionEnd', () => onSessionEnd?.({ userId: event.userId, ...where, reason: event.event, byUserId }))
      else if (userId !== null && listenerOf[event.event] === 'onLogin')
        tell('onLogin', () => onLogin?.({ userId, ...where }))
    }
  }
}

function tell(name: string, call: () => unknown): void {
  Promise.resolve()
    .then(call)
    .catch((error: unknown) => {
      tellFailure('SINGLE_SESSION_CALLBACK', `The option ${name} is a function that failed`, error)
    })
}
