// Logging in and out as the panels of the tests take it, and whether a browser is in.
import type { BrowserClient } from './browser-client.js'

export const secret = 'a secret of more than thirty-two characters'

export const logIn = (browser: BrowserClient, name: string, password = 'secret') =>
  browser.post('/admin/login', { email: `${name}@example.com`, password })

export const logOut = (browser: BrowserClient) => browser.get('/admin/logout')

/** Whether the panel lets this browser in. */
export async function isLoggedIn(browser: BrowserClient): Promise<boolean> {
  const { status, location } = await browser.get('/admin')
  if (status === 200) return true
  if (status === 302 && location === '/admin/login') return false
  throw new Error(`neither in nor out: ${String(status)}`)
}
