// Writes down logins that did not happen. Anybody can make as many of those as they like, so only some of each minute are
// written down, and the others counted: a flood fills no disk.
import { tellFailure } from '../faults/tell-failure.js'
import type { LoginFailure } from './events.js'
import { Flood } from './flood.js'
import type { Lifetime } from './lifetime.js'
import type { Port } from './port.js'
import type { ClientDetails, UserId } from './session.js'

/** A login that did not happen: the app let nobody in, or the rule refused whom it let in. */
export type Failure =
  | { readonly event: 'loginFailed' }
  /** Who it was, if the app named an id that a user could have. */
  | { readonly event: 'loginRefused'; readonly userId: UserId | null }

/** Keeps the trail of logins that did not happen. */
export class FailedLogins {
  readonly #port: Pick<Port, 'events'>
  readonly #lifetime: Lifetime
  readonly #flood: Flood

  constructor(port: Pick<Port, 'events'>, lifetime: Lifetime, flood = new Flood(warnOfMissing)) {
    this.#port = port
    this.#lifetime = lifetime
    this.#flood = flood
  }

  /**
   * Writes down a login that did not happen, unless there were too many just now. Never rejects: people who mistype get
   * their login page even if the trail cannot be written, and the log of the process says that it could not.
   */
  async note(failure: Failure, client: ClientDetails): Promise<void> {
    if (!this.#flood.lets(client.ipAddress)) return
    try {
      await this.#lifetime.clock.ready()
      await this.#port.events.record(this.#eventOf(failure, client))
    } catch (error) {
      tellFailure('SINGLE_SESSION_LOGIN_EVENT', 'A login that did not happen could not be written down', error)
    }
  }

  #eventOf(failure: Failure, client: ClientDetails): LoginFailure {
    const facts = { createdAt: this.#lifetime.now(), byUserId: null, sessionKey: null, ...client }
    return failure.event === 'loginFailed' ? { ...facts, ...failure, userId: null } : { ...facts, ...failure }
  }
}

function warnOfMissing(count: number): void {
  const message = `${String(count)} logins that did not happen within a minute are missing in the audit trail: there were too many.`
  process.emitWarning(message, { code: 'SINGLE_SESSION_LOGIN_FLOOD' })
}
