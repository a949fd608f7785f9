// What has to be true of every app of the matrix, over HTTP: one user in two browsers, and an administrator.
import assert from 'node:assert/strict'
import { BrowserClient } from '../../support/browser-client.js'
import { isLoggedIn, logIn } from '../../support/log-in.js'
import { noticeFor } from '../../support/login-notice.js'
import { readDatabase } from './tables.js'

/** The first browser is logged out by the second and told why; then an administrator logs the user out everywhere. */
export async function travel(origin: string, url: string): Promise<void> {
  const second = await logInTwice(origin)
  const root = new BrowserClient(origin)
  await logIn(root, 'root')
  const path = `/admin/api/resources/User/bulk/logoutOnAllSessions?recordIds=${await idOf(root, 'foo@example.com')}`
  const { text } = await root.post(path)
  assert.match(text, /"type":"success"/, 'the bulk logout answers')
  assert.deepEqual([await isLoggedIn(second), await isLoggedIn(root)], [false, true], 'who is in after the bulk logout')
  assert.equal((await noticeFor(second))?.message, 'singleSessionEndedRevoked')

  const { events, live } = await readDatabase(url)
  assert.deepEqual(events.sort(), ['login', 'login', 'login', 'replaced', 'revoked'])
  assert.deepEqual(live, ['root@example.com'])
}

/** The same in an app with one user. */
export async function travelAlone(origin: string, url: string): Promise<void> {
  await logInTwice(origin)
  const { events, live } = await readDatabase(url)
  assert.deepEqual(events.sort(), ['login', 'login', 'replaced'])
  assert.deepEqual(live, ['foo@example.com'])
}

/** Logs foo in by two browsers, of which the first is out then and told why; returns the second. */
async function logInTwice(origin: string): Promise<BrowserClient> {
  const [first, second] = [new BrowserClient(origin), new BrowserClient(origin)]
  for (const browser of [first, second]) {
    const { status, text } = await logIn(browser, 'foo')
    assert.equal(status, 302, `the login answers ${String(status)}: ${text.slice(0, 500)}`)
  }
  assert.deepEqual([await isLoggedIn(first), await isLoggedIn(second)], [false, true], 'who is in after two logins')
  assert.equal((await noticeFor(first))?.message, 'singleSessionEndedReplaced')
  return second
}

/** The id of a user, from the list of users as the panel has it. */
async function idOf(browser: BrowserClient, email: string): Promise<string> {
  const list = (await browser.get('/admin/api/resources/User/actions/list')).json() as {
    records: { id: string; params: { email: string } }[]
  }
  const found = list.records.find(({ params }) => params.email === email)
  assert.ok(found, `the panel lists ${email}`)
  return found.id
}
