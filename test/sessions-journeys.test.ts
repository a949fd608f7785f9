// Looking at sessions and ending them, in a real browser on the demo, where everybody may have any number of sessions:
// those of a user, one's own, everybody's, those of an account that changes, and the audit trail of it all.
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import { isLoggedIn } from './support/app.js'
import { openDemo, type DemoInBrowser } from './support/demo-in-browser.js'
import { logInAs, type Demo } from './support/demo.js'
import { tabTo, untilFocused } from './support/keyboard.js'
import {
  chrome,
  comeBackTo,
  firefox,
  iPhone,
  logInFrom,
  noticeOf,
  peopleIn,
  phone,
  type People,
} from './support/people.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('a browser takes its time, and the pages behind it are read on every database without one')

let browser: Browser
let people: People
let demo: Demo
let close: () => Promise<void>
let prisma: DemoInBrowser['prisma']
let users: Awaited<ReturnType<typeof prisma.user.findMany>>

before(async () => {
  ;({ demo, prisma, browser, close } = await openDemo({ SINGLE_USER_SESSION: 'false' }))
  users = await prisma.user.findMany()
  people = peopleIn(browser)
})
after(() => close())
afterEach(async () => {
  await people.leave()
  await prisma.session.deleteMany()
  await prisma.sessionEvent.deleteMany()
  for (const { id, ...user } of users) await prisma.user.update({ where: { id }, data: user })
})

const idOf = (name: string): string =>
  String(users.find(({ email }) => email === `${name}@example.com`)?.id ?? `nobody is called ${name}`)
const pathOf = (name: string, action: string) => `/admin/resources/User/records/${idOf(name)}/${action}`
const mySessions = '/admin/pages/mySessions'

/** The rows of a table of sessions, without its heading. */
const rowsIn = (page: Page): Locator => page.getByRole('region', { name: /sessions$/i }).locator('tbody tr')
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
/** What somebody else does who guesses, in another session of the same user. */
const makeThemWait = (name: string) => {
  const wrong = { createdAt: new Date(), event: 'passwordWrong', userId: Number(idOf(name)) }
  return prisma.sessionEvent.createMany({ data: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => ({ id, ...wrong })) })
}
/** What time does, by the hand of the test. */
const letThemWaitNoMore = () => prisma.sessionEvent.deleteMany({ where: { event: 'passwordWrong' } })
/** Says yes to what is asked before something is done. */
const confirm = (page: Page, label: string | RegExp) =>
  page.getByRole('dialog').getByRole('button', { name: label, exact: true }).click()
/** Has the focus: Playwright has no such wait without its test runner. */

describe('"Sessions" of a user', () => {
  /** Opens it from the menu of the user in the list. */
  async function openFromList(page: Page, name: string): Promise<void> {
    await page.goto('/admin/resources/User')
    const row = page.getByRole('row', { name: `${name}@example.com` })
    await row.getByTestId('actions-dropdown').hover()
    await row.getByTestId('action-sessions').click()
    await page.getByRole('region', { name: 'Sessions' }).waitFor()
  }

  it('is opened from the list, and shows where they are logged in and since when', async () => {
    for (const agent of [firefox, iPhone]) await logInFrom(demo, 'alice', agent)
    await prisma.userSession.updateMany({
      where: { userAgent: firefox },
      data: { lastSeenAt: new Date(Date.now() - 5 * 60_000), createdAt: new Date('2026-03-05T14:03:00') },
    })
    const page = await people.loggedIn(demo.origin, 'dave')
    await openFromList(page, 'alice')
    const [first, second] = await rowsIn(page).allInnerTexts()
    assert.match(
      first ?? '',
      /^Safari 17 · iOS\s+127\.0\.0\.1\s+just now\s+\w{3} \d+, \d{4}, \d+:\d\d\s[AP]M\s+Log out$/,
    )
    assert.match(
      second ?? '',
      /^Firefox 120 · Windows\s+127\.0\.0\.1\s+5 minutes ago\s+Mar 5, 2026, 2:03\sPM\s+Log out$/,
    )
  })

  it('logs them out on one device, whose button is named for it, and then on all', async () => {
    const agents = [firefox, iPhone, chrome]
    const clients = await Promise.all(agents.map((agent) => logInFrom(demo, 'alice', agent)))
    const areIn = () => Promise.all(clients.map(isLoggedIn))
    const tab = await people.loggedIn(demo.origin, 'alice')
    const page = await people.loggedIn(demo.origin, 'dave')
    await openFromList(page, 'alice')
    assert.equal(await rowsIn(page).count(), 4)
    // A second click, as of somebody impatient, finds no other session under it: no row moves.
    const one = button(page, 'Log out: Safari 17 · iOS, 127.0.0.1')
    const place = await one.boundingBox()
    assert.ok(place && place.height >= 24)
    await one.click()
    await page.getByText('This ends 1 session of alice@example.com.').waitFor()
    await confirm(page, 'Log out')
    await page.getByText('The session has been ended.').waitFor()
    await rowsIn(page).filter({ hasText: 'Safari' }).getByText('Ended').waitFor()
    await page.mouse.click(place.x + place.width / 2, place.y + place.height / 2)
    assert.equal(await page.getByRole('dialog').count(), 0)
    assert.equal(await rowsIn(page).count(), 4)
    assert.deepEqual(await areIn(), [true, false, true])

    await button(page, 'Log out everywhere').click()
    await page.getByText('This ends 3 sessions of alice@example.com.').waitFor()
    assert.deepEqual(await areIn(), [true, false, true])
    await confirm(page, 'End 3 sessions')
    await page.getByText('Ended 3 sessions of 1 user.').waitFor()
    assert.equal(await rowsIn(page).getByText('Ended').count(), 4)
    assert.equal(await button(page, 'Log out everywhere').isDisabled(), true)
    assert.deepEqual(await areIn(), [false, false, false])
    await comeBackTo(tab)
    assert.match(await noticeOf(tab), /^You were logged out by an administrator\./)
  })

  it('says so if the session has ended meanwhile, on a phone too', async () => {
    await logInFrom(demo, 'alice', firefox)
    const page = await people.loggedIn(demo.origin, 'dave')
    await page.setViewportSize(phone)
    await openFromList(page, 'alice')
    await prisma.session.deleteMany({ where: { userSession: { userAgent: firefox } } })
    await button(page, /^Log out: Firefox/).click()
    await confirm(page, 'Log out')
    await page.getByText('This session had ended already.').waitFor()
    await rowsIn(page).getByText('Ended').waitFor()
    await page.reload()
    await page.getByText('alice@example.com is not logged in anywhere.').waitFor()
  })

  it('says where one looks that a permission was taken away meanwhile, on a desk and on a phone', async () => {
    const client = await logInFrom(demo, 'alice', firefox)
    const page = await people.loggedIn(demo.origin, 'dave', pathOf('alice', 'sessions'))
    await rowsIn(page).first().waitFor()
    await prisma.user.update({ where: { id: Number(idOf('dave')) }, data: { permissions: '' } })
    for (const size of [page.viewportSize() ?? phone, phone]) {
      await page.setViewportSize(size)
      await button(page, 'Log out everywhere').click()
      await confirm(page, 'End 1 session')
      const said = page.getByRole('dialog').getByRole('alert').getByText('You may not do this, or not any more.')
      await said.waitFor()
      assert.ok(((await said.boundingBox())?.width ?? 0) <= size.width)
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    assert.equal(await isLoggedIn(client), true)
  })

  it('leads an administrator who ends their own session to the login page', async () => {
    const page = await people.loggedIn(demo.origin, 'dave', pathOf('dave', 'sessions'))
    await rowsIn(page).getByText('This session').waitFor()
    await button(page, /^Log out: /).click()
    assert.match(await noticeOf(page), /^You logged out yourself, on all your sessions\./)
  })

  it('of an admin user is not for those who may log out ordinary users alone', async () => {
    await logInAs(demo.browser(), 'root')
    const page = await people.loggedIn(demo.origin, 'carol', '/admin/resources/User')
    for (const [name, offers] of [
      ['root', 0],
      ['bob', 1],
    ] as const) {
      const row = page.getByRole('row', { name: `${name}@example.com` })
      await row.getByTestId('actions-dropdown').hover()
      await row.getByTestId('action-show').waitFor()
      assert.equal(await row.getByTestId('action-sessions').count(), offers, name)
    }
    await page.goto(pathOf('root', 'sessions'))
    await page.getByText(/not authorized/).waitFor()
    assert.equal(await button(page, /^Log out/).count(), 0)
  })

  it('is nothing for those who may log out nobody', async () => {
    const page = await people.loggedIn(demo.origin, 'alice', '/admin/resources/User')
    const row = page.getByRole('row', { name: 'bob@example.com' })
    await row.getByTestId('actions-dropdown').hover()
    await row.getByTestId('action-show').waitFor()
    assert.equal(await row.getByTestId('action-sessions').count(), 0)
    await page.goto(pathOf('bob', 'sessions'))
    await page.getByText(/not authorized/).waitFor()
  })

  it('has pages of ten, which are counted anew when one turns them', async () => {
    for (let count = 0; count < 12; count++) await logInAs(demo.browser(), 'bob')
    const page = await people.loggedIn(demo.origin, 'dave', pathOf('bob', 'sessions'))
    const shown = async (count: number) => {
      await rowsIn(page)
        .nth(count - 1)
        .waitFor()
      await rowsIn(page).nth(count).waitFor({ state: 'detached' })
    }
    await shown(10)
    await page.locator('.adminjs_Pagination').getByText('2', { exact: true }).click()
    await shown(2)
    for (const ended of [1, 2]) {
      await button(page, /^Log out: /)
        .first()
        .click()
      await confirm(page, 'Log out')
      await rowsIn(page)
        .getByText('Ended')
        .nth(ended - 1)
        .waitFor()
    }
    await page.locator('.adminjs_Pagination').getByText('1', { exact: true }).click()
    await shown(10)
    assert.equal(await page.locator('.adminjs_Pagination').count(), 0)
  })
})

describe('"My sessions"', () => {
  /** Three devices of alice's, and the page in the last of them. */
  async function open() {
    const clients = [await logInFrom(demo, 'alice', firefox), await logInFrom(demo, 'alice', iPhone)]
    const page = await people.loggedIn(demo.origin, 'alice', mySessions)
    await rowsIn(page).nth(2).waitFor()
    return { page, areIn: () => Promise.all(clients.map(isLoggedIn)) }
  }
  const password = (page: Page) => page.getByLabel('Your password')

  it('is in the menu, and lists the sessions of the one who looks, with no button on this one', async () => {
    await logInAs(demo.browser(), 'bob')
    const { page } = await open()
    await page.goto('/admin')
    await page.locator('[data-css=topbar] svg').first().click()
    await page.getByText('My sessions', { exact: true }).click()
    await rowsIn(page).nth(2).waitFor()
    assert.equal(await rowsIn(page).count(), 3)
    const own = rowsIn(page).filter({ hasText: 'This session' })
    assert.equal(await own.count(), 1)
    assert.equal(await own.getByRole('button').count(), 0)
    assert.equal(await rowsIn(page).getByRole('button').count(), 2)
  })

  it('logs out one device for the right password, and none for a wrong one', async () => {
    const { page, areIn } = await open()
    await button(page, 'Log out: Firefox 120 · Windows, 127.0.0.1').click()
    const dialog = page.getByRole('dialog', { name: 'Log out: Firefox 120 · Windows, 127.0.0.1' })
    await password(page).fill('wrong')
    await dialog.getByRole('button', { name: 'Log out' }).click()
    await dialog.getByText('That is not your password.').waitFor()
    await untilFocused(password(page))
    await makeThemWait('alice')
    await password(page).fill('demo')
    await page.keyboard.press('Enter')
    await dialog.getByText(/^Too many wrong passwords\. Please wait: \d+ (seconds|minutes)\.$/).waitFor()
    assert.deepEqual(await areIn(), [true, true])
    await letThemWaitNoMore()
    await page.keyboard.press('Enter')
    await page.getByText('The session has been ended.').waitFor()
    await dialog.waitFor({ state: 'detached' })
    assert.deepEqual(await areIn(), [false, true])
    assert.equal(await rowsIn(page).count(), 3)
    assert.match(await rowsIn(page).first().innerText(), /This session/)
    await page.getByText('You are logged in on 2 sessions.').waitFor()
    // Its button is gone with its session.
    await untilFocused(page.getByRole('region', { name: /sessions$/i }))

    // Remembered: nothing is asked again.
    await button(page, /^Log out: Safari/).click()
    await page.getByText('You are logged in here and nowhere else.').waitFor()
    assert.deepEqual(await areIn(), [false, false])
  })

  it('is left as it was by Escape or "Cancel"', async () => {
    const { page, areIn } = await open()
    const start = button(page, /^Log out: Safari/)
    for (const away of [() => page.keyboard.press('Escape'), () => button(page, 'Cancel').click()]) {
      await start.click()
      await password(page).fill('demo')
      await away()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await untilFocused(start)
    }
    await start.click()
    assert.equal(await password(page).inputValue(), '')
    assert.deepEqual(await areIn(), [true, true])
  })

  it('logs out everywhere else, and says then that there is only this one, on a phone too', async () => {
    const { page, areIn } = await open()
    await page.setViewportSize(phone)
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), phone.width)
    for (const time of await rowsIn(page).locator('time').all())
      assert.equal(await time.evaluate((element) => element.getClientRects().length), 1, await time.innerText())
    const tab = await people.loggedIn(demo.origin, 'alice')
    await button(page, 'Refresh').click()
    await page.getByText('You are logged in on 4 sessions.').waitFor()
    await button(page, 'Log out everywhere else').first().click()
    await page.getByText('This ends 3 sessions of yours. You stay logged in here.').waitFor()
    await confirm(page, 'End 3 sessions')
    await password(page).fill('demo')
    await confirm(page, 'End 3 sessions')
    await page.getByText('You are logged out everywhere else (3 sessions).').waitFor()
    await page.getByText('You are logged in here and nowhere else.').waitFor()
    assert.equal(await button(page, /^Log out/).count(), 0)
    assert.deepEqual(await areIn(), [false, false])
    await comeBackTo(tab)
    assert.match(await noticeOf(tab), /^You were logged out here from another device of yours\./)
    await page.reload()
    await rowsIn(page).getByText('This session').waitFor()
  })

  it('tells what happened to the account lately, and what to do about it', async () => {
    const { page } = await open()
    const history = page.getByRole('region', { name: 'What happened lately' }).locator('li')
    await history.nth(2).waitFor()
    assert.match(await history.nth(1).innerText(), /^Logged in\s+From: Safari 17 · iOS, 127\.0\.0\.1/)
    const steps = page.getByRole('region', { name: 'Wasn’t it you?' })
    await steps.getByRole('button', { name: 'Log out everywhere else' }).waitFor()
    await steps.getByText('Change password').click()
    await page.waitForURL(new RegExp(`/records/${idOf('alice')}/edit$`))
  })

  it('says in the dialog why the request was not done', async () => {
    const { page, areIn } = await open()
    await button(page, 'Log out everywhere else').first().click()
    await page.route('**/api/pages/mySessions*', (route) => route.fulfill({ status: 503, body: '' }))
    await confirm(page, 'End 2 sessions')
    await page.getByRole('dialog').getByRole('alert').getByText('That did not work. Please try again.').waitFor()
    assert.deepEqual(await areIn(), [true, true])
  })
})

/** Answers the dialog of this title, by its button. */
async function enterPassword(page: Page, title: string, label: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title })
  await dialog.getByLabel('Your password').fill('demo')
  await dialog.getByRole('button', { name: label }).click()
  await dialog.waitFor({ state: 'detached' })
}

describe('the password of one’s own', () => {
  it('is asked for in "Sessions" of oneself, and left by Escape', async () => {
    const client = await logInFrom(demo, 'dave', firefox)
    const page = await people.loggedIn(demo.origin, 'dave', pathOf('dave', 'sessions'))
    const start = button(page, 'Log out everywhere')
    await start.click()
    await page.getByRole('dialog', { name: 'Log out everywhere' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await untilFocused(start)
    assert.equal(await isLoggedIn(client), true)
    const one = 'Log out: Firefox 120 · Windows, 127.0.0.1'
    await button(page, one).click()
    await page.getByText('This ends 1 session of dave@example.com.').waitFor()
    await confirm(page, 'Log out')
    await enterPassword(page, one, 'Log out')
    await page.getByText('The session has been ended.').waitFor()
    assert.equal(await isLoggedIn(client), false)
  })

  it('is asked for by a bulk action that ends one’s own sessions, too', async () => {
    const client = await logInFrom(demo, 'root', firefox)
    const path = `/admin/resources/User/bulk/logoutAllOnAllSessions?recordIds=${idOf('root')},${idOf('bob')}`
    const page = await people.loggedIn(demo.origin, 'root', path)
    await button(page, 'Log out 1 user').click()
    const title = 'Log out on all sessions (admin users too)'
    const dialog = page.getByRole('dialog', { name: title })
    await dialog.getByLabel('Your password').fill('wrong')
    await page.keyboard.press('Enter')
    await dialog.getByText('That is not your password.').waitFor()
    assert.equal(await isLoggedIn(client), true)
    await letThemWaitNoMore()
    await enterPassword(page, title, 'Log out 1 user')
    assert.match(await noticeOf(page), /^You logged out yourself, on all your sessions\./)
    assert.equal(await isLoggedIn(client), false)
  })
})

describe('"Log out everyone"', () => {
  const open = async (name: string) => {
    const page = await people.loggedIn(demo.origin, name, '/admin/resources/User')
    await page.getByTestId('action-logoutEveryone').click()
    await page.getByText('Keep me logged in').waitFor()
    return page
  }

  it('says how many, and leaves the one who does it where they are', async () => {
    const clients = await Promise.all(['alice', 'alice', 'root'].map((name) => logInFrom(demo, name)))
    const page = await open('dave')
    await page.getByText('2 users will be logged out on 3 sessions.').waitFor()
    await button(page, 'Log out 2 users').click()
    await enterPassword(page, 'Log out everyone', 'Log out 2 users')
    await page.getByText('Ended 3 sessions of 2 users.').waitFor()
    await page.waitForURL(/\/admin\/resources\/User(\?|$)/)
    assert.deepEqual(await Promise.all(clients.map(isLoggedIn)), [false, false, false])
    await page.reload()
    await page.getByRole('row', { name: 'bob@example.com' }).waitFor()

    await page.getByTestId('action-logoutEveryone').click()
    await page.getByText('Nobody else is logged in.').waitFor()
    assert.equal(await button(page, 'Log out 0 users').isDisabled(), true)
  })

  it('logs out the one who does it too, if they want', async () => {
    const client = await logInFrom(demo, 'alice')
    const page = await open('root')
    await page.getByText('Keep me logged in').click()
    await page.getByText('2 users will be logged out on 2 sessions.').waitFor()
    await button(page, 'Log out 2 users').click()
    await enterPassword(page, 'Log out everyone', 'Log out 2 users')
    assert.match(await noticeOf(page), /^You logged out yourself, on all your sessions\./)
    assert.equal(await isLoggedIn(client), false)
  })

  it('is offered to those alone who may log out admin users', async () => {
    for (const name of ['carol', 'alice']) {
      const page = await people.loggedIn(demo.origin, name, '/admin/resources/User')
      await page.getByRole('row', { name: 'bob@example.com' }).waitFor()
      assert.equal(await page.getByText('Log out everyone').count(), 0, name)
      await page.goto('/admin/resources/User/actions/logoutEveryone')
      await page.getByText(/not authorized/).waitFor()
    }
  })
})

describe('a change of an account', () => {
  const save = async (page: Page) => {
    await button(page, 'Save').click()
    await page.waitForURL((url) => !url.pathname.endsWith('/edit'))
  }

  async function changesTheirPassword(name: string): Promise<void> {
    const tab = await people.loggedIn(demo.origin, name)
    const page = await people.loggedIn(demo.origin, name, pathOf(name, 'edit'))
    await page.locator('#newPassword').fill('a better one')
    await button(page, 'Save').click()
    await page.getByText('This is not your old password.').waitFor()
    await page.locator('#newPassword').fill('a better one')
    await page.locator('#oldPassword').fill('demo')
    await save(page)
    await page.getByText('Saved. The user was logged out on 1 session.').waitFor()
    await comeBackTo(tab)
    assert.match(await noticeOf(tab), /^You were logged out because your account was changed\./)
    await comeBackTo(page)
    await page.goto(mySessions)
    await page.getByText('You are logged in here and nowhere else.').waitFor()
    assert.equal((await logInAs(demo.browser(), name)).status, 200)
  }

  it('of the own password ends the other sessions, and keeps this browser logged in', async () => {
    await changesTheirPassword('root')
  })

  it('of the own password is for everybody', async () => {
    await changesTheirPassword('alice')
  })

  it('of the role logs the user out', async () => {
    const tab = await people.loggedIn(demo.origin, 'bob')
    const page = await people.loggedIn(demo.origin, 'root', pathOf('bob', 'edit'))
    await page.locator('#email').waitFor()
    await page.locator('form .adminjs_Checkbox a').click()
    await save(page)
    await page.getByText('Saved. The user was logged out on 1 session.').waitFor()
    await comeBackTo(tab)
    assert.match(await noticeOf(tab), /^You were logged out because your account was changed\./)
  })

  it('that is none of these logs nobody out', async () => {
    const client = await logInFrom(demo, 'bob')
    const page = await people.loggedIn(demo.origin, 'root', pathOf('bob', 'edit'))
    await page.locator('#permissions').fill('single_session.logout')
    await save(page)
    assert.equal(await isLoggedIn(client), true)
  })
})

describe('"Session events"', () => {
  const events = '/admin/resources/SessionEvent'
  const entries = (page: Page) => page.getByRole('region', { name: 'List' }).locator('ol > li')

  it('tells what happened as a story, one line for each act, and can only be read', async () => {
    for (const agent of [firefox, chrome]) await logInFrom(demo, 'alice', agent)
    await logInFrom(demo, 'bob', chrome)
    const dave = await logInFrom(demo, 'dave', iPhone)
    for (const name of ['alice', 'bob']) {
      const path = `/admin/api/resources/User/bulk/logoutAllOnAllSessions?recordIds=${idOf(name)}`
      await dave.post(path, undefined, { headers: { 'user-agent': iPhone } })
    }
    const page = await people.loggedIn(demo.origin, 'root', '/admin')
    await page.locator('[data-css=topbar] svg').first().click()
    await page.getByText('Session events', { exact: true }).click()
    for (const size of [{ width: 1280, height: 800 }, phone]) {
      await page.setViewportSize(size)
      await entries(page).nth(6).waitFor()
      const [, ofBob = '', ofAlice = ''] = await entries(page).allInnerTexts()
      // Where the session was that ended, and from where it was ended.
      assert.match(ofBob, /^dave@example\.com ended 1 session of bob@example\.com\s/)
      assert.match(ofBob, /Session: Chrome 130 · Linux, 127\.0\.0\.1, .*From: Safari 17 · iOS, 127\.0\.0\.1/s)
      assert.match(ofAlice, /^dave@example\.com ended 2 sessions of alice@example\.com\s/)
    }
    const time = entries(page).nth(1).locator('time')
    assert.match((await time.getAttribute('title')) ?? '', /\d:\d\d:\d\d\s[AP]M .*[A-Z]{3}/)

    await button(page, 'Show each').click()
    await entries(page).nth(2).locator('ul > li').nth(1).waitFor()
    const sessions = await entries(page).nth(2).locator('ul > li').allInnerTexts()
    assert.deepEqual(sessions.map((text) => text.split(' · ')[1]).sort(), ['Chrome 130', 'Firefox 120'])
    await time.click()
    await page.waitForURL(/\/SessionEvent\/records\/.+\/show$/)
    for (const text of ['Logged out by an administrator', 'bob@example.com', 'dave@example.com', '127.0.0.1'])
      await page.getByText(text).waitFor()
    for (const action of ['new', 'edit', 'delete', 'bulkDelete'])
      assert.equal(await page.getByTestId(`action-${action}`).count(), 0, action)
    await page.goto(`${events}/actions/new`)
    await page.getByText(/not authorized/).waitFor()
  })

  it('fits a phone, a tablet and a desk, is filtered by its address, and exported so', async () => {
    await logInFrom(demo, 'alice', firefox)
    const page = await people.loggedIn(demo.origin, 'root', `${events}?filters.userId=${idOf('alice')}`)
    await entries(page).first().waitFor()
    assert.equal(await entries(page).count(), 1)
    for (const width of [375, 800, 1440]) {
      await page.setViewportSize({ width, height: 800 })
      const name = entries(page).first().getByText('alice@example.com')
      assert.equal(await name.evaluate((element) => element.getClientRects().length), 1, String(width))
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), String(width))
    }
    for (const part of await page.locator('[data-css=single-session-trail] :is(button, a[download])').all())
      assert.ok(((await part.boundingBox())?.height ?? 0) >= 24)
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Export CSV' }).click()
    assert.match((await download).suggestedFilename(), /^session-events-\d{4}-\d\d-\d\d\.csv$/)
  })

  it('is for Dave too', async () => {
    const page = await people.loggedIn(demo.origin, 'dave', '/admin/resources/SessionEvent')
    await entries(page).filter({ hasText: 'Logged in' }).waitFor()
  })

  it('is neither in the menu of the others nor at its address', async () => {
    for (const name of ['alice', 'carol']) {
      const page = await people.loggedIn(demo.origin, name)
      await page.locator('[data-css=topbar] svg').first().click()
      await page.getByText('My sessions', { exact: true }).waitFor()
      assert.equal(await page.getByText('Session events', { exact: true }).count(), 0, name)
      await page.goto('/admin/resources/SessionEvent')
      await page.getByText(/not authorized/).waitFor()
      assert.equal(await page.getByText('Logged in').count(), 0, name)
    }
  })
})

describe('by keyboard alone', () => {
  it('a user is logged out on one device, and the focus stays in the drawer', async () => {
    for (const agent of [firefox, iPhone]) await logInFrom(demo, 'alice', agent)
    const page = await people.loggedIn(demo.origin, 'dave', pathOf('alice', 'sessions'))
    await tabTo(button(page, 'Log out: Firefox 120 · Windows, 127.0.0.1'))
    await page.keyboard.press('Enter')
    await tabTo(page.getByRole('dialog').getByRole('button', { name: 'Log out', exact: true }))
    await page.keyboard.press('Enter')
    await page.getByText('The session has been ended.').waitFor()
    await untilFocused(page.getByRole('region', { name: 'Sessions' }))
    await page.keyboard.press('Tab')
    await untilFocused(button(page, 'Log out: Safari 17 · iOS, 127.0.0.1'))
    await page.keyboard.press('Tab')
    await untilFocused(button(page, 'Log out everywhere'))
    await page.keyboard.press('Space')
    await tabTo(page.getByRole('dialog').getByRole('button', { name: 'End 1 session', exact: true }))
    await page.keyboard.press('Enter')
    await page.getByText('Ended 1 session of 1 user.').waitFor()
  })

  it('one of the own devices is logged out, with the password', async () => {
    await logInFrom(demo, 'alice', firefox)
    const page = await people.loggedIn(demo.origin, 'alice', mySessions)
    await tabTo(button(page, /^Log out: Firefox/))
    await page.keyboard.press('Enter')
    await untilFocused(page.getByLabel('Your password'))
    await page.keyboard.type('wrong')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('That is not your password.').waitFor()
    // The wrong one is selected, so that the next one takes its place.
    await untilFocused(page.getByLabel('Your password'))
    // After a wrong one the next has to wait for a second.
    await page.waitForTimeout(1_100)
    await page.keyboard.type('demo')
    await page.keyboard.press('Enter')
    await page.getByText('You are logged in here and nowhere else.').waitFor()
    await untilFocused(page.getByRole('region', { name: 'My sessions' }))
  })

  it('the dialog does not let the focus out', async () => {
    await logInFrom(demo, 'alice', firefox)
    const page = await people.loggedIn(demo.origin, 'alice', mySessions)
    await button(page, 'Log out everywhere else').first().click()
    const dialog = page.getByRole('dialog', { name: 'Log out everywhere else' })
    for (let steps = 0; steps < 8; steps++) {
      await page.keyboard.press('Tab')
      // Between the last and the first the browser itself has a turn: the page has no focus then.
      assert.ok(
        await dialog.evaluate(
          (element) =>
            [document.body, null].includes(document.activeElement as HTMLElement) ||
            element.contains(document.activeElement),
        ),
      )
    }
  })

  it('everyone is logged out but oneself, or oneself too', async () => {
    await logInFrom(demo, 'alice', firefox)
    const page = await people.loggedIn(demo.origin, 'dave', '/admin/resources/User/actions/logoutEveryone')
    await page.getByText('1 user will be logged out on 1 session.').waitFor()
    await tabTo(page.getByLabel('Keep me logged in'))
    await page.keyboard.press('Space')
    await page.getByText('2 users will be logged out on 2 sessions.').waitFor()
    await tabTo(button(page, 'Log out 2 users'))
    await page.keyboard.press('Enter')
    await untilFocused(page.getByLabel('Your password'))
    await page.keyboard.type('demo')
    await page.keyboard.press('Enter')
    assert.match(await noticeOf(page), /^You logged out yourself, on all your sessions\./)
  })
})
