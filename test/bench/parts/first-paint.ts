// What a person waits for who opens the panel for the first time: a browser with an empty cache, until it paints the login page
// and the list of users. AdminJS bundles the components for us and for AdminJS alone. The two take turns.
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { PrismaClient } from '@prisma/client'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../../support/browser.js'
import type { Candidate } from '../candidates.js'
import { addUsers } from '../fill.js'
import { pause } from '../load.js'
import type { Plan } from '../plan.js'
import { startServer, type BenchServer } from '../server-process.js'
import { quotients, spreadOf, type Spread } from '../statistics.js'

const compared = ['memory', 'enforced'] as const satisfies readonly Candidate[]
type Compared = (typeof compared)[number]

/** The pages, and what they show when they are there. */
const pages = {
  login: { title: 'login page', path: '/admin/login', shows: 'input[name=password]', isForStrangers: true },
  users: { title: 'list of users', path: '/admin/resources/User', shows: 'table tbody tr', isForStrangers: false },
} as const
export type PaintedPage = keyof typeof pages
export const paintedPages = Object.keys(pages) as PaintedPage[]
export const titleOf = (page: PaintedPage): string => pages[page].title

/** The times of one page, in milliseconds. */
export interface PaintFigures {
  readonly firstPaintMs: Readonly<Record<Compared, Spread>>
  /** Until what the page is for is there. */
  readonly readyMs: Readonly<Record<Compared, Spread>>
  readonly firstPaintOverAdminJs: Spread
  readonly readyOverAdminJs: Spread
}

export interface FirstPaintFigures {
  readonly pages: Readonly<Record<PaintedPage, PaintFigures>>
  /** The script that AdminJS makes of the components. */
  readonly bundleBytes: Readonly<Record<Compared, number>>
  readonly bundleGzipBytes: Readonly<Record<Compared, number>>
}

const bundlePath = '/admin/frontend/assets/components.bundle.js'

/** Measures both pages on a database that has nothing in it yet. */
export async function measureFirstPaint(plan: Plan, url: string, prisma: PrismaClient): Promise<FirstPaintFigures> {
  await addUsers(prisma, 100)
  await prisma.user.updateMany({ where: { id: 1 }, data: { isSuperuser: true } })
  // Within the repository, where the bundle finds the packages that it needs.
  const folder = await mkdtemp(fileURLToPath(new URL('../../../node_modules/bench-', import.meta.url)))
  const browser = await launchBrowser()
  const servers: BenchServer[] = []
  try {
    for (const candidate of compared) {
      const bundlesInto = join(folder, candidate)
      servers.push(await startServer({ candidate, urls: [url], hasPanel: true, bundlesInto }))
    }
    const bundles = await Promise.all(servers.map(({ origin }) => bundleOf(origin)))
    return {
      pages: {
        login: await measurePage(plan, browser, servers, 'login'),
        users: await measurePage(plan, browser, servers, 'users'),
      },
      bundleBytes: byCandidate(bundles.map(({ byteLength }) => byteLength)),
      bundleGzipBytes: byCandidate(bundles.map((bundle) => gzipSync(bundle).byteLength)),
    }
  } finally {
    await browser.close()
    await Promise.all(servers.map((server) => server.stop()))
    await rm(folder, { recursive: true, force: true })
  }
}

/** The bundle, as soon as AdminJS has made it. */
async function bundleOf(origin: string): Promise<Buffer> {
  for (let tries = 0; tries < 600; tries++) {
    const response = await fetch(origin + bundlePath).catch(() => undefined)
    if (response?.ok) return Buffer.from(await response.arrayBuffer())
    await pause(0.1)
  }
  throw new Error(`There is no bundle at ${origin}${bundlePath}`)
}

async function measurePage(
  plan: Plan,
  browser: Browser,
  servers: readonly BenchServer[],
  name: PaintedPage,
): Promise<PaintFigures> {
  const cookies = pages[name].isForStrangers ? [] : await Promise.all(servers.map((server) => server.logIn(1)))
  const times: Opening[][] = compared.map(() => [])
  // The first one of each warms the server up.
  for (let round = -1; round < plan.openings; round++) {
    const inTurn = [...servers.entries()]
    // Whoever comes second finds the machine warmer.
    if (round % 2 === 0) inTurn.reverse()
    for (const [index, { origin }] of inTurn) {
      const opening = await open(browser, origin, cookies[index] ?? '', name)
      if (round >= 0) times[index]?.push(opening)
    }
  }
  const of = (time: keyof Opening) => times.map((openings) => openings.map((opening) => opening[time]))
  const [firstPaint, ready] = [of('firstPaintMs'), of('readyMs')]
  return {
    firstPaintMs: byCandidate(firstPaint.map(spreadOf)),
    readyMs: byCandidate(ready.map(spreadOf)),
    firstPaintOverAdminJs: overAdminJs(firstPaint),
    readyOverAdminJs: overAdminJs(ready),
  }
}

interface Opening {
  readonly firstPaintMs: number
  readonly readyMs: number
}

/** Opens the page in a browser that has nothing in its cache. */
async function open(browser: Browser, origin: string, cookieHeader: string, name: PaintedPage): Promise<Opening> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    const cookies = cookieHeader.split('; ').filter((cookie) => cookie !== '')
    await context.addCookies(
      cookies.map((cookie) => {
        const [key = '', value = ''] = cookie.split(/=(.*)/s)
        return { name: key, value, url: origin }
      }),
    )
    const page = await context.newPage()
    await page.goto(origin + pages[name].path, { waitUntil: 'commit' })
    await page.waitForSelector(pages[name].shows)
    return await page.evaluate(() => ({
      firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
      readyMs: performance.now(),
    }))
  } finally {
    await context.close()
  }
}

const overAdminJs = ([memory = [], enforced = []]: readonly number[][]): Spread => spreadOf(quotients(enforced, memory))

function byCandidate<T>(values: readonly T[]): Record<Compared, T> {
  // There is one for each of them, in their order.
  return Object.fromEntries(compared.map((candidate, index) => [candidate, values[index]])) as Record<Compared, T>
}
