// People at browsers of their own, in one Chromium. What must never happen to any of them is noted: a box that the browser
// itself puts up, and an error in a page.
import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { newVisitor } from './browser.js'
import type { TestApp } from './app.js'
import type { BrowserClient } from './browser-client.js'
import type { Demo } from './demo.js'

/** What browsers call themselves. */
export const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox/120.0'
export const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1'
export const chrome =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36'

/** The screen of a phone. */
export const phone = { width: 375, height: 740 }

export interface People {
  /** A person at a browser that has not been here before. */
  visitor(origin: string): Promise<Page>
  /** The same, logged in: on the page with that path. */
  loggedIn(origin: string, name: string, path?: string): Promise<Page>
  /** Sends them all home, and fails if one of them saw what nobody should see. */
  leave(): Promise<void>
}

export function peopleIn(browser: Browser): People {
  const boxes: string[] = []
  const problems: string[][] = []

  async function visitor(origin: string): Promise<Page> {
    const { page, problems: found } = await newVisitor(browser, { baseURL: origin })
    problems.push(found)
    page.on('dialog', (box) => {
      boxes.push(`${box.type()}: ${box.message()}`)
      void box.dismiss()
    })
    return page
  }

  return {
    visitor,
    async loggedIn(origin, name, path) {
      const page = await visitor(origin)
      await page.goto('/admin/login')
      await page.getByPlaceholder('Email').fill(`${name}@example.com`)
      await page.getByPlaceholder('Password').fill('demo')
      await page.getByRole('button', { name: 'Login' }).click()
      await page.waitForURL('**/admin')
      if (path !== undefined) await page.goto(path)
      return page
    },
    async leave() {
      await Promise.all(browser.contexts().map((context) => context.close()))
      assert.deepEqual(boxes.splice(0), [])
      // The browser itself notes each answer that is no success, as those about an ended session are, and AdminJS throws
      // those away unread: what it throws has no text.
      const isOurs = (problem: string) => !/Failed to load resource|^uncaught on \S+: $/.test(problem)
      assert.deepEqual(problems.splice(0).flat().filter(isOurs), [])
    },
  }
}

/** Logs in over HTTP, as a browser that calls itself so. */
export async function logInFrom(demo: Demo, name: string, userAgent?: string): Promise<BrowserClient> {
  const client = demo.browser()
  const headers = userAgent === undefined ? {} : { 'user-agent': userAgent }
  const fields = { email: `${name}@example.com`, password: 'demo' }
  assert.equal((await client.post('/admin/login', fields, { headers })).location, '/admin')
  return client
}

/**
 * Logs a user in at an app of the tests, for the browser of this tab: by a request in the name of that browser, because the
 * login page tells no other one why the session ended.
 */
export async function logInFor(tab: Page, app: TestApp, name: string): Promise<void> {
  const client = app.browser()
  const headers = { 'user-agent': await tab.evaluate(() => navigator.userAgent) }
  const fields = { email: `${name}@example.com`, password: 'secret' }
  assert.equal((await client.post('/admin/login', fields, { headers })).status, 302)
  const cookies = [...client.cookies].map(([cookie, value]) => ({ name: cookie, value, url: app.origin }))
  await tab.context().addCookies(cookies)
}

/** Does what a tab does when somebody comes back to it: it asks at once whether its session is live. */
export async function comeBackTo(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
}

/** Waits until the tab is on the login page, and returns what that page says of the end of the session. */
export async function noticeOf(page: Page): Promise<string> {
  await page.waitForURL(({ pathname }) => pathname === '/admin/login')
  const [notice = ''] = (await page.locator('form :is([role=alert], [role=status])').innerText()).split('\n')
  return notice
}
