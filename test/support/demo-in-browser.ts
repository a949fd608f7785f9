// The demo on a fresh SQLite file, with a real browser in front of it and a client behind it.
import type { Browser } from 'playwright-core'
import { launchBrowser } from './browser.js'
import { connect } from './database.js'
import { startDemo, stopDemos, temporaryFolder, type Demo } from './demo.js'

export interface DemoInBrowser {
  readonly demo: Demo
  readonly prisma: ReturnType<typeof connect>
  readonly browser: Browser
  readonly close: () => Promise<void>
}

/** Starts them all; `env` is the demo's environment. */
export async function openDemo(env: NodeJS.ProcessEnv): Promise<DemoInBrowser> {
  const { folder, remove } = await temporaryFolder()
  const url = `file:${folder}/demo.db`
  const demo = await startDemo({ DATABASE_URL: url, ...env })
  const prisma = connect(url)
  const browser = await launchBrowser()
  return {
    demo,
    prisma,
    browser,
    async close() {
      await browser.close()
      await prisma.$disconnect()
      await stopDemos()
      await remove()
    },
  }
}
