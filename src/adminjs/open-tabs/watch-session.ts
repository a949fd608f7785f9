// Watches from an open tab whether its session is still live. It asks the server while somebody looks at the tab, and
// listens to what the server answers AdminJS's own requests.
import { saysEnded, type LiveAnswer } from './wire.js'

/** How long to wait before asking once more: another tab may just be getting a new session id. */
const secondLookMs = 500
/** How long the server may take to answer. */
const timeoutMs = 10_000
/** How often to ask as long as the server has not told it. */
const firstIntervalMs = 60_000

/** What the server says: how often to ask on, or that the session has ended. */
type Answer = LiveAnswer | 'ended' | 'unknown'

/**
 * Calls `onEnded`, once, when the session of this browser has ended. A server that cannot be reached ends nothing.
 *
 * @returns what stops it.
 */
export function watchSession(url: string, onEnded: () => void): () => void {
  let intervalMs = firstIntervalMs
  let timer: number | undefined
  let isAsking = false
  let isStopped = false

  const check = async (isSuspected = false): Promise<void> => {
    if (isAsking || isStopped) return
    isAsking = true
    window.clearTimeout(timer)
    let answer = isSuspected ? 'ended' : await ask(url)
    if (answer === 'ended') {
      await new Promise((resolve) => window.setTimeout(resolve, secondLookMs))
      answer = await ask(url)
    }
    isAsking = false
    if (answer === 'ended') finish()
    else waitForNextTurn(answer)
  }

  const finish = (): void => {
    if (isStopped) return
    stop()
    onEnded()
  }

  const waitForNextTurn = (answer: Exclude<Answer, 'ended'>): void => {
    if (answer !== 'unknown') intervalMs = answer.checkIntervalMs
    if (isStopped || intervalMs === 0 || document.visibilityState === 'hidden') return
    timer = window.setTimeout(() => void check(), intervalMs)
  }

  const onVisibilityChange = (): void => {
    if (document.visibilityState === 'hidden') window.clearTimeout(timer)
    else void check()
  }
  const onFocus = (): void => void check()

  const stop = (): void => {
    isStopped = true
    window.clearTimeout(timer)
    document.removeEventListener('visibilitychange', onVisibilityChange)
    window.removeEventListener('focus', onFocus)
    stopListening()
  }

  document.addEventListener('visibilitychange', onVisibilityChange)
  window.addEventListener('focus', onFocus)
  const stopListening = listenToRequests(() => void check(true))
  void check()
  return stop
}

async function ask(url: string): Promise<Answer> {
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (saysEnded(response.status, (name) => response.headers.get(name))) return 'ended'
    const answer: unknown = response.ok ? await response.json() : null
    return isLive(answer) ? answer : 'unknown'
  } catch {
    return 'unknown'
  }
}

const isLive = (answer: unknown): answer is LiveAnswer =>
  typeof answer === 'object' &&
  answer !== null &&
  'checkIntervalMs' in answer &&
  typeof answer.checkIntervalMs === 'number'

/** AdminJS's client sends by XMLHttpRequest and lets nobody in: here is the one place that all its answers pass. */
function listenToRequests(onEnded: () => void): () => void {
  const { prototype } = XMLHttpRequest
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with the request that it belongs to
  const original = prototype.send
  function send(this: XMLHttpRequest, body?: Parameters<typeof original>[0]): void {
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
