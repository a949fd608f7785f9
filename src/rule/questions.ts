// A login for which there is no place waits until its user has chosen which session is to end. What it takes to go on is kept
// in the database, because the choice may come to another process; it is kept apart from every session, because it has to be
// gone after two minutes whatever becomes of the session in which it was asked.
import { randomBytes } from 'node:crypto'
import type { Lifetime } from './lifetime.js'
import type { Port } from './port.js'
import { keyOf } from './session-key.js'

/** How long a user may take to choose, in milliseconds. */
const longestMs = 2 * 60 * 1000

/** What was kept for a question. */
export interface Question {
  readonly data: string
  /** When it would have been over. */
  readonly expiresAt: Date
}

/** Keeps questions until they are answered, for two minutes at most by the time of the database. */
export class Questions {
  readonly #sessions: Port['sessions']
  readonly #lifetime: Lifetime

  constructor({ sessions }: Pick<Port, 'sessions'>, lifetime: Lifetime) {
    this.#sessions = sessions
    this.#lifetime = lifetime
  }

  /**
   * Keeps what it takes to go on once the question is answered. Returns what answers it, a random text that is stored nowhere:
   * who reads the database cannot answer. `until` is the end of the question that this one follows.
   */
  async ask(data: string, until?: Date): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    const { clock } = this.#lifetime
    await clock.ready()
    const expiresAt = until ?? new Date(clock.now().getTime() + longestMs)
    await this.#sessions.insert(rowOf(token), { data, expiresAt })
    return token
  }

  /** What was kept for the question that this answers; undefined if it is over. Each is answered once, over all processes. */
  async answer(token: string): Promise<Question | undefined> {
    const sid = rowOf(token)
    const found = await this.#sessions.find(sid)
    if (!found || !(await this.#sessions.remove(sid))) return undefined
    const { data, expiresAt } = found
    return expiresAt > this.#lifetime.now() ? { data, expiresAt } : undefined
  }
}

/**
 * The `sid` of the row that keeps it. express-session never reads that row: a cookie counts only if it is signed, and nobody
 * signs this. It has no link, so it is nobody's session, and the cleanup removes it as one that has expired.
 */
const rowOf = (token: string): string => `question:${keyOf(token)}`
