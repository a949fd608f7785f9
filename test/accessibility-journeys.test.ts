// Our pages, drawers and dialogs for people who see little or use no mouse, in a real browser on the demo with its samples: axe finds
// nothing in them, on a desk in light colours and on a phone in dark ones, and the keyboard leads everywhere.
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import { barriersIn } from './support/axe.js'
import { turnDark } from './support/dark-theme.js'
import { openDemo, type DemoInBrowser } from './support/demo-in-browser.js'
import type { Demo } from './support/demo.js'
import { tabTo, untilFocused } from './support/keyboard.js'
import { comeBackTo, logInFrom, peopleIn, type People } from './support/people.js'
import { pictureAsItIs } from './support/picture.js'

let browser: Browser
let people: People
let demo: Demo
let close: () => Promise<void>
let prisma: DemoInBrowser['prisma']
let users: Awaited<ReturnType<typeof prisma.user.findMany>>

before(async () => {
  // Two of the three places of each user are taken by the samples.
  const env = { SINGLE_USER_SESSION: '3', AT_LIMIT: 'ask', SAMPLE_DATA: 'true' }
  ;({ demo, prisma, browser, close } = await openDemo(env))
  users = await prisma.user.findMany()
  people = peopleIn(browser)
})
after(() => close())
afterEach(async () => {
  await prisma.session.deleteMany({ where: madeHere() })
  await people.leave()
})

/** The sessions that are none of the samples, which are older. */
const madeHere = () => ({ userSession: { createdAt: { gt: new Date(Date.now() - 30 * 60_000) } } })
const idOf = (name: string): string =>
  String(users.find(({ email }) => email === `${name}@example.com`)?.id ?? `nobody is called ${name}`)
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

/** A tab in light colours as it is, and one in dark colours in the same browser. */
type Tabs = readonly [light: Page, dark: Page]

async function besides(light: Page): Promise<Tabs> {
  const dark = await light.context().newPage()
  await turnDark(dark)
  await dark.setViewportSize({ width: 390, height: 844 })
  return [light, dark]
}

/** What axe finds on a page, a drawer or a dialog once it has been opened in each of the tabs. */
async function lookAt(name: string, tabs: Tabs, open: (tab: Page) => Promise<void>): Promise<string[]> {
  const found = await Promise.all(
    tabs.map(async (tab, index) => {
      await open(tab)
      // A drawer slides in; what is half there is read as half as dark.
      await tab.waitForFunction(() =>
        document.getAnimations().every(({ effect, playState }) => {
          // What turns while something loads never ends.
          return playState === 'finished' || effect?.getComputedTiming().iterations === Infinity
        }),
      )
      await pictureAsItIs(tab, `axe-${name}-${index === 0 ? 'light' : 'dark'}`)
      const barriers = await barriersIn(tab)
      return barriers.map((barrier) => `${name}, ${index === 0 ? 'light' : 'dark'}: ${barrier}`)
    }),
  )
  return found.flat()
}

describe('axe finds nothing', () => {
  it('on the login page, and where it asks which session is to end', async () => {
    await logInFrom(demo, 'alice')
    const tabs = await besides(await people.visitor(demo.origin))
    const found = [
      await lookAt('login', tabs, async (tab) => {
        await tab.goto('/admin/login')
        await button(tab, 'Login').waitFor()
      }),
      await lookAt('at-limit', tabs, async (tab) => {
        await tab.locator('input[name=email]').fill('alice@example.com')
        await tab.locator('input[name=password]').fill('demo')
        await tab.locator('input[name=password]').press('Enter')
        await button(tab, /^Log out there: /)
          .first()
          .waitFor()
      }),
    ]
    assert.deepEqual(found.flat(), [])
  })

  it('in what an administrator sees of users, sessions and events', async () => {
    // A line of the trail that stands for several events.
    const dave = await logInFrom(demo, 'dave')
    await dave.post(`/admin/api/resources/User/bulk/logoutAllOnAllSessions?recordIds=${idOf('carol')}`)
    const tabs = await besides(await people.loggedIn(demo.origin, 'root'))
    const records = '/admin/resources/User/records'
    const bulk = (action: string) => `/admin/resources/User/bulk/${action}?recordIds=${idOf('bob')},${idOf('root')}`
    const to = (path: string, ready: (tab: Page) => Locator) => async (tab: Page) => {
      await tab.goto(path)
      await ready(tab).first().waitFor()
    }
    const events = (tab: Page) => tab.getByRole('region', { name: 'List' }).locator('ol > li')
    const pages: readonly (readonly [name: string, open: (tab: Page) => Promise<void>])[] = [
      ['first-page', to('/admin', (tab) => tab.locator('[data-css=demo-dashboard] li'))],
      ['users', to('/admin/resources/User', (tab) => tab.getByText('bob@example.com'))],
      ['user', to(`${records}/${idOf('bob')}/show`, (tab) => tab.getByText('Last seen'))],
      ['sessions', to(`${records}/${idOf('bob')}/sessions`, (tab) => button(tab, /^Log out: /))],
      [
        'sessions-question',
        async (tab) => {
          await button(tab, 'Log out everywhere').click()
          await tab.getByRole('dialog').waitFor()
        },
      ],
      ['bulk', to(bulk('logoutOnAllSessions'), (tab) => button(tab, 'Log out 1 user'))],
      ['bulk-all', to(bulk('logoutAllOnAllSessions'), (tab) => button(tab, 'Log out 2 users'))],
      [
        'password',
        async (tab) => {
          await button(tab, 'Log out 2 users').click()
          await tab.getByLabel('Your password').fill('wrong')
          await tab.keyboard.press('Enter')
          await tab
            .getByRole('alert')
            .filter({ hasText: /password/ })
            .waitFor()
        },
      ],
      ['everyone', to('/admin/resources/User/actions/logoutEveryone', (tab) => button(tab, /^Log out \d users$/))],
      [
        'online',
        async (tab) => {
          await tab.goto('/admin/pages/whoIsOnline')
          await tab.getByRole('img', { name: 'The last days' }).waitFor()
          await tab.getByText('As a table').click()
        },
      ],
      [
        'online-question',
        async (tab) => {
          await button(tab, /^Log out: bob/)
            .first()
            .click()
          await tab.getByRole('alertdialog').waitFor()
        },
      ],
      [
        'trail',
        async (tab) => {
          await tab.goto('/admin/resources/SessionEvent')
          await button(tab, 'Show each').first().click()
          await events(tab).locator('ul > li').first().waitFor()
        },
      ],
      [
        'trail-filters',
        async (tab) => {
          await tab.getByText('Filter', { exact: true }).first().click()
          await tab.getByText('Apply changes').waitFor()
        },
      ],
      [
        'event',
        async (tab) => {
          const [event] = await prisma.sessionEvent.findMany({ where: { event: 'revoked' }, take: 1 })
          await to(`/admin/resources/SessionEvent/records/${event?.id ?? ''}/show`, () => tab.getByText('Ended by'))(
            tab,
          )
        },
      ],
    ]
    const found: string[] = []
    for (const [name, open] of pages) found.push(...(await lookAt(name, tabs, open)))
    assert.deepEqual(found, [])

    // On paper, all of it, not what fits the window.
    await tabs[0].goto('/admin/resources/SessionEvent')
    await events(tabs[0]).nth(20).waitFor()
    const sheets = (await tabs[0].pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g)
    assert.ok(sheets && sheets.length > 1)
  })

  it('in what users see of their own sessions, and of the end of one', async () => {
    const mine = await besides(await people.loggedIn(demo.origin, 'alice'))
    const forms = await besides(await mine[0].context().newPage())
    const found = [
      await lookAt('my-sessions', mine, async (tab) => {
        await tab.goto('/admin/pages/mySessions')
        await tab.getByRole('region', { name: 'What happened lately' }).locator('li').first().waitFor()
      }),
      await lookAt('my-sessions-question', mine, async (tab) => {
        await button(tab, 'Log out everywhere else').first().click()
        await tab.getByRole('dialog').waitFor()
      }),
    ]
    for (const tab of mine) await tab.keyboard.press('Escape')
    for (const tab of forms) {
      await tab.goto(`${demo.origin}/admin/resources/User/records/${idOf('alice')}/edit`)
      await tab.locator('#newPassword').fill('a better one')
    }
    await prisma.session.updateMany({ where: madeHere(), data: { expiresAt: new Date(Date.now() + 45_000) } })
    found.push(
      await lookAt('warning', forms, async (tab) => {
        await comeBackTo(tab)
        await button(tab, 'Stay logged in').waitFor()
      }),
    )
    await button(forms[0], 'Stay logged in').click()
    await endFromElsewhere()
    found.push(
      await lookAt('ended', forms, async (tab) => {
        await comeBackTo(tab)
        await tab.getByRole('alertdialog', { name: 'You are not logged in any more' }).waitFor()
        // One of four tabs was told by the server, and told the others.
        await tab.getByRole('alertdialog').getByText('Wasn’t you?').waitFor()
        await tab.getByLabel('Password', { exact: true }).last().fill('wrong')
        await tab.keyboard.press('Enter')
        await tab.getByRole('alert').filter({ hasText: 'Wrong email' }).waitFor()
      }),
      await lookAt('login-reason', mine, async (tab) => {
        await tab.getByText('Wasn’t you?').waitFor()
      }),
    )
    assert.deepEqual(found.flat(), [])
  })

  /** Logs alice in elsewhere, in place of the session of the tabs. */
  async function endFromElsewhere(): Promise<void> {
    const page = await people.visitor(demo.origin)
    await page.goto('/admin/login')
    await page.locator('input[name=email]').fill('alice@example.com')
    await page.locator('input[name=password]').fill('demo')
    await page.locator('input[name=password]').press('Enter')
    await button(page, /^Log out there: Chrome \d+ · Linux/).click()
    await page.waitForURL('**/admin')
  }
})

describe('by keyboard alone', () => {
  /** Whether people see where they are, and could hit it with a finger. */
  async function isPlain(target: Locator): Promise<void> {
    const outline = await target.evaluate((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      return outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth)
    })
    const box = await target.boundingBox()
    assert.ok(outline >= 2, `${await target.innerText()} has the focus, and does not show it`)
    assert.ok(Math.min(box?.width ?? 0, box?.height ?? 0) >= 24, `${await target.innerText()} is small`)
  }

  it('an administrator logs in, finds alice, ends one session of hers, and is back where they were', async () => {
    const page = await people.visitor(demo.origin)
    await page.goto('/admin/login')
    await tabTo(page.locator('input[name=email]'))
    await page.keyboard.type('dave@example.com')
    await page.keyboard.press('Tab')
    await page.keyboard.type('demo')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/admin')
    await tabTo(page.getByRole('link', { name: 'Users', exact: true }))
    await page.keyboard.press('Enter')

    const wayIn = page.getByRole('link', { name: '2 · Sessions: alice@example.com' })
    await tabTo(wayIn)
    await isPlain(wayIn)
    await page.keyboard.press('Enter')
    await untilFocused(page.getByRole('heading', { name: 'Sessions' }))
    const end = button(page, 'Log out: Safari 18 · iOS, 2001:db8:5::23')
    await tabTo(end)
    await isPlain(end)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('This ends 1 session of alice@example.com.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await untilFocused(end)
    await page.keyboard.press('Enter')
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Log out', exact: true })
    await tabTo(confirm)
    await isPlain(confirm)
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('The session has been ended.').waitFor()

    // The page behind is out of reach: the ways out of the drawer lead round in it.
    for (let steps = 0; steps < 8; steps++) {
      await page.keyboard.press('Tab')
      assert.equal(await page.locator('[data-css=sidebar] :focus, table [data-id] :focus').count(), 0)
    }
    await page.keyboard.press('Escape')
    await untilFocused(page.getByRole('link', { name: '1 · Sessions: alice@example.com' }))
    const where = { event: 'revoked', userId: Number(idOf('alice')), byUserId: Number(idOf('dave')) }
    assert.equal(
      await prisma.sessionEvent.count({ where: { ...where, createdAt: { gt: new Date(Date.now() - 600_000) } } }),
      1,
    )
  })
})
