// Makes the pictures of the README from the running demo: npm run screenshots.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openDemo } from './support/demo-in-browser.js'
import { logInAs, root } from './support/demo.js'
import { chrome, firefox, iPhone, logInFrom, noticeOf, peopleIn } from './support/people.js'

const pictures = join(root, '.github/screenshots')
await mkdir(pictures, { recursive: true })
const { demo, prisma, browser, close } = await openDemo({ SINGLE_USER_SESSION: '3' })
const people = peopleIn(browser)

/** A drawer slides in. */
const standsStill = (page: Page) =>
  page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState === 'finished'))

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

try {
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

  await page.getByRole('button', { name: 'Log out 2 users' }).click()
  await page.getByText(/^Logged out 2 users on 3 sessions/).waitFor()
  await page.screenshot({ path: join(pictures, 'notice.png') })

  // Devices that were seen at other times and in other places.
  const devices: [userAgent: string, lastSeen: number, loggedIn: number, ipAddress: string][] = [
    [firefox, 0, 50, '203.0.113.7'],
    [iPhone, 12, 9 * 60, '198.51.100.24'],
    [chrome, 3 * 60, 26 * 60, '203.0.113.7'],
  ]
  for (const [userAgent, lastSeen, loggedIn, ipAddress] of devices) {
    await logInFrom(demo, 'alice', userAgent)
    const data = { lastSeenAt: minutesAgo(lastSeen), createdAt: minutesAgo(loggedIn), ipAddress }
    await prisma.userSession.updateMany({ where: { userAgent }, data })
  }
  const row = page.getByRole('row', { name: 'alice@example.com' })
  await page.goto('/admin/resources/User')
  await row.getByTestId('actions-dropdown').hover()
  await row.getByTestId('action-sessions').click()
  await page.getByRole('region', { name: 'Sessions' }).waitFor()
  await page.mouse.move(0, 0)
  await standsStill(page)
  await page.screenshot({ path: join(pictures, 'sessions.png') })

  const replaced = await people.loggedIn(demo.origin, 'bob')
  for (let count = 0; count < 3; count++) await logInFrom(demo, 'bob', firefox)
  await prisma.sessionEvent.updateMany({ where: { event: 'replaced' }, data: { ipAddress: '203.0.113.7' } })
  await noticeOf(replaced)
  await replaced.screenshot({ path: join(pictures, 'login-notice.png') })
} finally {
  await close()
}
