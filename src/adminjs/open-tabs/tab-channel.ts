// Lets the tabs of one browser hear each other, over plain HTTP too, where locks and workers are not to be had.
import type { LiveAnswer } from './wire.js'

/** What a tab says to the others. */
export type TabMessage =
  /** It asks the server now, so nobody else has to. */
  | { readonly is: 'asking' }
  /** The session is live. */
  | { readonly is: 'live'; readonly answer: LiveAnswer }
  | { readonly is: 'ended' }

/** A line between the tabs of one browser. A browser without `BroadcastChannel` takes its storage for one. */
export class TabChannel {
  readonly #name: string
  readonly #channel: BroadcastChannel | undefined
  readonly #onMessage: (message: TabMessage) => void

  /** `url` is that of the question whose answers they share. */
  constructor(url: string, onMessage: (message: TabMessage) => void) {
    this.#name = `adminjs-single-session ${url}`
    this.#onMessage = onMessage
    if (typeof BroadcastChannel === 'function') {
      this.#channel = new BroadcastChannel(this.#name)
      this.#channel.onmessage = ({ data }) => {
        this.#hear(data)
      }
    } else window.addEventListener('storage', this.#onStorage)
  }

  /** Says something to all other tabs. */
  post(message: TabMessage): void {
    if (this.#channel) this.#channel.postMessage(message)
    else {
      try {
        // Only a value that changes is heard of.
        window.localStorage.setItem(this.#name, JSON.stringify({ ...message, at: Math.random() }))
      } catch {
        // Then each tab is on its own.
      }
    }
  }

  close(): void {
    this.#channel?.close()
    window.removeEventListener('storage', this.#onStorage)
  }

  readonly #onStorage = ({ key, newValue }: StorageEvent): void => {
    if (key !== this.#name || newValue === null) return
    try {
      this.#hear(JSON.parse(newValue))
    } catch {
      // Not ours.
    }
  }

  #hear(data: unknown): void {
    // Other scripts of this origin may use the line, or another version of ours in a tab that has been open for long.
    const { is, answer } = (data ?? {}) as { is?: unknown; answer?: unknown }
    if (is === 'asking' || is === 'ended') this.#onMessage({ is })
    else if (is === 'live' && isLive(answer)) this.#onMessage({ is, answer })
  }
}

/** Whether a value says that a session is live. */
export const isLive = (answer: unknown): answer is LiveAnswer =>
  typeof answer === 'object' &&
  answer !== null &&
  ['checkIntervalMs', 'remainingMs', 'warningMs'].every((name) => typeof Reflect.get(answer, name) === 'number')
