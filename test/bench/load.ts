// Load on a server: every connection is another browser, and asks again as soon as it is answered.
import autocannon from 'autocannon'
import { BrowserClient } from '../support/browser-client.js'
import { percentile } from './statistics.js'

export interface Load {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/**
 * Asks for a page, that of whoever is logged in unless told otherwise, in one connection for each of the cookies, until
 * `work` is done. What is under way then counts too, however long its answer takes: those are the requests that the work held up.
 */
export async function loadDuring(
  work: () => Promise<unknown>,
  origin: string,
  cookies: readonly string[],
  path = '/me',
): Promise<Load> {
  const latenciesMs: number[] = []
  const wrong: number[] = []
  const { run, started, finished } = startLoad(origin + path, cookies)
  await started
  let isOver = false
  let answeredInTime = 0
  const drained = new Promise<void>((resolve) => {
    const last = new Set<autocannon.Client>()
    run.on('response', (client, statusCode, _bytes, responseTime) => {
      if (last.has(client)) return
      if (statusCode !== 200) wrong.push(statusCode)
      latenciesMs.push(responseTime)
      if (isOver) last.add(client)
      else answeredInTime += 1
      if (last.size === cookies.length) resolve()
    })
  })
  const firstAnswer = new Promise<void>((resolve) => {
    run.once('response', () => {
      resolve()
    })
  })
  const start = performance.now()
  let seconds = 0
  try {
    await work()
    // A machine with much else to do may need longer than the work for one.
    await Promise.race([firstAnswer, finished])
    seconds = (performance.now() - start) / 1000
    isOver = true
    await Promise.race([drained, finished])
  } finally {
    run.stop()
  }
  const { errors } = await finished
  if (wrong.length + errors > 0) {
    throw new Error(
      `${String(wrong.length)} answers were not 200 (${String(wrong[0])}), ${String(errors)} did not come`,
    )
  }
  return {
    perSecond: answeredInTime / seconds,
    p50Ms: percentile(latenciesMs, 50),
    p99Ms: percentile(latenciesMs, 99),
  }
}

/** The same for a number of seconds. */
export function loadFor(seconds: number, origin: string, cookies: readonly string[], path?: string): Promise<Load> {
  return loadDuring(() => pause(seconds), origin, cookies, path)
}

/** How many logins a second several servers answer together, each connection being another user in a new browser each time. */
export async function loginsFor(seconds: number, origins: readonly string[], connections: number): Promise<number> {
  const each = connections / origins.length
  const counts = origins.map(async (origin, server) => {
    let user = server * each
    const run = autocannon({
      ...{ url: origin, method: 'POST', connections: each, duration: seconds, timeout: 30, bailout: 1 },
      setupClient(client) {
        user += 1
        client.setRequests([{ method: 'POST', path: `/login/${String(user)}` }])
      },
    })
    const { '2xx': answered, non2xx, errors, duration } = await run
    if (non2xx + errors > 0) throw new Error(`${String(non2xx)} logins were refused, ${String(errors)} not answered`)
    return answered / duration
  })
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
}

function startLoad(url: string, cookies: readonly string[]) {
  let connections = 0
  const options: autocannon.Options = {
    url,
    connections: cookies.length,
    // Stopped by hand; it looks for that as often as it takes a sample.
    duration: 3600,
    sampleInt: 20,
    // A server that answers late is what we want to see; one that is gone is not.
    timeout: 3600,
    bailout: 1,
    setupClient(client) {
      client.setHeaders({ cookie: cookies[connections++ % cookies.length] ?? '' })
    },
  }
  let finish: (result: autocannon.Result) => void = () => undefined
  const finished = new Promise<autocannon.Result>((resolve) => (finish = resolve))
  const run = autocannon(options, (error: Error | null, result) => {
    if (error) throw error
    finish(result)
  })
  const started = new Promise<void>((begin) => {
    run.once('start', () => {
      begin()
    })
  })
  return { run, started, finished }
}

/** Uses each of the sessions once, one after the other. */
export async function useOnce(origin: string, cookies: readonly string[]): Promise<void> {
  for (const cookie of cookies) {
    const { status } = await new BrowserClient(origin).get('/me', { headers: { cookie } })
    if (status !== 200) throw new Error(`A session was not let in: ${String(status)}`)
  }
}

export const pause = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000))
