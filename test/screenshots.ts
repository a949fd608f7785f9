// Makes the pictures of the README from the running demo, and from one with sample data: npm run screenshots.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openDemo } from './support/demo-in-browser.js'
import { logInAs, root } from './support/demo.js'
import { comeBackTo, firefox, iPhone, logInFrom, noticeOf, peopleIn } from './support/people.js'

const pictures = join(root, '.github/screenshots')
await mkdir(pictures, { recursive: true })

/** A drawer slides in. */
const standsStill = (page: Page) =>
  page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState === 'finished'))

/** What administrators and users meet, on a database that has no other sessions than these. */
async function picturesOfSessions(): Promise<void> {
  const { demo, prisma, browser, close } = await openDemo({ SINGLE_USER_SESSION: '3' })
  const people = peopleIn(browser)
  for (const name of ['alice', 'alice', 'bob', 'root']) await logInAs(demo.browser(), name)
  const page = await people.loggedIn(demo.origin, 'carol', '/admin/resources/User')
  for (const name of ['root', 'alice', 'bob']) {
    await page
      .getByRole('row', { name: `${name}@example.com` })
      .locator('.adminjs_Checkbox a')
      .click()
  }
  await page.getByText('Log out on all sessions').click()
  await page.getByRole('button', { name: 'Log out 2 users' }).waitFor()
  await standsStill(page)
  await page.screenshot({ path: join(pictures, 'drawer.png') })

  const replaced = await people.loggedIn(demo.origin, 'bob')
  for (let count = 0; count < 3; count++) await logInFrom(demo, 'bob', firefox)
  await prisma.sessionEvent.updateMany({ where: { event: 'replaced' }, data: { ipAddress: '203.0.113.7' } })
  await noticeOf(replaced)
  await replaced.screenshot({ path: join(pictures, 'login-notice.png') })
  await close()
}

/** Who is online, and how somebody who is logged out in the middle of their work comes back to it. */
async function picturesOfPeople(): Promise<void> {
  const { demo, prisma, browser, close } = await openDemo({ SAMPLE_DATA: 'true', SINGLE_USER_SESSION: '3' })
  const people = peopleIn(browser)
  const online = await people.loggedIn(demo.origin, 'dave', '/admin/pages/whoIsOnline')
  await online.getByRole('region', { name: 'Who is online' }).locator('tbody tr').first().waitFor()
  await standsStill(online)
  await online.screenshot({ path: join(pictures, 'who-is-online.png') })

  const alice = await prisma.user.findUniqueOrThrow({ where: { email: 'alice@example.com' } })
  const tab = await people.loggedIn(demo.origin, 'root', `/admin/resources/User/records/${String(alice.id)}/edit`)
  await tab.setViewportSize({ width: 820, height: 560 })
  const permissions = tab.locator('input[name=permissions]')
  await permissions.fill('single_session.logout')
  const story = [{ words: '1. Root changes what Alice may do.', image: await tab.screenshot() }]
  for (let count = 0; count < 3; count++) await logInFrom(demo, 'root', iPhone)
  await comeBackTo(tab)
  const password = tab.getByRole('alertdialog').locator('input[name=password]')
  await password.waitFor()
  await standsStill(tab)
  story.push({ words: '2. A login elsewhere ends the session.', image: await tab.screenshot() })
  await password.fill('demo')
  await password.press('Enter')
  await tab.getByRole('alertdialog').waitFor({ state: 'detached' })
  await tab.getByRole('button', { name: 'Save' }).click()
  await tab.getByText('Successfully updated').waitFor()
  await standsStill(tab)
  story.push({ words: '3. Root logs in again in place, and saves.', image: await tab.screenshot() })
  const page = await people.visitor(demo.origin)
  await sideBySide(page, story, join(pictures, 'logged-out-and-back.png'))
  await close()
}

/** Puts pictures with words above them side by side, into one file. */
async function sideBySide(page: Page, story: readonly { words: string; image: Buffer }[], path: string): Promise<void> {
  const frames = story.map(
    ({ words, image }) =>
      `<figure style="margin: 0; flex: 1"><figcaption style="margin-bottom: 8px">${words}</figcaption>` +
      `<img style="width: 100%; border: 1px solid #ccc" src="data:image/png;base64,${image.toString('base64')}"></figure>`,
  )
  await page.setViewportSize({ width: 1600, height: 400 })
  await page.setContent(`<main style="display: flex; gap: 16px; font: 18px sans-serif">${frames.join('')}</main>`)
  await page.screenshot({ path })
}

await picturesOfSessions()
await picturesOfPeople()
