// What people see, in a real browser on the demo: one user in two browsers, and an administrator who logs others out.
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { newVisitor } from './support/browser.js'
import { isLoggedIn } from './support/app.js'
import { openDemo, type DemoInBrowser } from './support/demo-in-browser.js'
import { logInAs, type Demo } from './support/demo.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('a browser takes its time, and the actions behind it run on every database without one')

let browser: Browser
let demo: Demo
let close: () => Promise<void>
let problems: string[]
let prisma: DemoInBrowser['prisma']

before(async () => {
  ;({ demo, prisma, browser, close } = await openDemo({}))
})
after(() => close())
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  await prisma.session.deleteMany()
})

/** A person at a browser of their own. */
async function visitor(): Promise<Page> {
  const { page, problems: found } = await newVisitor(browser, { baseURL: demo.origin })
  problems = found
  return page
}

async function logIn(page: Page, name: string): Promise<void> {
  await page.goto('/admin/login')
  await page.getByPlaceholder('Email').fill(`${name}@example.com`)
  await page.getByPlaceholder('Password').fill('demo')
  await page.getByRole('button', { name: 'Login' }).click()
  await page.waitForURL('**/admin')
}

/** AdminJS hides the real checkbox behind what it draws. */
const checkbox = '.adminjs_Checkbox a'

/** Opens the drawer of an action for some users of the list. */
async function openDrawer(page: Page, names: string[], action: string): Promise<void> {
  await page.goto('/admin/resources/User')
  for (const name of names) {
    await page
      .getByRole('row', { name: `${name}@example.com` })
      .locator(checkbox)
      .click()
  }
  await page.getByText(action, { exact: true }).first().click()
  await page.getByRole('button', { name: /^Log out \d+ users?$/ }).waitFor()
}

describe('in the browser', () => {
  it('logs the first browser out when the same user logs in on the second', async () => {
    const [first, second] = [await visitor(), await visitor()]
    await logIn(first, 'alice')
    await logIn(second, 'alice')
    await first.reload()
    assert.match(first.url(), /\/admin\/login$/)
    await second.reload()
    assert.match(second.url(), /\/admin$/)
  })

  it('logs out by the menu', async () => {
    const page = await visitor()
    await logIn(page, 'bob')
    await page.locator('[data-css=logged-in]').getByText('bob@example.com').click()
    await page.locator('[data-css=logged-in]').getByText('Log out', { exact: true }).click()
    await page.waitForURL('**/admin/login')
    await page.goto('/admin')
    assert.match(page.url(), /\/admin\/login$/)
  })

  it('shows whom an action will log out and whom it skips, does it, and says so', async () => {
    const [alice, root] = [demo.browser(), demo.browser()]
    await logInAs(alice, 'alice')
    await logInAs(root, 'root')
    const page = await visitor()
    await logIn(page, 'carol')
    await openDrawer(page, ['alice', 'bob', 'root'], 'Log out on all sessions')
    await page.getByText('1 user will be logged out on 1 session.').waitFor()
    const row = (name: string) =>
      page.locator('[data-css=single-session-drawer] tr').filter({ hasText: `${name}@example.com` })
    assert.match(await row('alice').innerText(), /1/)
    assert.match(await row('bob').innerText(), /0/)
    assert.match(await row('root').innerText(), /Skipped: admin user/i)
    await page.getByRole('button', { name: 'Log out 1 user' }).click()
    await page.getByText('Ended 1 session of 1 user. Skipped, because they are admin users: root@example.com').waitFor()
    await page.waitForURL(/\/admin\/resources\/User(\?|$)/)
    assert.deepEqual([await isLoggedIn(alice), await isLoggedIn(root)], [false, true])
    assert.deepEqual(problems, [])
  })

  it('offers each only what they may do', async () => {
    const expected: [name: string, actions: string[]][] = [
      ['root', ['Log out on all sessions', 'Log out on all sessions (admin users too)']],
      ['dave', ['Log out on all sessions (admin users too)']],
      ['alice', []],
    ]
    for (const [name, actions] of expected) {
      const page = await visitor()
      await logIn(page, name)
      await page.goto('/admin/resources/User')
      await page.getByRole('row', { name: 'bob@example.com' }).waitFor()
      const box = page.getByRole('row', { name: 'bob@example.com' }).locator(checkbox)
      if ((await box.count()) > 0) await box.click()
      const shown = await page.getByText(/^Log out on all sessions/).allInnerTexts()
      assert.deepEqual(shown.sort(), actions, name)
    }
  })

  it('tells an administrator who logs out themselves, before and after', async () => {
    const page = await visitor()
    await logIn(page, 'root')
    await openDrawer(page, ['root'], 'Log out on all sessions (admin users too)')
    await page.getByText('You selected yourself: you will be logged out too.').waitFor()
    await page.getByRole('button', { name: 'Log out 1 user' }).click()
    const dialog = page.getByRole('dialog', { name: 'Log out on all sessions (admin users too)' })
    await dialog.getByLabel('Your password').fill('demo')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/admin/login')
    await page.getByText('You logged out yourself, on all your sessions.').waitFor()
    // Until they log in again.
    await page.reload()
    await page.getByText('You logged out yourself, on all your sessions.').waitFor()
  })

  it('cannot press a button when there is nobody to log out', async () => {
    const page = await visitor()
    await logIn(page, 'dave')
    await openDrawer(page, ['bob'], 'Log out on all sessions (admin users too)')
    await page.getByText('Nobody in this selection can be logged out with this action.').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Log out 0 users' }).isDisabled(), true)
  })
})
