// Makes the pictures of the README from the running demo: npm run screenshots.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { launchBrowser, newVisitor } from './support/browser.js'
import { logInAs, root, startDemo, temporaryFolder } from './support/demo.js'

const pictures = join(root, '.github/screenshots')
await mkdir(pictures, { recursive: true })
const { folder, remove } = await temporaryFolder()
const demo = await startDemo({ DATABASE_URL: `file:${folder}/demo.db`, SINGLE_USER_SESSION: '2' })
const browser = await launchBrowser()

try {
  for (const name of ['alice', 'alice', 'bob', 'root']) await logInAs(demo.browser(), name)
  const { page } = await newVisitor(browser, { baseURL: demo.origin })
  await page.goto('/admin/login')
  await page.getByPlaceholder('Email').fill('carol@example.com')
  await page.getByPlaceholder('Password').fill('demo')
  await page.getByRole('button', { name: 'Login' }).click()
  await page.waitForURL('**/admin')

  await page.goto('/admin/resources/User')
  for (const name of ['root', 'alice', 'bob']) {
    await page
      .getByRole('row', { name: `${name}@example.com` })
      .locator('.adminjs_Checkbox a')
      .click()
  }
  await page.getByText('Log out on all sessions').click()
  await page.getByRole('button', { name: 'Log out 2 users' }).waitFor()
  // The drawer slides in.
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState === 'finished'))
  await page.screenshot({ path: join(pictures, 'drawer.png') })

  await page.getByRole('button', { name: 'Log out 2 users' }).click()
  await page.getByText(/^Logged out 2 users on 3 sessions/).waitFor()
  await page.screenshot({ path: join(pictures, 'notice.png') })
} finally {
  await browser.close()
  await demo.process.stop()
  await remove()
}
