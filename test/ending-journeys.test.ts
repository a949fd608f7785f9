// A session comes to its end while people look at the panel, in real browsers: an open tab says so in time, and offers to stay.
import '../src/demo/adminjs-environment.mjs'
import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, afterEach, before, describe, it, type TestContext } from 'node:test'
import AdminJS from 'adminjs'
import type { Browser, Page } from 'playwright-core'
import type { SingleSessionOptions } from '../src/index.js'
import { closeApps, idOf, startApp, type TestApp } from './support/app.js'
import { launchBrowser } from './support/browser.js'
import { logInFor, noticeOf, peopleIn, type People } from './support/people.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('it is about browsers')

let browser: Browser
let people: People

before(async () => {
  browser = await launchBrowser()
  people = peopleIn(browser)
})
after(() => browser.close())
afterEach(async () => {
  await people.leave()
  await closeApps()
})

/** A panel whose time goes on at our word, and a person who is logged in there and has begun to change an address. */
async function atWork(t: TestContext, settings: Partial<SingleSessionOptions>, language = 'en') {
  const time = { now: Date.now() }
  const bundling = t.mock.method(AdminJS.prototype, 'initialize')
  const app = await startApp({
    settings: { cookie: { secure: 'auto' }, checkIntervalMs: 500, clock: () => new Date(time.now), ...settings },
    userOptions: { editProperties: ['email'] },
    adminOptions: { locale: { language, availableLanguages: [language] } },
  })
  await bundling.mock.calls[0]?.result
  const tab = await people.visitor(app.origin)
  await logInFor(tab, app, 'root')
  await tab.goto(`/admin/resources/User/records/${String(await idOf(app.prisma, 'bar'))}/edit`)
  await tab.locator('#email').fill('robert@example.com')
  return { app, tab, time }
}

const warningOf = (tab: Page) => tab.getByRole('alertdialog', { name: 'Your session is about to end' })

/** Saves what was typed, and makes sure of it. */
async function save(app: TestApp, tab: Page): Promise<void> {
  const saved = tab.waitForResponse(
    (response) => response.url().endsWith('/edit') && response.request().method() === 'POST',
  )
  await tab.getByRole('button', { name: 'Save' }).click()
  assert.equal((await saved).status(), 200)
  assert.equal(await app.prisma.user.count({ where: { email: 'robert@example.com' } }), 1)
}

/** A picture for whoever wants to look: SCREENSHOTS names the folder. */
async function picture(tab: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  await tab.screenshot({ path: join(folder, `${name}.png`) })
}

const minute = 60_000
const idle = { idleTimeoutMs: 30 * minute, touchAfterMs: 0 }

describe('a tab whose session nobody has used for a while', () => {
  it('says so a minute before the end, and "Stay logged in" keeps the session and what was typed', async (t) => {
    const { app, tab, time } = await atWork(t, idle)
    time.now += 29 * minute - 5000
    await tab.waitForResponse('**/api/single-session')
    await tab.waitForResponse('**/api/single-session')
    assert.equal(await warningOf(tab).count(), 0)
    time.now += 10_000
    await warningOf(tab).waitFor()
    await picture(tab, 'idle-warning')
    const stay = tab.getByRole('button', { name: 'Stay logged in' })
    assert.equal(await stay.evaluate((button) => button === document.activeElement), true)
    assert.match(await tab.getByRole('timer').innerText(), /^Time left: 5\d seconds$/)
    await stay.press('Enter')
    await warningOf(tab).waitFor({ state: 'detached' })
    assert.equal(await tab.locator('#email').inputValue(), 'robert@example.com')
    const { expiresAt } = await app.prisma.session.findFirstOrThrow()
    assert.equal(expiresAt.getTime(), time.now + 30 * minute)
    time.now += 10 * minute
    await save(app, tab)
  })

  it('takes Escape for "I am here", and gives the focus back to where the user was typing', async (t) => {
    const { app, tab, time } = await atWork(t, idle)
    time.now += 29 * minute + 10_000
    await warningOf(tab).waitFor()
    await tab.keyboard.press('Escape')
    await warningOf(tab).waitFor({ state: 'detached' })
    assert.equal(await tab.evaluate(() => document.activeElement?.id), 'email')
    const endOf = async () => (await app.prisma.session.findFirstOrThrow()).expiresAt.getTime()
    for (const until = Date.now() + 10_000; Date.now() < until && (await endOf()) < time.now + 30 * minute;) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    assert.equal(await endOf(), time.now + 30 * minute)
  })

  it('does not warn again by an answer from before the user stayed', async (t) => {
    const { tab, time } = await atWork(t, idle)
    time.now += 29 * minute + 10_000
    await warningOf(tab).waitFor()
    let arrived: () => void = () => undefined
    let goOn: () => void = () => undefined
    const hasArrived = new Promise<void>((resolve) => (arrived = resolve))
    const mayGoOn = new Promise<void>((resolve) => (goOn = resolve))
    await tab.route(
      '**/api/single-session',
      async (route) => {
        const response = await route.fetch()
        arrived()
        await mayGoOn
        await route.fulfill({ response })
      },
      { times: 1 },
    )
    await hasArrived
    const stayed = tab.waitForResponse((response) => response.request().method() === 'POST')
    await tab.keyboard.press('Escape')
    await stayed
    await warningOf(tab).waitFor({ state: 'detached' })
    const late = tab.waitForResponse((response) => response.request().method() === 'GET')
    goOn()
    await (await late).finished()
    await tab.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))))
    assert.deepEqual([await warningOf(tab).count(), await tab.evaluate(() => document.activeElement?.id)], [0, 'email'])
    // And it goes on asking.
    time.now += 29 * minute + 10_000
    await warningOf(tab).waitFor()
  })

  it('counts down, but tells a screen reader only now and then', async (t) => {
    const { tab, time } = await atWork(t, { ...idle, checkIntervalMs: 0 })
    time.now += 29 * minute + 24_000
    await tab.evaluate(() => window.dispatchEvent(new Event('focus')))
    await warningOf(tab).waitFor()
    const said = await tab.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const status = document.querySelector('[role=alertdialog] [role=status]')
          const texts: string[] = []
          const observer = new MutationObserver(() => texts.push(status?.textContent ?? ''))
          if (status) observer.observe(status, { childList: true, characterData: true, subtree: true })
          setTimeout(() => {
            observer.disconnect()
            resolve(texts)
          }, 8000)
        }),
    )
    assert.deepEqual(said, ['Time left: 30 seconds'])
    assert.match(await tab.getByRole('timer').innerText(), /^Time left: 2\d seconds$/)
  })

  it('closes the warning when its user stays in another tab', async (t) => {
    const { app, tab, time } = await atWork(t, { ...idle, checkIntervalMs: 0 })
    const other = await tab.context().newPage()
    await other.goto(`${app.origin}/admin/pages/mySessions`)
    await other.getByText('This session').waitFor()
    time.now += 29 * minute + 10_000
    for (const page of [tab, other]) {
      await page.evaluate(() => window.dispatchEvent(new Event('focus')))
      await warningOf(page).waitFor()
    }
    await other.getByRole('button', { name: 'Stay logged in' }).click()
    // It asks by itself only at the end, which is far off.
    await warningOf(tab).waitFor({ state: 'detached', timeout: 10_000 })
    assert.equal(await tab.locator('#email').inputValue(), 'robert@example.com')
  })

  it('says that it did not work if the server cannot be reached, and lets the user try again', async (t) => {
    const { tab, time } = await atWork(t, idle)
    time.now += 29 * minute + 10_000
    await warningOf(tab).waitFor()
    await tab.route('**/api/single-session', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    )
    await tab.getByRole('button', { name: 'Stay logged in' }).click()
    await tab.getByRole('alert').getByText('That did not work. Please try again.').waitFor()
    await picture(tab, 'stay-failed')
    await tab.unroute('**/api/single-session')
    await tab.getByRole('button', { name: 'Stay logged in' }).click()
    await warningOf(tab).waitFor({ state: 'detached' })
  })

  it('says at the end that it is not logged in any more, and keeps what was typed', async (t) => {
    const { tab, time } = await atWork(t, idle)
    time.now += 29 * minute + 10_000
    await warningOf(tab).waitFor()
    time.now += minute
    await tab.getByRole('alertdialog', { name: 'You are not logged in any more' }).waitFor()
    assert.equal(await warningOf(tab).count(), 0)
    await tab.getByRole('button', { name: 'Stay here' }).click()
    assert.equal(await tab.locator('#email').inputValue(), 'robert@example.com')
  })

  it('is not warned with idleWarningMs: 0', async (t) => {
    const { tab, time } = await atWork(t, { ...idle, idleWarningMs: 0 })
    time.now += 29 * minute + 50_000
    for (let asked = 0; asked < 3; asked += 1) await tab.waitForResponse('**/api/single-session')
    assert.equal(await warningOf(tab).count(), 0)
  })

  it('says it in German', async (t) => {
    const { tab, time } = await atWork(t, idle, 'de')
    time.now += 29 * minute + 10_000
    const warning = tab.getByRole('alertdialog', { name: 'Ihre Sitzung endet gleich' })
    await warning.waitFor()
    assert.match(await warning.getByRole('timer').innerText(), /^Verbleibende Zeit: \d\d Sekunden$/)
    await picture(tab, 'idle-warning-de')
  })
})

describe('a tab whose session is about to reach its longest time', () => {
  it('says so, offers no staying but time to save, and the login page tells the reason', async (t) => {
    const { app, tab, time } = await atWork(t, { idleTimeoutMs: 24 * 60 * minute, absoluteTimeoutMs: 60 * minute })
    time.now += 59 * minute + 10_000
    await warningOf(tab).waitFor()
    await picture(tab, 'longest-time')
    assert.match(await warningOf(tab).innerText(), /reach its longest time, which cannot be extended/)
    assert.equal(await tab.getByRole('button', { name: 'Stay logged in' }).count(), 0)
    await tab.getByRole('button', { name: 'Back to the page' }).click()
    await tab.waitForResponse('**/api/single-session')
    await tab.waitForResponse('**/api/single-session')
    assert.equal(await warningOf(tab).count(), 0)
    await save(app, tab)
    time.now += minute
    assert.equal(await noticeOf(tab), 'Your session has reached its longest time. Please log in again.')
    await picture(tab, 'longest-time-login')
  })
})

describe('a cookie with a lifetime', () => {
  it('stays in a real browser while its user works, and goes when they do not', async (t) => {
    const { app, tab } = await atWork(t, {
      cookie: { secure: 'auto', maxAge: 3000 },
      touchAfterMs: 0,
      clock: undefined,
    })
    await tab.goto('/admin/login')
    await tab.getByPlaceholder('Email').fill('root@example.com')
    await tab.getByPlaceholder('Password').fill('secret')
    await tab.getByRole('button', { name: 'Login' }).click()
    await tab.waitForURL('**/admin')
    for (const endsAt = Date.now() + 6000; Date.now() < endsAt;) {
      const answer = await tab.goto('/admin/pages/mySessions')
      assert.equal(new URL(answer?.url() ?? '').pathname, '/admin/pages/mySessions')
      await new Promise((resolve) => setTimeout(resolve, 700))
    }
    const cookies = async () => (await tab.context().cookies(app.origin)).length
    assert.equal(await cookies(), 1)
    await tab.goto('about:blank')
    for (const endsAt = Date.now() + 10_000; (await cookies()) > 0 && Date.now() < endsAt;) {
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
    assert.equal(await cookies(), 0)
  })
})
