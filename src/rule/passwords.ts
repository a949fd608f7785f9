// Whether somebody in a session knows the password of its user: asked before they end the user's other sessions. A wrong one
// is written down, and the next try has to wait. The wait follows from what is written down, so it is the same in every
// process, and in every session of the user.
import type { Actor } from './actor.js'
import type { Changes, Done } from './changes.js'
import type { WrongPasswordEvent } from './events.js'
import type { Lifetime } from './lifetime.js'
import { countedForMs, waitMsAfter } from './password-waits.js'
import type { UserId } from './session.js'

/** A session in which a password was entered: its key, whose it is, and where from. */
export interface AskedSession {
  readonly userId: UserId
  readonly sessionKey: string
  readonly by: Actor
}

/** What became of a password. */
export type PasswordAnswer =
  | { readonly is: 'right'; readonly at: Date }
  | { readonly is: 'wrong' }
  /** It was not looked at, or nobody is told whether it was right. */
  | { readonly is: 'early'; readonly waitMs: number }

type Early = Extract<PasswordAnswer, { is: 'early' }>

/** Checks passwords, one user's one after the other. */
export class Passwords {
  readonly #changes: Changes
  readonly #lifetime: Lifetime

  constructor(changes: Changes, lifetime: Lifetime) {
    this.#changes = changes
    this.#lifetime = lifetime
  }

  /**
   * Checks a password of this session's user. `isRight` asks the app; it is not called while the user has to wait.
   *
   * The app is asked before the user is locked, so that its own queries wait for nothing, and the answer is weighed
   * afterwards: of any number of guesses that arrive together the first one is answered, and finds the others waiting.
   */
  async check(session: AskedSession, isRight: () => Promise<boolean>): Promise<PasswordAnswer> {
    const early = await this.#unlessEarly(session, () => ({ result: undefined, events: [] }))
    if (early) return early
    const right = await isRight()
    return this.#unlessEarly(session, (at): Done<PasswordAnswer> => {
      if (right) return { result: { is: 'right', at }, events: [] }
      const { userId, sessionKey, by } = session
      const event: WrongPasswordEvent = { ...by, event: 'passwordWrong', createdAt: at, userId, sessionKey }
      return { result: { is: 'wrong' }, events: [event] }
    })
  }

  /** Runs `work` while the user is locked, unless they have to wait. It may run more than once; only the last run counts. */
  #unlessEarly<T>({ userId }: AskedSession, work: (now: Date) => Done<T>): Promise<T | Early> {
    return this.#changes.run<T | Early>([userId], async (sessions) => {
      const now = this.#lifetime.now()
      const since = new Date(now.getTime() - countedForMs)
      const waitMs = waitMsAfter(await sessions.timesOf(userId, 'passwordWrong', since), now)
      return waitMs > 0 ? { result: { is: 'early', waitMs }, events: [] } : work(now)
    })
  }
}
