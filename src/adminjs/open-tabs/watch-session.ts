// Watches from an open tab whether the session of its browser is live, and how long it has left. The tabs of a browser share one
// question: whichever asks tells the others, and one that nobody looks at does not ask.
import { askSession, type Answer } from './ask-session.js'
import { TabChannel, type TabMessage } from './tab-channel.js'
import { saysEnded, type LiveAnswer } from './wire.js'

/** How long to wait before asking once more: another tab may just be getting a new session id. */
const secondLookMs = 500
/** How often to ask as long as the server has not told it. */
const firstIntervalMs = 60_000

/** The longest time that a timer of the browser can run. */
const longestTimerMs = 2 ** 31 - 1
/** How soon to ask again at the earliest, if by our reckoning the session should have ended by now. */
const soonMs = 250

/** What a tab wants to hear of its session. */
export interface SessionListener {
  /**
   * Called with each answer that the session is live, also after it had ended: its user has logged in again. `endsAt` is its
   * end by `performance.now()`, if nobody uses it.
   */
  readonly onLive: (answer: LiveAnswer, endsAt: number) => void
  /** Called when it has ended, and again when the server refuses a request for it. A server out of reach ends nothing. */
  readonly onEnded: () => void
}

/** Watches the session of this browser, about which `url` is asked, until `stop()` is called. */
export class SessionWatch {
  readonly #url: string
  readonly #listener: SessionListener
  readonly #otherTabs: TabChannel
  readonly #stopListening: () => void
  #intervalMs = firstIntervalMs
  #timer: number | undefined
  #isAsking = false
  #isStopped = false
  #hasEnded = false
  /** Whether another tab asked last. It goes on asking; this one waits a little longer, and asks if that one has gone. */
  #isFollowing = false
  /** What was asked before this time, by `performance.now()`, is out of date: the user has said since that they stay. */
  #staleUntil = -Infinity

  constructor(url: string, listener: SessionListener) {
    this.#url = url
    this.#listener = listener
    this.#otherTabs = new TabChannel(url, this.#onMessage)
    document.addEventListener('visibilitychange', this.#onVisibilityChange)
    window.addEventListener('focus', this.#onFocus)
    this.#stopListening = listenToRequests(() => void this.check(true))
    void this.check()
  }

  /** Uses the session, so that it lives on. Resolves with whether that succeeded. */
  async stay(): Promise<boolean> {
    const askedAt = performance.now()
    this.#staleUntil = Infinity
    const answer = await askSession(this.#url, 'POST')
    this.#staleUntil = typeof answer === 'string' ? -Infinity : performance.now()
    // What it says of an end is looked at twice, as always.
    if (answer === 'ended') void this.check(true)
    if (typeof answer === 'string') return false
    this.#hear(answer, askedAt)
    return true
  }

  /** Asks now. `isSuspected`: a request was just refused because the session has ended. */
  async check(isSuspected = false): Promise<void> {
    if (this.#isAsking || this.#isStopped) return
    this.#isAsking = true
    this.#isFollowing = false
    window.clearTimeout(this.#timer)
    this.#otherTabs.post({ is: 'asking' })
    let askedAt = performance.now()
    let answer = isSuspected ? 'ended' : await askSession(this.#url)
    if (answer === 'ended' && (isSuspected || !this.#hasEnded)) {
      await new Promise((resolve) => window.setTimeout(resolve, secondLookMs))
      askedAt = performance.now()
      answer = await askSession(this.#url)
    }
    this.#isAsking = false
    // An answer from before the user stayed would warn them again, and take the focus from what they type.
    if (typeof answer !== 'string' && askedAt < this.#staleUntil) this.#waitFor(soonMs)
    else this.#hear(answer, askedAt, isSuspected)
  }

  /** Hears and asks no more. */
  stop(): void {
    this.#isStopped = true
    window.clearTimeout(this.#timer)
    document.removeEventListener('visibilitychange', this.#onVisibilityChange)
    window.removeEventListener('focus', this.#onFocus)
    this.#otherTabs.close()
    this.#stopListening()
  }

  /** Takes in what the server said to this tab, and tells the others. */
  #hear(answer: Answer, askedAt: number, isSuspected = false): void {
    if (this.#isStopped) return
    if (answer === 'unknown') {
      if (!this.#hasEnded) this.#waitFor(this.#intervalMs || firstIntervalMs)
      return
    }
    if (answer === 'ended') {
      this.#otherTabs.post({ is: 'ended' })
      this.#end(isSuspected)
      return
    }
    // Counted from the question on, so that the end is never later here than there.
    const passedMs = performance.now() - askedAt
    const remaining = { ...answer, remainingMs: answer.remainingMs - passedMs }
    this.#otherTabs.post({ is: 'live', answer: remaining })
    this.#live(remaining)
  }

  #live(answer: LiveAnswer): void {
    this.#hasEnded = false
    this.#intervalMs = answer.checkIntervalMs
    const { remainingMs, warningMs } = answer
    this.#listener.onLive(answer, performance.now() + remainingMs)
    const nextMs = Math.max(soonMs, remainingMs <= warningMs ? remainingMs : remainingMs - warningMs)
    this.#waitFor(...(warningMs > 0 ? [this.#intervalMs, nextMs] : [this.#intervalMs]))
  }

  #end(isAgain: boolean): void {
    window.clearTimeout(this.#timer)
    const isNews = !this.#hasEnded || isAgain
    this.#hasEnded = true
    if (isNews) this.#listener.onEnded()
  }

  /** Asks again after the shortest of these times, of which 0 stands for none. */
  #waitFor(...times: readonly number[]): void {
    window.clearTimeout(this.#timer)
    const delays = times.filter((time) => time > 0)
    if (this.#isStopped || delays.length === 0 || document.visibilityState === 'hidden') return
    const delay = Math.min(...delays, longestTimerMs)
    // Each of those who follow waits another while, so that one of them is the first.
    const patience = this.#isFollowing ? Math.max(soonMs, delay * (0.1 + 0.2 * Math.random())) : 0
    this.#timer = window.setTimeout(() => void this.check(), Math.min(delay + patience, longestTimerMs))
  }

  readonly #onMessage = (message: TabMessage): void => {
    if (this.#isStopped) return
    this.#isFollowing = true
    if (message.is === 'live') this.#live(message.answer)
    else if (message.is === 'asking') {
      if (!this.#hasEnded && !this.#isAsking) this.#waitFor(this.#intervalMs || firstIntervalMs)
    } else if (document.visibilityState !== 'hidden') this.#end(false)
    // One that nobody looks at asks by itself as soon as somebody does: they may be logged in again by then.
  }

  readonly #onVisibilityChange = (): void => {
    if (document.visibilityState === 'hidden') window.clearTimeout(this.#timer)
    else void this.check()
  }

  readonly #onFocus = (): void => void this.check()
}

/** How a request is sent: a function of the request that it belongs to. */
type Send = (this: XMLHttpRequest, ...body: Parameters<XMLHttpRequest['send']>) => void

/** AdminJS's client sends by XMLHttpRequest, and so may components of the app: here is the one place that all answers pass. */
function listenToRequests(onEnded: () => void): () => void {
  const prototype: { send: Send } = XMLHttpRequest.prototype
  const original = prototype.send
  function send(this: XMLHttpRequest, body?: Parameters<Send>[0]): void {
    this.addEventListener('load', () => {
      if (saysEnded(this.status, (name) => this.getResponseHeader(name))) onEnded()
    })
    original.call(this, body)
  }
  prototype.send = send
  return () => {
    // If somebody else has wrapped it since, theirs stays, and ours in it: a watch that has stopped hears nothing.
    if (prototype.send === send) prototype.send = original
  }
}
