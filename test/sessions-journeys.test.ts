// Looking at sessions and ending them, in a real browser on the demo, where everybody may have any number of sessions:
// those of a user, one's own, everybody's, those of an account that changes, and the audit trail of it all.
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import { isLoggedIn } from './support/app.js'
import { openDemo, type DemoInBrowser } from './support/demo-in-browser.js'
import { logInAs, type Demo } from './support/demo.js'
import { chrome, comeBackTo, firefox, iPhone, logInFrom, noticeOf, peopleIn, type People } from './support/people.js'
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
/** Has the focus: Playwright has no such wait without its test runner. */
const untilFocused = (locator: Locator) => locator.and(locator.page().locator(':focus')).waitFor()

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
      /^Safari 17 · iOS\s+127\.0\.0\.1\s+this minute\s+\w{3} \d+, \d{4}, \d+:\d\d\s[AP]M\s+Log out$/,
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
    await button(page, 'Log out: Safari 17 · iOS, 127.0.0.1').click()
    await page.getByText('The session has been ended.').waitFor()
    await rowsIn(page).nth(3).waitFor({ state: 'detached' })
    assert.deepEqual(await areIn(), [true, false, true])

    await button(page, 'Log out everywhere').click()
    await page.getByText('Logged out 1 user on 3 sessions.').waitFor()
    await page.getByText('alice@example.com is not logged in anywhere.').waitFor()
    assert.equal(await button(page, 'Log out everywhere').isDisabled(), true)
    assert.deepEqual(await areIn(), [false, false, false])
    await comeBackTo(tab)
    assert.match(await noticeOf(tab), /^You were logged out by an administrator\./)
  })

  it('says so if the session has ended meanwhile', async () => {
    await logInFrom(demo, 'alice', firefox)
    const page = await people.loggedIn(demo.origin, 'dave')
    await openFromList(page, 'alice')
    await prisma.session.deleteMany({ where: { userSession: { userAgent: firefox } } })
    await button(page, /^Log out: Firefox/).click()
    await page.getByText('This session had ended already.').waitFor()
    await page.getByText('alice@example.com is not logged in anywhere.').waitFor()
  })

  it('leads an administrator who ends their own session to the login page', async () => {
    const page = await people.loggedIn(demo.origin, 'dave', pathOf('dave', 'sessions'))
    await rowsIn(page).getByText('This session').waitFor()
    await button(page, /^Log out: /).click()
    assert.match(await noticeOf(page), /^You logged out yourself, on all your sessions\./)
  })

  it('of an admin user is not for those who may log out ordinary users alone', async () => {
    await logInAs(demo.browser(), 'root')
    const page = await people.loggedIn(demo.origin, 'carol', pathOf('root', 'sessions'))
    await page.getByText('You may not see the sessions of an admin user.').waitFor()
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

  it('has pages of ten, and turns back when the last one is empty', async () => {
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
    for (const left of [1, 10]) {
      await button(page, /^Log out: /)
        .first()
        .click()
      await shown(left)
    }
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
    assert.deepEqual(await areIn(), [true, true])
    await password(page).fill('demo')
    await dialog.getByRole('button', { name: 'Log out' }).click()
    await page.getByText('The session has been ended.').waitFor()
    await dialog.waitFor({ state: 'detached' })
    assert.deepEqual(await areIn(), [false, true])
    assert.equal(await rowsIn(page).count(), 2)
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

  it('logs out everywhere else, and says then that there is only this one', async () => {
    const { page, areIn } = await open()
    const tab = await people.loggedIn(demo.origin, 'alice')
    await button(page, 'Log out everywhere else').click()
    await password(page).fill('demo')
    await page.getByRole('dialog').getByRole('button', { name: 'Log out everywhere else' }).click()
    await page.getByText('You are logged out everywhere else (3 sessions).').waitFor()
    await page.getByText('You are logged in here and nowhere else.').waitFor()
    assert.equal(await button(page, /^Log out/).count(), 0)
    assert.deepEqual(await areIn(), [false, false])
    await comeBackTo(tab)
    assert.match(await noticeOf(tab), /^You were logged out here from another device of yours\./)
    await page.reload()
    await rowsIn(page).getByText('This session').waitFor()
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
    await page.getByText('Logged out 2 users on 3 sessions.').waitFor()
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
  it('says what happened, to whom and by whom, and can only be read', async () => {
    const events = '/admin/resources/SessionEvent'
    await logInFrom(demo, 'alice', firefox)
    const dave = await logInFrom(demo, 'dave', iPhone)
    await dave.post(`/admin/api/resources/User/bulk/logoutAllOnAllSessions?recordIds=${idOf('alice')}`, undefined, {
      headers: { 'user-agent': iPhone },
    })
    const page = await people.loggedIn(demo.origin, 'root', '/admin')
    await page.locator('[data-css=topbar] svg').first().click()
    await page.getByText('Session events', { exact: true }).click()
    const row = page.getByRole('row').filter({ hasText: 'Logged out by an administrator' })
    await row.waitFor()
    assert.match(
      await row.innerText(),
      /^\s*\w{3} \d+, \d{4}, \d+:\d\d\s[AP]M\s+Logged out by an administrator\s+alice@example\.com\s+dave@example\.com\s+127\.0\.0\.1\s+Safari 17 · iOS\s*$/,
    )
    assert.equal(await page.getByRole('row').filter({ hasText: 'Logged in' }).count(), 3)
    await row.getByText('Logged out by an administrator').click()
    await page.waitForURL(/\/SessionEvent\/records\/.+\/show$/)
    for (const text of [
      'Logged out by an administrator',
      'alice@example.com',
      'dave@example.com',
      '127.0.0.1',
      'Safari 17 · iOS',
    ])
      await page.getByText(text).waitFor()
    for (const action of ['new', 'edit', 'delete', 'bulkDelete'])
      assert.equal(await page.getByTestId(`action-${action}`).count(), 0, action)
    await page.goto(`${events}/actions/new`)
    await page.getByText(/not authorized/).waitFor()
  })

  it('is for Dave too', async () => {
    const page = await people.loggedIn(demo.origin, 'dave', '/admin/resources/SessionEvent')
    await page.getByRole('row').filter({ hasText: 'Logged in' }).waitFor()
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
  /** Goes on with the Tab key until the focus is there. */
  async function tabTo(target: Locator): Promise<void> {
    await target.waitFor()
    const page = target.page()
    for (let steps = 0; steps < 60; steps++) {
      if ((await target.and(page.locator(':focus')).count()) === 1) return
      await page.keyboard.press('Tab')
    }
    assert.fail('The Tab key does not lead there.')
  }

  it('a user is logged out on one device, and the focus stays in the drawer', async () => {
    for (const agent of [firefox, iPhone]) await logInFrom(demo, 'alice', agent)
    const page = await people.loggedIn(demo.origin, 'dave', pathOf('alice', 'sessions'))
    await tabTo(button(page, 'Log out: Firefox 120 · Windows, 127.0.0.1'))
    await page.keyboard.press('Enter')
    await page.getByText('The session has been ended.').waitFor()
    await untilFocused(page.getByRole('region', { name: 'Sessions' }))
    await page.keyboard.press('Tab')
    await untilFocused(button(page, 'Log out: Safari 17 · iOS, 127.0.0.1'))
    await page.keyboard.press('Tab')
    await untilFocused(button(page, 'Log out everywhere'))
    await page.keyboard.press('Space')
    await page.getByText('alice@example.com is not logged in anywhere.').waitFor()
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
    await page.keyboard.type('demo')
    await page.keyboard.press('Enter')
    await page.getByText('You are logged in here and nowhere else.').waitFor()
    await untilFocused(page.getByRole('region', { name: 'My sessions' }))
  })

  it('the dialog does not let the focus out', async () => {
    await logInFrom(demo, 'alice', firefox)
    const page = await people.loggedIn(demo.origin, 'alice', mySessions)
    await button(page, 'Log out everywhere else').click()
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
    assert.match(await noticeOf(page), /^You logged out yourself, on all your sessions\./)
  })
})
