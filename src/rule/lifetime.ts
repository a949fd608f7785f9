// How long a session lives: until it was not used for its idle time, and never longer after its login than its absolute time.
// Nobody else computes with these times.
import type { Clock } from './clock.js'
import type { Link } from './session.js'

/** The times of the options, in milliseconds. */
export interface LifetimeOptions {
  readonly idleTimeoutMs: number
  readonly touchAfterMs: number
  /** How long after its login a session ends, however much it is used; undefined: never for that. */
  readonly absoluteTimeoutMs: number | undefined
}

/** A session in use: whose it is, and its own idle time, if its cookie has one. */
export interface InUse {
  readonly link: Link | null
  /** In milliseconds; null stands for `idleTimeoutMs`. */
  readonly idleMs: number | null
}

/** A session as the database has it: when it ends, and its login, in its link or beside its end. */
export type Ending = { readonly expiresAt: Date } & (
  { readonly link: Pick<Link, 'createdAt'> | null } | Pick<Link, 'createdAt'>
)

/** Says when sessions end. */
export class Lifetime {
  readonly #options: LifetimeOptions
  /** The clock by which sessions live. */
  readonly clock: Clock

  constructor(options: LifetimeOptions, clock: Clock) {
    this.#options = options
    this.clock = clock
  }

  /** The time. */
  now(): Date {
    return this.clock.now()
  }

  /**
   * When a session ends that is used now: its idle time later, and `touchAfterMs` beyond it, because its next uses may not be
   * noted for so long; but never later than its absolute time allows.
   */
  endOf({ link, idleMs }: InUse): Date {
    const { idleTimeoutMs, touchAfterMs } = this.#options
    const end = this.now().getTime() + (idleMs ?? idleTimeoutMs) + touchAfterMs
    return new Date(Math.min(end, this.#longest(link?.createdAt)))
  }

  /**
   * Whether a use of a session is to be noted that ends at `expiresAt` as it was noted last, at `seenAt`. Where the absolute
   * time holds the end, that does not tell how long ago it was.
   */
  isTouchDue(
    session: InUse,
    { expiresAt, seenAt }: { readonly expiresAt: Date; readonly seenAt: Date | null },
  ): boolean {
    const end = this.endOf(session).getTime()
    const isHeld = end === this.#longest(session.link?.createdAt)
    const ago = isHeld && seenAt ? this.now().getTime() - seenAt.getTime() : end - expiresAt.getTime()
    return ago >= this.#options.touchAfterMs
  }

  /**
   * Whether a session has not ended yet. Its login counts beside its end, which may have been noted before the absolute time
   * was set, or was shortened.
   */
  isLive(session: Ending): boolean {
    const now = this.now()
    return session.expiresAt > now && this.#longest(createdAtOf(session)) > now.getTime()
  }

  /** How long a session has left if nobody uses it, and how long if somebody does so now, in milliseconds. */
  leftOf(session: InUse & { readonly expiresAt: Date }): { readonly unusedMs: number; readonly usedMs: number } {
    const [now, longest] = [this.now().getTime(), this.#longest(session.link?.createdAt)]
    const unusedMs = Math.max(0, Math.min(session.expiresAt.getTime(), longest) - now)
    return { unusedMs, usedMs: Math.max(0, this.endOf(session).getTime() - now) }
  }

  /** How long a session lives at least after its login, if nobody ends it, in milliseconds. */
  get idleMs(): number {
    const { idleTimeoutMs, absoluteTimeoutMs = Infinity } = this.#options
    return Math.min(idleTimeoutMs, absoluteTimeoutMs)
  }

  /** Whether there is an absolute time at all. */
  get isLimited(): boolean {
    return this.#options.absoluteTimeoutMs !== undefined
  }

  /** Whether it was the absolute time that ended a session, rather than that nobody used it. */
  isTooLong(session: Ending): boolean {
    const longest = this.#longest(createdAtOf(session))
    return longest <= this.now().getTime() && session.expiresAt.getTime() >= longest
  }

  /** The time that a session with this login cannot outlive, in milliseconds. */
  #longest(createdAt: Date | undefined): number {
    const { absoluteTimeoutMs } = this.#options
    return createdAt && absoluteTimeoutMs !== undefined ? createdAt.getTime() + absoluteTimeoutMs : Infinity
  }
}

const createdAtOf = (session: Ending): Date | undefined =>
  'link' in session ? session.link?.createdAt : session.createdAt
