// "Who is online" in a real browser on the demo: on a large and a small screen, in light and dark colours, by keyboard.
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { isLoggedIn } from './support/app.js'
import { turnDark } from './support/dark-theme.js'
import { openDemo, type DemoInBrowser } from './support/demo-in-browser.js'
import type { Demo } from './support/demo.js'
import { chrome, firefox, iPhone, logInFrom, peopleIn, type People } from './support/people.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('a browser takes its time, and what it shows is read on every database without one')

let browser: Browser
let people: People
let demo: Demo
let close: () => Promise<void>
let prisma: DemoInBrowser['prisma']

before(async () => {
  ;({ demo, prisma, browser, close } = await openDemo({ SINGLE_USER_SESSION: 'false' }))
  people = peopleIn(browser)
})
after(() => close())
afterEach(async () => {
  await people.leave()
  await prisma.session.deleteMany()
  await prisma.sessionEvent.deleteMany()
})

const path = '/admin/pages/whoIsOnline'
const rowsIn = (page: Page) => page.getByRole('region', { name: 'Who is online' }).locator('tbody tr')
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

describe('"Who is online"', () => {
  for (const [title, width, isDark] of [
    ['on a large screen', 1280, false],
    ['on a phone in dark colours', 375, true],
  ] as const) {
    it(`is there for everyone ${title}`, async () => {
      await logInFrom(demo, 'alice', firefox)
      const page = await people.loggedIn(demo.origin, 'dave')
      await page.setViewportSize({ width, height: 800 })
      if (isDark) await turnDark(page)
      await page.goto(path)
      await rowsIn(page).nth(1).waitFor()
      await page.getByRole('img', { name: 'The last days' }).waitFor()
      await page.getByText('As a table').click()
      const day = page.getByRole('table', { name: 'The last days' }).getByRole('row').nth(1)
      assert.match(await day.innerText(), /\s2\s+0\s+0\s+0\s+0\s+2$/)
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width)
    })
  }

  it('ends the selected sessions, and says before which and how many, all by keyboard', async () => {
    const clients = [
      await logInFrom(demo, 'alice', firefox),
      await logInFrom(demo, 'alice', iPhone),
      await logInFrom(demo, 'bob', chrome),
    ]
    const page = await people.loggedIn(demo.origin, 'dave', path)
    await page.getByText('Live sessions: 4').waitFor()
    await page.getByLabel('Select all').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    // Not the first one, which is the one that asks.
    await page.keyboard.press('Space')
    await button(page, 'Log out selected (3)').press('Enter')
    const dialog = page.getByRole('alertdialog', { name: 'Log out selected' })
    await dialog.getByText('2 users will be logged out on 3 sessions.').waitFor()
    assert.deepEqual((await dialog.getByRole('listitem').allInnerTexts()).sort(), [
      'alice@example.com, Firefox 120 · Windows, 127.0.0.1',
      'alice@example.com, Safari 17 · iOS, 127.0.0.1',
      'bob@example.com, Chrome 130 · Linux, 127.0.0.1',
    ])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    assert.deepEqual(await Promise.all(clients.map(isLoggedIn)), [true, true, true])
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Log out 2 users' }).press('Enter')
    await page.getByText('Ended 3 sessions of 2 users.').waitFor()
    await page.getByText('Live sessions: 1', { exact: true }).waitFor()
    assert.deepEqual(await Promise.all(clients.map(isLoggedIn)), [false, false, false])
  })

  it('asks for the password where one’s own end', async () => {
    await logInFrom(demo, 'dave', firefox)
    const page = await people.loggedIn(demo.origin, 'dave', path)
    await button(page, /^Log out: dave@example.com, Firefox/).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Log out 1 user' }).click()
    await page.getByLabel('Your password').fill('demo')
    await page.keyboard.press('Enter')
    await page.getByText('The session has been ended.').waitFor()
    await rowsIn(page).nth(1).waitFor({ state: 'detached' })
  })

  it('says that something has changed, and moves no row until it is asked to', async () => {
    await logInFrom(demo, 'alice', firefox)
    const page = await people.loggedIn(demo.origin, 'dave')
    // So that nobody has to wait for half a minute.
    await page.clock.install()
    await page.goto(path)
    await page.getByText('Live sessions: 2').waitFor()
    const before = await rowsIn(page).first().boundingBox()
    await logInFrom(demo, 'bob', chrome)
    await page.clock.runFor(31_000)
    await page.getByRole('status').getByText('Changes since you loaded this list: 1').waitFor()
    assert.equal(await rowsIn(page).count(), 2)
    assert.deepEqual(await rowsIn(page).first().boundingBox(), before)
    await button(page, 'Show changes').click()
    await rowsIn(page).nth(2).waitFor()
    await button(page, 'Show changes').waitFor({ state: 'hidden' })
  })

  it('is in nobody’s menu who may log nobody out, and says so to whoever finds it', async () => {
    const page = await people.loggedIn(demo.origin, 'alice', '/admin/pages/mySessions')
    assert.equal(await page.evaluate(() => document.body.innerText.includes('Who is online')), false)
    await page.goto(path)
    await page.getByText('You may not see who is online.').waitFor()
  })
})
