// Says what has to reach the log at once, and of what repeats itself only how often it did: an outage fails each request in
// the same way, and must not fill the disk.

/** How long repetitions are counted, in milliseconds. */
const periodMs = 60_000

/** How many different texts are kept apart in that time; the others are counted together. */
const mostTexts = 10

/** What all others are counted as. */
const others = 'Other faults'

/** Says each text at once, then once a minute how often it came again, until it stays away for a minute. */
export class Repeats {
  readonly #say: (text: string) => void
  readonly #counts = new Map<string, number>()
  #lastOther = ''

  /** `say` gets what has to be said. */
  constructor(say: (text: string) => void) {
    this.#say = say
  }

  /** Says it, or counts it. */
  tell(text: string): void {
    const key = this.#counts.has(text) || this.#counts.size < mostTexts ? text : others
    const count = this.#counts.get(key)
    if (key === others) this.#lastOther = `${others}, this one last: ${text}`
    if (count !== undefined) {
      this.#counts.set(key, count + 1)
      return
    }
    if (this.#counts.size === 0) this.#tellLater()
    this.#counts.set(key, 0)
    this.#say(text)
  }

  #tellLater(): void {
    setTimeout(() => {
      for (const [text, count] of this.#counts) {
        if (count === 0) this.#counts.delete(text)
        else {
          this.#counts.set(text, 0)
          this.#say(`${text === others ? this.#lastOther : text}\n  and ${String(count)} more in the last minute`)
        }
      }
      if (this.#counts.size > 0) this.#tellLater()
    }, periodMs).unref()
  }
}
