// Nobody loses what they were at when their session ends, in real browsers: the login leads back to where they were, an edited
// form stays and is saved after a login in place, all tabs of a browser tell the reason, and one login is for all of them.
import '../src/demo/adminjs-environment.mjs'
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it, mock } from 'node:test'
import AdminJS from 'adminjs'
import type { Browser, Page } from 'playwright-core'
import { closeApps, idOf, startApp, type TestApp } from './support/app.js'
import { launchBrowser } from './support/browser.js'
import { comeBackTo, firefox, logInFor, peopleIn, phone, type People } from './support/people.js'
import { picture } from './support/picture.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('it is about browsers')

let browser: Browser
let people: People
let app: TestApp
const bundling = mock.method(AdminJS.prototype, 'initialize')
async function bundled(): Promise<void> {
  for (const { result } of bundling.mock.calls) await result
}

before(async () => {
  app = await startApp({
    settings: { cookie: { secure: 'auto' } },
    userOptions: { editProperties: ['email', 'isSuperuser'] },
  })
  browser = await launchBrowser()
  people = peopleIn(browser)
  await bundled()
})
after(async () => {
  await browser.close()
  await closeApps()
})
afterEach(async () => {
  await people.leave()
  await app.prisma.session.deleteMany()
  await app.prisma.sessionEvent.deleteMany()
  await app.prisma.user.updateMany({ where: { email: 'robert@example.com' }, data: { email: 'bar@example.com' } })
  await app.prisma.user.updateMany({ where: { email: 'bar@example.com' }, data: { isSuperuser: false } })
})

/** A tab of a user who is logged in, on the page with that path. */
async function tabOf(name: string, path: string, on = app): Promise<Page> {
  const tab = await people.visitor(on.origin)
  await logInFor(tab, on, name)
  await tab.goto(path)
  return tab
}

/** Logs a user in on another device. */
async function logInElsewhere(name: string): Promise<void> {
  const fields = { email: `${name}@example.com`, password: 'secret' }
  const answer = await app.browser().post('/admin/login', fields, { headers: { 'user-agent': firefox } })
  assert.equal(answer.status, 302)
}

/** Fills in the login page. */
async function logInOn(page: Page, name: string, password = 'secret'): Promise<void> {
  await page.locator('input[name=email]').fill(`${name}@example.com`)
  await page.locator('input[name=password]').fill(password)
  await page.locator('input[name=password]').press('Enter')
}

const list = '/admin/resources/User?filters.email=example&sortBy=email&direction=desc&page=1'
const reason = (page: Page) =>
  page.getByText(/^Your account was used to log in elsewhere, so you were logged out here\. \(/)
const isAt = (path: string) => (url: URL) => `${url.pathname}${url.search}` === path
const isAtLogin = (url: URL) => url.pathname === '/admin/login'

describe('the login', () => {
  it('says why until somebody is logged in, and leads back to page, filter and order', async () => {
    const tab = await tabOf('root', list)
    await tab.getByRole('row', { name: 'bar@example.com' }).waitFor()
    await logInElsewhere('root')
    await comeBackTo(tab)
    await tab.waitForURL(isAtLogin)
    await reason(tab).waitFor()
    await picture(tab, 'login-reason')
    await tab.reload()
    await reason(tab).waitFor()
    await logInOn(tab, 'root', 'wrong')
    await tab.getByRole('alert').filter({ hasText: 'Wrong email and/or password' }).waitFor()
    await reason(tab).waitFor()
    await picture(tab, 'login-reason-wrong')
    await logInOn(tab, 'root')
    await tab.waitForURL(isAt(list))
    await tab.getByRole('row', { name: 'bar@example.com' }).waitFor()
    // It is gone with the login, and does not come back.
    await tab.goto('/admin/login')
    await tab.getByRole('button', { name: 'Login' }).waitFor()
    assert.equal(await reason(tab).count(), 0)
  })

  it('leads a stranger to where the link was for, and never to another site, the API or the logout', async () => {
    const stranger = await people.visitor(app.origin)
    await stranger.setViewportSize(phone)
    await stranger.goto(`${list}#here`)
    await stranger.waitForURL(isAtLogin)
    await logInOn(stranger, 'root')
    await stranger.waitForURL(isAt(list))
    assert.equal(new URL(stranger.url()).hash, '#here')
    const form = { email: 'root@example.com', password: 'secret' }
    for (const next of [
      'https://evil.test/',
      '//evil.test',
      '/admin/api/dashboard',
      '/admin/logout',
      '/admin/./../x',
    ]) {
      const answer = await app.browser().post(`/admin/login?next=${encodeURIComponent(next)}`, form)
      assert.deepEqual([answer.status, answer.location], [302, '/admin'], next)
    }
  })

  it('in one tab is one in all of them: each tells the reason, and goes back to where it was', async () => {
    const paths = [list, '/admin/pages/mySessions', '/admin']
    const first = await tabOf('root', list)
    const tabs = [first, ...(await Promise.all(paths.slice(1).map(() => first.context().newPage())))]
    await tabs[1]?.setViewportSize(phone)
    for (const [index, path] of paths.entries()) await tabs[index]?.goto(path)
    await logInElsewhere('root')
    await comeBackTo(first)
    for (const tab of tabs) {
      await tab.waitForURL(isAtLogin)
      await reason(tab).waitFor()
    }
    await logInOn(first, 'root')
    for (const [index, path] of paths.entries()) await tabs[index]?.waitForURL(isAt(path))
  })

  it('comes after a logout that is confirmed quietly', async () => {
    const tab = await tabOf('root', '/admin/pages/mySessions')
    await tab.goto('/admin/logout')
    const said = tab.getByRole('status').filter({ hasText: 'You have been logged out.' })
    await said.waitFor()
    assert.equal(await tab.getByRole('alert').count(), 0)
    await picture(tab, 'logged-out')
    await logInOn(tab, 'root')
    await tab.waitForURL(isAt('/admin'))
  })

  it('leads those who were not the ones to where they see their sessions', async () => {
    const tab = await tabOf('root', '/admin')
    await logInElsewhere('root')
    await comeBackTo(tab)
    await tab.getByRole('link', { name: 'Wasn’t you?' }).click()
    await tab.waitForURL((url) => url.searchParams.get('next') === '/admin/pages/mySessions')
    await logInOn(tab, 'root')
    await tab.waitForURL(isAt('/admin/pages/mySessions'))
  })
})

describe('a form that is being edited when the session ends', () => {
  const dialogOf = (tab: Page) => tab.getByRole('alertdialog', { name: 'You are not logged in any more' })
  const superuser = async () =>
    (await app.prisma.user.findUniqueOrThrow({ where: { email: 'bar@example.com' } })).isSuperuser

  async function editing(on = app): Promise<Page> {
    const tab = await tabOf('root', `/admin/resources/User/records/${String(await idOf(on.prisma, 'bar'))}/edit`, on)
    await tab.locator('#email').waitFor()
    return tab
  }

  it('stays, if a checkbox is all that was changed, and is saved after a login in place', async () => {
    const tab = await editing()
    await tab
      .locator('form .adminjs_Checkbox a, form .adminjs_Checkbox span, form .adminjs_Checkbox > :last-child')
      .first()
      .click()
    await logInElsewhere('root')
    await comeBackTo(tab)
    const dialog = dialogOf(tab)
    await dialog.getByText(/^Your account was used .*Firefox 120 · Windows · 127\.0\.0\.1\)$/).waitFor()
    assert.equal(await dialog.getByLabel('Email').inputValue(), 'root@example.com')
    const password = dialog.getByLabel('Password')
    await password.and(tab.locator(':focus')).waitFor()
    await picture(tab, 'dialog')
    await password.fill('wrong')
    await password.press('Enter')
    await dialog.getByRole('alert').filter({ hasText: 'Wrong email and/or password' }).waitFor()
    await picture(tab, 'dialog-wrong')
    await password.and(tab.locator(':focus')).waitFor()
    await password.fill('secret')
    await password.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    assert.equal(await superuser(), false)
    await tab.getByRole('button', { name: 'Save' }).click()
    await tab.waitForURL((url) => !url.pathname.endsWith('/edit'))
    assert.equal(await superuser(), true)
  })

  it('is saved by itself after the login if "Save" was what told that the session had ended, on a phone too', async () => {
    const tab = await editing()
    await tab.setViewportSize(phone)
    await tab.locator('#email').fill('robert@example.com')
    await logInElsewhere('root')
    await tab.getByRole('button', { name: 'Save' }).click()
    const dialog = dialogOf(tab)
    // Left alone, it says that nothing was saved; the next attempt brings the dialog back.
    await dialog.getByRole('button', { name: 'Stay here' }).click()
    await tab.getByText('Not saved: you are not logged in.').waitFor()
    assert.equal(await tab.locator('#email').inputValue(), 'robert@example.com')
    await tab.getByRole('button', { name: 'Save' }).click()
    await dialog.getByLabel('Password').fill('secret')
    await dialog.getByRole('button', { name: 'Login' }).click()
    await tab.waitForURL((url) => !url.pathname.endsWith('/edit'))
    assert.equal(await app.prisma.user.count({ where: { email: 'robert@example.com' } }), 1)
    assert.equal(await tab.getByText(/error updating record/i).count(), 0)
  })

  it('is not saved in the name of another user, who logged in there or in another tab', async () => {
    for (const where of ['there', 'another tab'] as const) {
      const tab = await editing()
      await tab.locator('#email').fill('robert@example.com')
      await logInElsewhere('root')
      if (where === 'there') {
        await tab.getByRole('button', { name: 'Save' }).click()
        const dialog = dialogOf(tab)
        await dialog.getByLabel('Email').fill('dave@example.com')
        await dialog.getByLabel('Password').fill('secret')
        await dialog.getByRole('button', { name: 'Login' }).click()
      } else {
        await logInFor(tab, app, 'dave')
        await tab.getByRole('button', { name: 'Save' }).click()
      }
      const other = tab.getByRole('alertdialog', { name: 'Somebody else is logged in by now' })
      await other.waitFor()
      if (where === 'there') await picture(tab, 'other-user')
      await other.getByRole('button', { name: 'Go to the first page' }).click()
      await tab.waitForURL(isAt('/admin'))
      assert.equal(await app.prisma.user.count({ where: { email: 'robert@example.com' } }), 0)
    }
  })

  it('goes on after a login in another tab, where there is no place for one here', async () => {
    const refusing = await startApp({
      settings: { cookie: { secure: 'auto' }, atLimit: 'refuse' },
      userOptions: { editProperties: ['email'] },
    })
    await bundled()
    const tab = await editing(refusing)
    await tab.locator('#email').fill('robert@example.com')
    const root = await idOf(refusing.prisma, 'root')
    await refusing.singleSession.endSessions(root)
    await refusing.browserOf('root')
    await comeBackTo(tab)
    const dialog = dialogOf(tab)
    await dialog.getByLabel('Password').fill('secret')
    await dialog.getByRole('button', { name: 'Login' }).click()
    await dialog.getByText('You are already logged in elsewhere').waitFor()
    const opened = tab.context().waitForEvent('page')
    await refusing.singleSession.endSessions(root)
    await dialog.getByRole('link', { name: 'Log in again' }).click()
    const login = await opened
    await picture(tab, 'dialog-elsewhere')
    await logInOn(login, 'root')
    await dialog.waitFor({ state: 'detached' })
    await tab.getByRole('button', { name: 'Save' }).click()
    await tab.waitForURL((url) => !url.pathname.endsWith('/edit'))
    assert.equal(await refusing.prisma.user.count({ where: { email: 'robert@example.com' } }), 1)
  })
})
