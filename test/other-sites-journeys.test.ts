// Pages of other sites and of the panel itself over plain HTTP, where browsers say less of where a request comes from; and
// what is behind the button "back" after a logout. In a real browser, which keeps pages to go back to as people's do.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from './support/browser.js'
import { startDemo, stopDemos, temporaryFolder, type Demo } from './support/demo.js'
import { peopleIn, type People } from './support/people.js'

let browser: Browser
let people: People
let demo: Demo
const cleanUp: (() => Promise<unknown>)[] = []

before(async () => {
  const { folder, remove } = await temporaryFolder()
  cleanUp.unshift(remove)
  demo = await startDemo({ DATABASE_URL: `file:${folder}/demo.db` })
  cleanUp.unshift(stopDemos)
  browser = await launchBrowser({ keepsPages: true })
  cleanUp.unshift(() => browser.close())
  people = peopleIn(browser)
})
after(async () => {
  for (const step of cleanUp) await step()
})
afterEach(() => people.leave())

/** A page of another site; returns its URL, over plain HTTP and under a name that the browser does not trust. */
async function servePage(html: string): Promise<string> {
  const server = createServer((_req, res) => res.setHeader('content-type', 'text/html').end(html))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanUp.unshift(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return `http://evil.test:${String((server.address() as AddressInfo).port)}/`
}

/** Bob in the list of users; the login page of the demo names him too. */
const users = (page: Page) => page.locator('td').getByText('bob@example.com')

describe('over plain HTTP', () => {
  const panel = () => demo.origin.replace('localhost', 'panel.test')

  it('the panel works, its logout link too, although the browser does not send Sec-Fetch-Site', async () => {
    const page = await people.loggedIn(panel(), 'root', '/admin/resources/User')
    await users(page).first().waitFor()
    const question = page.waitForRequest('**/admin/logout')
    await page.getByText('root@example.com').first().click()
    await page.getByText('Log out', { exact: true }).click()
    const headers = await (await question).allHeaders()
    assert.deepEqual([headers['sec-fetch-site'], headers.origin], [undefined, undefined])
    await page.waitForURL('**/admin/login')
    await page.goto('/admin')
    await page.waitForURL('**/admin/login')
  })

  it('a page of another site logs nobody out: a link is refused, and a silent one is a question', async () => {
    const page = await people.loggedIn(panel(), 'root')
    const logout = `${panel()}/admin/logout`
    const list = `${panel()}/admin/api/resources/User/actions/list`
    const evil = await servePage(`<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">
      <a id="link" href="${logout}">x</a> <a id="api" href="${list}">x</a>
      <a id="silent" rel="noreferrer" href="${logout}">x</a> <a id="silent-api" rel="noreferrer" href="${list}">x</a>
      <a id="page" rel="noreferrer" href="${panel()}/admin/resources/User">x</a>`)
    const follow = async (id: string): Promise<number> => {
      await page.goto(evil)
      const answered = page.waitForResponse((response) => response.url().startsWith(panel()))
      await page.locator(`#${id}`).click()
      return (await answered).status()
    }
    for (const id of ['link', 'api', 'silent-api']) assert.equal(await follow(id), 403, id)
    assert.equal(await follow('page'), 200)
    await users(page).first().waitFor()
    assert.equal(await follow('silent'), 200)
    await page.getByRole('heading', { name: 'Do you want to log out?' }).waitFor()
    await page.getByRole('link', { name: 'Cancel' }).click()
    await page.waitForURL('**/admin')
    await page.goto('/admin/resources/User')
    await users(page).first().waitFor()

    assert.equal(await follow('silent'), 200)
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.waitForURL('**/admin/login')
    await page.goto('/admin')
    await page.waitForURL('**/admin/login')
  })
})

describe('after a logout', () => {
  it('"back" shows no page of the panel, not for a moment', async () => {
    const page = await people.loggedIn(demo.origin, 'root', '/admin/resources/User')
    await users(page).first().waitFor()
    await page.goto('/admin/logout')
    await page.waitForURL('**/admin/login')
    const session = await page.context().newCDPSession(page)
    await session.send('Page.enable')
    const reasons = new Promise<string[]>((resolve) => {
      session.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) => {
        resolve(notRestoredExplanations.map(({ reason }) => reason))
      })
    })
    await page.goBack({ waitUntil: 'commit' })
    assert.equal(await users(page).count(), 0)
    await page.waitForURL(/\/admin\/login\?next=/)
    assert.equal(await users(page).count(), 0)
    // A browser without a screen keeps no pages to go back to, but it tells what else would have kept it from doing so.
    assert.ok((await reasons).includes('MainResourceHasCacheControlNoStore'))
  })
})
