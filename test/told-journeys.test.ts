// What people are told when their session has ended, in real browsers: on the login page, and in tabs that are open. Two
// demos on one PostgreSQL database, which comes with the tests; one gives everybody one session, the other three.
import '../src/demo/adminjs-environment.mjs'
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import AdminJS from 'adminjs'
import type { Browser, Page } from 'playwright-core'
import { closeApps, isLoggedIn, logOut, startApp } from './support/app.js'
import { launchBrowser } from './support/browser.js'
import { connect } from './support/database.js'
import { emptyDatabase, startDemo, stopDemos, type Demo } from './support/demo.js'
import { comeBackTo, firefox, logInFor, logInFrom, noticeOf, peopleIn, type People } from './support/people.js'
import { startPostgres } from './support/postgres-server.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('its two demos share a PostgreSQL database, whatever the other tests run on')

let browser: Browser
let people: People
let demo: Demo
let demoOfThree: Demo
let prisma: ReturnType<typeof connect>
const cleanUp: (() => Promise<unknown>)[] = []

before(async () => {
  const ownServer = process.env.TEST_POSTGRES_URL === undefined ? await startPostgres() : undefined
  if (ownServer) cleanUp.unshift(() => ownServer.stop())
  const { url, remove } = await emptyDatabase(process.env.TEST_POSTGRES_URL ?? ownServer?.url ?? '')
  cleanUp.unshift(remove)
  const env = { DATABASE_URL: url, SESSION_SECRET: 'the secret of two processes on one database' }
  demo = await startDemo(env)
  demoOfThree = await startDemo({ ...env, SINGLE_USER_SESSION: '3' })
  cleanUp.unshift(stopDemos)
  prisma = connect(url)
  cleanUp.unshift(() => prisma.$disconnect())
  browser = await launchBrowser()
  cleanUp.unshift(() => browser.close())
  people = peopleIn(browser)
})
after(async () => {
  for (const step of cleanUp) await step()
  await closeApps()
})
afterEach(async () => {
  await people.leave()
  await prisma.session.deleteMany()
  await prisma.sessionEvent.deleteMany()
})

/** A moment as the login page of this browser writes it. */
async function written(page: Page, event: string, language = 'en'): Promise<string> {
  const { createdAt } = await prisma.sessionEvent.findFirstOrThrow({ where: { event } })
  return inWords(page, createdAt, language)
}

const inWords = (page: Page, at: Date, language: string) =>
  page.evaluate(
    ([iso, locale]) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso)),
    [at.toISOString(), language] as const,
  )

/** Logs a user out as an administrator does: with a bulk action. */
async function revoke(where: Demo, name: string): Promise<void> {
  const { id } = await prisma.user.findUniqueOrThrow({ where: { email: `${name}@example.com` } })
  const dave = await logInFrom(where, 'dave')
  const path = `/admin/api/resources/User/bulk/logoutAllOnAllSessions?recordIds=${String(id)}`
  assert.equal((await dave.post(path)).status, 200)
}

/** Tells the page that it is hidden, or that it is not. */
const setHidden = (page: Page, isHidden: boolean) =>
  page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value: state })
      document.dispatchEvent(new Event('visibilitychange'))
    },
    isHidden ? 'hidden' : 'visible',
  )

const statusRoute = '**/api/single-session'

/** Collects the requests of a page that ask whether its session is live. */
function questionsOf(page: Page): string[] {
  const questions: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/api/single-session')) questions.push(request.method())
  })
  return questions
}

/** A page whose clock goes on at our word. */
async function loggedInWithClock(name: string): Promise<Page> {
  const page = await people.loggedIn(demo.origin, name)
  await page.clock.install()
  const answered = page.waitForResponse(statusRoute)
  await page.reload()
  await answered
  return page
}

describe('the login page', () => {
  it('is where a replaced tab goes by itself, and says when, on which device and from where', async () => {
    const tab = await people.loggedIn(demo.origin, 'alice')
    await logInFrom(demo, 'alice', firefox)
    // Nobody does anything in the tab: it asks every ten seconds.
    assert.equal(
      await noticeOf(tab),
      'Your account was used to log in elsewhere, so you were logged out here. ' +
        `(${await written(tab, 'replaced')} · Firefox 120 · Windows · 127.0.0.1)`,
    )
  })

  it('says nothing to a stranger', async () => {
    const stranger = await people.visitor(demo.origin)
    await stranger.goto('/admin/login')
    await stranger.getByRole('button', { name: 'Login' }).waitFor()
    assert.equal(await stranger.getByRole('alert').count(), 0)
    await stranger.goto('/admin')
    await stranger.waitForURL('**/admin/login')
    assert.equal(await stranger.getByRole('alert').count(), 0)
  })

  it('says that it was an administrator, but not where that one sits', async () => {
    const tab = await people.loggedIn(demo.origin, 'alice')
    await revoke(demo, 'alice')
    await comeBackTo(tab)
    const at = await written(tab, 'revoked')
    assert.equal(await noticeOf(tab), `You were logged out by an administrator. (${at})`)
  })

  it('says that the user logged out on another device', async () => {
    const tab = await people.loggedIn(demoOfThree.origin, 'alice')
    await logOut(await logInFrom(demoOfThree, 'alice'))
    await comeBackTo(tab)
    assert.match(await noticeOf(tab), /^You were logged out here from another device of yours\. \(.+ · 127\.0\.0\.1\)$/)
  })

  it('says that the session has expired', async () => {
    const tab = await people.loggedIn(demo.origin, 'alice')
    await prisma.session.updateMany({ data: { expiresAt: new Date(0) } })
    await comeBackTo(tab)
    assert.equal(await noticeOf(tab), 'Your session has expired. Please log in again.')
  })

  it('lets the user in again, and has nothing more to say', async () => {
    const tab = await people.loggedIn(demo.origin, 'alice', '/admin/pages/mySessions')
    await revoke(demo, 'alice')
    await comeBackTo(tab)
    await noticeOf(tab)
    await tab.getByPlaceholder('Email').fill('alice@example.com')
    await tab.getByPlaceholder('Password').fill('demo')
    await tab.getByRole('button', { name: 'Login' }).click()
    await tab.waitForURL('**/admin/pages/mySessions')
    await tab.getByText('This session').waitFor()
    assert.equal(await tab.getByRole('alert').count(), 0)
  })
})

describe('a click in a tab whose session has ended', () => {
  it('on a record ends at the login page with the reason', async () => {
    const tab = await people.loggedIn(demo.origin, 'alice', '/admin/resources/User')
    await tab.getByRole('row', { name: 'bob@example.com' }).waitFor()
    await revoke(demo, 'alice')
    await tab.getByText('bob@example.com').click()
    assert.match(await noticeOf(tab), /^You were logged out by an administrator\./)
  })

  it('on the list of users ends there too', async () => {
    const tab = await people.loggedIn(demo.origin, 'alice', '/admin/pages/mySessions')
    await tab.getByText('This session').waitFor()
    await revoke(demo, 'alice')
    await tab.locator('[data-css=topbar] svg').first().click()
    await tab.getByText('Users', { exact: true }).click()
    assert.match(await noticeOf(tab), /^You were logged out by an administrator\./)
  })
})

describe('an edited form in a tab whose session has ended', () => {
  /** Somebody who has begun to change an email address when they are logged out. */
  async function inTheMiddle(): Promise<Page> {
    const { id } = await prisma.user.findUniqueOrThrow({ where: { email: 'bob@example.com' } })
    const tab = await people.loggedIn(demo.origin, 'root', `/admin/resources/User/records/${String(id)}/edit`)
    await tab.locator('#email').fill('robert@example.com')
    await revoke(demo, 'root')
    await comeBackTo(tab)
    await tab.getByRole('alertdialog', { name: 'You are not logged in any more' }).waitFor()
    return tab
  }

  it('is kept by "Stay here", until there is something to save', async () => {
    const tab = await inTheMiddle()
    await tab.getByRole('button', { name: 'Stay here' }).click()
    assert.equal(await tab.getByRole('alertdialog').count(), 0)
    // Whoever comes back may have logged in in another tab: it looks, and says nothing once more.
    const looked = tab.waitForResponse(statusRoute)
    await comeBackTo(tab)
    await looked
    assert.equal(await tab.getByRole('alertdialog').count(), 0)
    await tab.getByRole('button', { name: 'Save' }).click()
    await tab.getByRole('alertdialog', { name: 'You are not logged in any more' }).waitFor()
    assert.equal(await tab.locator('#email').inputValue(), 'robert@example.com')
    assert.match(tab.url(), /\/edit$/)
  })

  it('is given up by going to another page, which is the login page', async () => {
    const tab = await inTheMiddle()
    await tab.getByRole('button', { name: 'Stay here' }).click()
    await tab.getByTestId('action-show').click()
    assert.match(await noticeOf(tab), /^You were logged out by an administrator\./)
  })
})

describe('an open tab', () => {
  it('asks while it is looked at, and not while it is hidden', async () => {
    const tab = await loggedInWithClock('alice')
    const questions = questionsOf(tab)
    let answered = tab.waitForResponse(statusRoute)
    await tab.clock.runFor(10_000)
    await answered
    assert.equal(questions.length, 1)
    await setHidden(tab, true)
    await tab.clock.runFor(600_000)
    assert.equal(questions.length, 1)
    answered = tab.waitForResponse(statusRoute)
    await setHidden(tab, false)
    await answered
    assert.equal(questions.length, 2)
  })

  it('goes to the login page as soon as it is looked at again', async () => {
    const tab = await people.loggedIn(demo.origin, 'alice')
    await setHidden(tab, true)
    await revoke(demo, 'alice')
    await setHidden(tab, false)
    assert.match(await noticeOf(tab), /^You were logged out by an administrator\./)
  })

  it('stays where it is while the server is away, and asks on', async () => {
    const tab = await loggedInWithClock('alice')
    let answer: 'nothing' | 503 = 'nothing'
    let questions = 0
    await tab.route(statusRoute, (route) => {
      questions += 1
      return answer === 'nothing' ? route.abort() : route.fulfill({ status: answer, body: 'Please try again.' })
    })
    for (const said of ['nothing', 503] as const) {
      answer = said
      questions = 0
      // By the clock of the page; what it hears comes in its own time.
      while (questions < 2) await tab.clock.runFor(5_000)
      assert.match(tab.url(), /\/admin$/)
    }
    await tab.unroute(statusRoute)
    await revoke(demo, 'alice')
    await comeBackTo(tab)
    while (new URL(tab.url()).pathname === '/admin') await tab.clock.runFor(1_000).catch(() => undefined)
    assert.match(await noticeOf(tab), /^You were logged out by an administrator\./)
  })

  it('notices that its session was ended through another process', async () => {
    const tab = await people.loggedIn(demo.origin, 'alice')
    const other = await logInFrom(demoOfThree, 'bob')
    await revoke(demoOfThree, 'alice')
    await comeBackTo(tab)
    assert.match(await noticeOf(tab), /^You were logged out by an administrator\./)
    assert.equal(await isLoggedIn(other), true)
  })
})

describe('in German', () => {
  it('the login page says it in German, with a German date', async (t) => {
    const bundling = t.mock.method(AdminJS.prototype, 'initialize')
    const app = await startApp({
      settings: { cookie: { secure: 'auto' } },
      adminOptions: { locale: { language: 'de', availableLanguages: ['de'] } },
    })
    await bundling.mock.calls[0]?.result
    const tab = await people.visitor(app.origin)
    await logInFor(tab, app, 'foo')
    await tab.goto('/admin')
    const headers = { 'user-agent': firefox }
    await app.browser().post('/admin/login', { email: 'foo@example.com', password: 'secret' }, { headers })
    await comeBackTo(tab)
    const notice = await noticeOf(tab)
    const { createdAt } = await app.prisma.sessionEvent.findFirstOrThrow({ where: { event: 'replaced' } })
    assert.equal(
      notice,
      'Mit Ihrem Konto hat sich jemand an anderer Stelle angemeldet, deshalb wurden Sie hier abgemeldet. ' +
        `(${await inWords(tab, createdAt, 'de')} · Firefox 120 · Windows · 127.0.0.1)`,
    )
    assert.match(notice, /\(\d\d\.\d\d\.\d{4}, \d\d:\d\d · /)
  })
})
