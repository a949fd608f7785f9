// Asks the server whether the session of this browser is live.
import { isLive } from './tab-channel.js'
import { saysEnded, type LiveAnswer } from './wire.js'

/** How long the server may take to answer. */
const timeoutMs = 10_000

/** What the server says: how long the session has left, or that it has ended. */
export type Answer = LiveAnswer | 'ended' | 'unknown'

/** Asks `url`; with POST, it uses the session. A server that cannot be reached says nothing. */
export async function askSession(url: string, method: 'GET' | 'POST' = 'GET'): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method,
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
