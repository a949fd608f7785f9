// How a session ended, for the browser that held it: told once, and not for long. An old cookie may fall into other hands, and
// what it would tell there at each replay is where its user has logged in since.
import { isEnd, type EndEvent, type LoginEvent } from './events.js'
import type { Lifetime } from './lifetime.js'
import type { Port } from './port.js'
import { keyOf } from './session-key.js'

/** How long the end of a session is told, in milliseconds: a week. People come back after a weekend, or an illness. */
const tellForMs = 7 * 24 * 60 * 60 * 1000

/** The end of a session that its user has not been told. */
export interface Ending {
  /** By what it ended; or by its idle time or its longest time, which is nothing that happened. */
  readonly end: EndEvent | 'expired' | 'tooLong'
  /** Its login, unless the trail has forgotten it, or the session got another id since. */
  readonly login: LoginEvent | undefined
  readonly sessionKey: string
}

/** Reads the ends of sessions, and notes which of them were told. */
export class Endings {
  readonly #events: Port['events']
  readonly #sessions: Pick<Port['sessions'], 'find'>
  readonly #lifetime: Lifetime

  constructor({ events, sessions }: Pick<Port, 'events' | 'sessions'>, lifetime: Lifetime) {
    this.#events = events
    this.#sessions = sessions
    this.#lifetime = lifetime
  }

  /** How the session with this id ended; undefined if it was no user's, if that has been told, or if it is long ago. */
  async find(sid: string): Promise<Ending | undefined> {
    const sessionKey = keyOf(sid)
    const events = await this.#events.ofSession(sessionKey)
    const login = events.find((event) => event.event === 'login')
    const end = events.find((event) => isEnd(event))
    // It began, nobody ended it, and yet it is not live: its time was over. Nobody knows when, and no more is told of it.
    if (!end) return login?.toldAt === null ? { end: await this.#whoseTimeIsOver(sid), login, sessionKey } : undefined
    await this.#lifetime.clock.ready()
    const isLongAgo = end.createdAt.getTime() <= this.#lifetime.now().getTime() - tellForMs
    return end.toldAt !== null || isLongAgo ? undefined : { end, login, sessionKey }
  }

  /** Notes that it is told now. False if it was told meanwhile: of several requests at once, one is the first. */
  async tell({ end, sessionKey }: Ending): Promise<boolean> {
    await this.#lifetime.clock.ready()
    return this.#events.noteTold(sessionKey, typeof end === 'string' ? 'login' : end.event, this.#lifetime.now())
  }

  /** Which time was over. Of a session whose row was removed meanwhile nobody can tell the two apart. */
  async #whoseTimeIsOver(sid: string): Promise<'expired' | 'tooLong'> {
    if (!this.#lifetime.isLimited) return 'expired'
    const row = await this.#sessions.find(sid)
    return row && this.#lifetime.isTooLong(row) ? 'tooLong' : 'expired'
  }
}
