// A row of the matrix as people see it: the tab of the first browser goes to the login page by itself and tells why, and an
// administrator finds the action in the list.
import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, newVisitor } from '../../support/browser.js'

/** The login page; a tab that is led there says where it was. */
const loginPage = /\/admin\/login(\?|$)/

export async function lookWithChromium(origin: string): Promise<void> {
  const browser = await launchBrowser()
  try {
    const [first, second] = [await logInAs(browser, origin, 'bar'), await logInAs(browser, origin, 'bar')]
    await first.page.waitForURL(loginPage)
    await first.page
      .getByText(/logged out/i)
      .first()
      .waitFor()
    const root = await logInAs(browser, origin, 'root')
    await root.page.goto(`${origin}/admin/resources/User`)
    await root.page.getByRole('row', { name: 'bar@example.com' }).locator('.adminjs_Checkbox a').click()
    await root.page.getByText('Log out on all sessions', { exact: true }).first().click()
    await root.page.getByRole('button', { name: 'Log out 1 user' }).click()
    await second.page.waitForURL(loginPage)
    // A tab whose session has ended is told so by a 401, which the browser notes.
    const problems = [first, second, root].flatMap((one) => one.problems).filter((text) => !text.includes(' 401 '))
    assert.deepEqual(problems, [])
  } finally {
    await browser.close()
  }
}

async function logInAs(browser: Browser, origin: string, name: string): Promise<{ page: Page; problems: string[] }> {
  const { page, problems } = await newVisitor(browser)
  await page.goto(`${origin}/admin/login`)
  await page.getByPlaceholder('Email').fill(`${name}@example.com`)
  await page.getByPlaceholder('Password').fill('secret')
  await page.getByRole('button', { name: 'Login' }).click()
  await page.waitForURL(/\/admin\/?$/)
  return { page, problems }
}
