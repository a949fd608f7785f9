// Pictures of pages, for whoever wants to look at what the browser journeys see.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** Takes some, in light and dark and on a phone, if SCREENSHOTS names a folder for them. */
export async function picture(tab: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  for (const [suffix, width, colorScheme] of [
    ['', 1280, 'light'],
    ['-dark', 1280, 'dark'],
    ['-phone', 375, 'light'],
  ] as const) {
    await tab.setViewportSize({ width, height: width === 375 ? 700 : 800 })
    await tab.emulateMedia({ colorScheme })
    await tab.screenshot({ path: join(folder, `${name}${suffix}.png`) })
  }
  await tab.setViewportSize({ width: 1280, height: 800 })
}

/** Takes one of what a tab shows, likewise. */
export async function pictureAsItIs(tab: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  await tab.screenshot({ path: join(folder, `${name}.png`) })
}
