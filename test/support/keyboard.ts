// Ways over a page for people who use the keyboard alone.
import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'

/** Goes on with the Tab key until the focus is there. */
export async function tabTo(target: Locator): Promise<void> {
  await target.waitFor()
  const page = target.page()
  for (let steps = 0; steps < 60; steps++) {
    if ((await target.and(page.locator(':focus')).count()) === 1) return
    await page.keyboard.press('Tab')
  }
  assert.fail('The Tab key does not lead there.')
}

/** Waits until the focus is there by itself. */
export const untilFocused = (target: Locator) => target.and(target.page().locator(':focus')).waitFor()
