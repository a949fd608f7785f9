// The choice of a session that is to end, in a real browser: by mouse, by keyboard alone, on a phone and in German.
import '../src/demo/adminjs-environment.mjs'
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import AdminJS from 'adminjs'
import type { Browser, Page } from 'playwright-core'
import { languages } from '../src/adminjs/translations/languages.js'
import { closeApps, idOf, isLoggedIn, startApp } from './support/app.js'
import { openDemo, type DemoInBrowser } from './support/demo-in-browser.js'
import { startDemo, type Demo } from './support/demo.js'
import { chrome, firefox, iPhone, logInFrom, peopleIn, type People } from './support/people.js'

import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('it is about the browser, and the tests of the rule run on every database')

let demo: Demo
let refusing: Demo
let browser: Browser
let prisma: DemoInBrowser['prisma']
let close: () => Promise<void>
let people: People

before(async () => {
  ;({ demo, prisma, browser, close } = await openDemo({ SINGLE_USER_SESSION: '2', AT_LIMIT: 'ask' }))
  refusing = await startDemo({ DATABASE_URL: `file:${await fileOf()}`, AT_LIMIT: 'refuse' })
  people = peopleIn(browser)
})
after(async () => {
  await close()
  await closeApps()
})
afterEach(async () => {
  await people.leave()
  await prisma.session.deleteMany()
})

/** The file of the demo's database. */
async function fileOf(): Promise<string> {
  const rows = await prisma.$queryRawUnsafe<{ file: string }[]>('PRAGMA database_list')
  return rows[0]?.file ?? ''
}

/** Fills in the login page, and sends it. */
async function logIn(page: Page, name: string, password = 'demo'): Promise<void> {
  await page.goto('/admin/login')
  await page.locator('input[name=email]').fill(`${name}@example.com`)
  await page.locator('input[name=password]').fill(password)
  await page.locator('input[name=password]').press('Enter')
}

const picture = async (page: Page, name: string) => {
  const folder = process.env.SCREENSHOTS
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

const heading = 'You are already logged in elsewhere'
const end = (page: Page, device: string) => page.getByRole('button', { name: new RegExp(`^Log out there: ${device}`) })

describe('the page that asks', () => {
  it('shows where the user is logged in, and ends the session that is clicked', async () => {
    const [onFirefox, onPhone] = [await logInFrom(demo, 'alice', firefox), await logInFrom(demo, 'alice', iPhone)]
    const page = await people.visitor(demo.origin)
    await logIn(page, 'alice')
    await page.getByRole('heading', { name: heading }).waitFor()
    const texts = await page.getByRole('listitem').allInnerTexts()
    assert.equal(texts.length, 2)
    for (const device of ['Firefox 120 · Windows · 127.0.0.1', 'Safari 17 · iOS · 127.0.0.1'])
      assert.equal(texts.filter((text) => text.includes(device)).length, 1, texts.join('\n'))
    for (const text of texts) assert.match(text, /Logged in: .*\d{4}.*\nLast seen: just now/)
    await picture(page, 'at-limit-ask')
    await end(page, 'Firefox').click()
    await page.waitForURL('**/admin')
    assert.deepEqual([await isLoggedIn(onFirefox), await isLoggedIn(onPhone)], [false, true])
  })

  it('is left by "Cancel", and everything is as it was', async () => {
    const others = [await logInFrom(demo, 'alice', firefox), await logInFrom(demo, 'alice', chrome)]
    const page = await people.visitor(demo.origin)
    await logIn(page, 'alice')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.locator('input[name=password]').waitFor()
    assert.deepEqual(await Promise.all(others.map(isLoggedIn)), [true, true])
    await page.goto('/admin')
    await page.waitForURL('**/admin/login')
  })

  it('takes a double click for one', async () => {
    await logInFrom(demo, 'alice', firefox)
    await logInFrom(demo, 'alice', chrome)
    const page = await people.visitor(demo.origin)
    await logIn(page, 'alice')
    await end(page, 'Chrome').dblclick()
    await page.waitForURL('**/admin')
    await page.getByText('alice@example.com').first().waitFor()
  })

  it('works by keyboard alone', async () => {
    const [onFirefox, onPhone] = [await logInFrom(demo, 'alice', firefox), await logInFrom(demo, 'alice', iPhone)]
    const page = await people.visitor(demo.origin)
    await logIn(page, 'alice')
    await page.getByRole('heading', { name: heading }).waitFor()
    const focused: string[] = []
    for (let tabs = 0; tabs < 3; tabs++) {
      await page.keyboard.press('Tab')
      focused.push(
        await page.evaluate(
          () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
        ),
      )
    }
    assert.deepEqual(focused.map((name) => /Safari|Firefox|Cancel/.exec(name)?.[0]).sort(), [
      'Cancel',
      'Firefox',
      'Safari',
    ])
    assert.equal(focused[2], 'Cancel')
    // Whoever has no mouse sees where they are.
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)
    assert.equal(outline, 'solid')
    await picture(page, 'at-limit-focus')
    while (!focused.at(-1)?.includes('Safari')) {
      await page.keyboard.press('Shift+Tab')
      focused.push((await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))) ?? '')
    }
    await page.keyboard.press('Enter')
    await page.waitForURL('**/admin')
    assert.deepEqual([await isLoggedIn(onFirefox), await isLoggedIn(onPhone)], [true, false])
  })

  it('fits a phone, in German too, and asks again when somebody else was faster', async (t) => {
    const german = languages.de.messages ?? {}
    const bundling = t.mock.method(AdminJS.prototype, 'initialize')
    const app = await startApp({
      settings: { cookie: { secure: 'auto' }, atLimit: 'ask', singleUserSession: 2 },
      adminOptions: { locale: { language: 'de', availableLanguages: ['de'] } },
    })
    await bundling.mock.calls[0]?.result
    const logInWith = async (userAgent: string) => {
      const client = app.browser()
      const fields = { email: 'foo@example.com', password: 'secret' }
      await client.post('/admin/login', fields, { headers: { 'user-agent': userAgent } })
    }
    await logInWith(firefox)
    await logInWith(iPhone)
    const page = await people.visitor(app.origin)
    await page.setViewportSize({ width: 360, height: 740 })
    await logIn(page, 'foo', 'secret')
    await page.getByRole('heading', { name: german.singleSessionAtLimit ?? '' }).waitFor()
    await page.getByText(german.singleSessionAtLimitChoose ?? '').waitFor()
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    assert.ok(width <= 360, `the page is ${String(width)} wide`)
    await picture(page, 'at-limit-phone-german')
    await app.singleSession.endSessions(await idOf(app.prisma, 'foo'))
    await logInWith(chrome)
    await logInWith(firefox)
    await page.getByRole('button', { name: /^Dort abmelden: Safari/ }).click()
    await page
      .getByRole('alert')
      .getByText(german.singleSessionAtLimitAgain ?? '')
      .waitFor()
    await picture(page, 'at-limit-phone-again')
    await page.getByRole('button', { name: /^Dort abmelden: Chrome/ }).click()
    await page.waitForURL('**/admin')
  })

  it('says on the login page that the choice is over, when it is', async () => {
    await logInFrom(demo, 'alice', firefox)
    await logInFrom(demo, 'alice', chrome)
    const page = await people.visitor(demo.origin)
    await logIn(page, 'alice')
    await end(page, 'Firefox').waitFor()
    await prisma.session.deleteMany({ where: { sid: { startsWith: 'question:' } } })
    await end(page, 'Firefox').click()
    await page.getByRole('alert').getByText('This choice is no longer open. Please log in again.').waitFor()
    await picture(page, 'at-limit-over')
  })
})

describe('the page that refuses', () => {
  it('shows where the user is logged in, with nothing to choose, and leads back to the login', async () => {
    const first = await logInFrom(refusing, 'bob', firefox)
    const page = await people.visitor(refusing.origin)
    await logIn(page, 'bob')
    await page.getByRole('heading', { name: heading }).waitFor()
    assert.equal(await page.getByRole('button').count(), 0)
    assert.match(await page.getByRole('listitem').innerText(), /Firefox 120 · Windows · 127\.0\.0\.1/)
    await picture(page, 'at-limit-refuse')
    await page.getByRole('link', { name: 'Log in again' }).click()
    await page.locator('input[name=password]').waitFor()
    assert.ok(await isLoggedIn(first))
    await logIn(page, 'bob', 'wrong')
    await page.getByRole('alert').waitFor()
    assert.equal(await page.getByRole('listitem').count(), 0)
  })
})
