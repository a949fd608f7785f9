// Panels of AdminJS on a cluster: each is a process of its own to the database, with a pool of its own, at its own address.
import type { PrismaClient } from '@prisma/client'
import { startApp, type TestApp } from '../../support/app.js'
import { BrowserClient, type Answer } from '../../support/browser-client.js'
import { openWith, type WatchedDatabase } from '../../support/open-with.js'

export interface Panel {
  readonly app: TestApp
  readonly database: WatchedDatabase
}

/** How long the driver waits for its server, and the package for the database. */
const waitMs = 2500
const queryTimeoutMs = 3000
/** The connections of a pool: few, so that one that is lost is missed. */
export const connections = 5

/** Starts a panel at each of these addresses. */
export async function startPanels(urls: readonly string[], byPooler: boolean): Promise<Panel[]> {
  const panels: Panel[] = []
  for (const url of urls) {
    const database = openWith(url, { waitMs, byPooler, connections })
    panels.push({ database, app: await startApp({ database, settings: { queryTimeoutMs } }) })
  }
  return panels
}

/** The same browser, as it is seen by another panel behind the same name. */
export function at({ app }: Panel, browser: BrowserClient): BrowserClient {
  const same = new BrowserClient(app.origin)
  for (const [name, value] of browser.cookies) same.cookies.set(name, value)
  return same
}

/** Asks until the database has an answer, which it has to have in a while. */
export async function untilAnswered(ask: () => Promise<Answer>, withinMs = 60_000): Promise<Answer> {
  const endsAt = performance.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (answer.status !== 503 || performance.now() > endsAt) return answer
  }
}

/** Whether all connections of a pool can be in use at once: each waits for the others. */
export async function hasWholePool(prisma: PrismaClient): Promise<boolean> {
  let present = 0
  let meet: () => void = () => undefined
  const all = new Promise<void>((resolve) => (meet = resolve))
  const patience = { maxWait: 10_000, timeout: 20_000 }
  const one = () =>
    prisma.$transaction(async (transaction) => {
      await transaction.$queryRawUnsafe('SELECT 1 AS one')
      if ((present += 1) === connections) meet()
      await Promise.race([all, new Promise((_, reject) => setTimeout(reject, 10_000).unref())])
    }, patience)
  const outcomes = await Promise.allSettled(Array.from({ length: connections }, one))
  return outcomes.every(({ status }) => status === 'fulfilled')
}
