// How long a session lives: until it was not used for its idle time. Nobody else computes with these times.
import type { Link } from './session.js'

/** The times of the options, in milliseconds, and the clock. */
export interface LifetimeOptions {
  readonly idleTimeoutMs: number
  readonly touchAfterMs: number
  readonly clock: () => Date
}

/** A session in use: whose it is, and its own idle time, if its cookie has one. */
export interface InUse {
  readonly link: Link | null
  /** In milliseconds; null stands for `idleTimeoutMs`. */
  readonly idleMs: number | null
}

/** Says when sessions end. */
export class Lifetime {
  readonly #options: LifetimeOptions

  constructor(options: LifetimeOptions) {
    this.#options = options
  }

  /** The time. */
  now(): Date {
    return this.#options.clock()
  }

  /** When a session ends that is used now. Later by `touchAfterMs`, because its next uses may not be noted for so long. */
  endOf({ idleMs }: InUse): Date {
    const { idleTimeoutMs, touchAfterMs } = this.#options
    return new Date(this.now().getTime() + (idleMs ?? idleTimeoutMs) + touchAfterMs)
  }

  /** Whether a use of a session is to be noted that ends at `expiresAt` as it was noted last. */
  isTouchDue(session: InUse, expiresAt: Date): boolean {
    return this.endOf(session).getTime() - expiresAt.getTime() >= this.#options.touchAfterMs
  }

  /** Whether a session that ends at this time has not ended yet. */
  isLive({ expiresAt }: { readonly expiresAt: Date }): boolean {
    return expiresAt > this.now()
  }
}
