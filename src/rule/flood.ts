// Lets through some of what anybody can cause any number of, and counts the rest.
import { performance } from 'node:perf_hooks'

/** How much is let through. */
export interface FloodLimits {
  readonly periodMs: number
  /** The most in a period, by one process. */
  readonly most: number
  /** The most of one address, so that a single one does not keep all others out of sight. */
  readonly mostOfOne: number
}

/** At most 60 in a minute. An hour has a part of 61 such minutes at most, so that is 3,660 an hour. */
const byDefault: FloodLimits = { periodMs: 60_000, most: 60, mostOfOne: 10 }

/** Counts by the period. It keeps no more addresses than it lets through, so a flood fills no memory either. */
export class Flood {
  readonly #onRest: (count: number) => void
  readonly #limits: FloodLimits
  readonly #byAddress = new Map<string, number>()
  #beganAt = -Infinity
  #count = 0
  #rest = 0

  /** `onRest` is told, at most once in a period, how many were not let through. */
  constructor(onRest: (count: number) => void, limits: FloodLimits = byDefault) {
    this.#onRest = onRest
    this.#limits = limits
  }

  /** Whether to let through one more, from this address if it is known. */
  lets(address: string | null): boolean {
    const { periodMs, most, mostOfOne } = this.#limits
    // A clock that nobody puts back.
    if (performance.now() - this.#beganAt >= periodMs) this.#begin()
    const ofOne = address === null ? 0 : (this.#byAddress.get(address) ?? 0)
    if (this.#count >= most || ofOne >= mostOfOne) {
      this.#countRest(periodMs)
      return false
    }
    this.#count += 1
    if (address !== null) this.#byAddress.set(address, ofOne + 1)
    return true
  }

  #begin(): void {
    this.#beganAt = performance.now()
    this.#count = 0
    this.#byAddress.clear()
  }

  /** Tells of the first one, and of all that follow it, after a period: the flood itself may be over by then. */
  #countRest(periodMs: number): void {
    this.#rest += 1
    if (this.#rest > 1) return
    const tell = (): void => {
      const count = this.#rest
      this.#rest = 0
      this.#onRest(count)
    }
    setTimeout(tell, periodMs).unref()
  }
}
