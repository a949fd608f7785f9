// An edited form when the session ends, in real browsers, where panels differ: one at the root of the app, in German, with the
// fields that are no fields of the browser's own; one beside it, whose people get in by a provider.
import '../src/demo/adminjs-environment.mjs'
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import type { AuthenticationContext } from '@adminjs/express'
import AdminJS, { BaseAuthProvider, type CurrentAdmin, type ResourceOptions } from 'adminjs'
import type { Browser, Page } from 'playwright-core'
import { createSingleSession, withSingleSession } from '../src/index.js'
import { authenticateWith, secret, seedUsers, userResource } from './support/app.js'
import { launchBrowser } from './support/browser.js'
import { createDatabase } from './support/database.js'
import { closeListening, listen, mountRouter, type Listening } from './support/panels.js'
import { comeBackTo, peopleIn, type People } from './support/people.js'
import { picture } from './support/picture.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('it is about browsers')

const database = await createDatabase()
const { prisma } = database
await seedUsers(prisma)
// AdminJS takes a list without a choice for null, which the column does not.
await prisma.user.update({ where: { email: 'bar@example.com' }, data: { permissions: 'logout' } })
const authenticate = authenticateWith(prisma)

/** A provider as an app writes one. */
class Provider extends BaseAuthProvider<AuthenticationContext> {
  override async handleLogin({ data }: { data: Record<string, unknown> }) {
    // The names of AdminJS's type are those of its own example.
    return (await authenticate(String(data.email), String(data.password))) as unknown as CurrentAdmin
  }
}

const fields: ResourceOptions = {
  editProperties: ['email', 'passwordHash', 'permissions'],
  properties: {
    passwordHash: { type: 'richtext' },
    permissions: { availableValues: ['logout', 'logout_all'].map((value) => ({ value, label: value })) },
  },
}

let browser: Browser
let people: People
let app: Listening
const singleSession = createSingleSession({ prisma, secret, cleanupIntervalMs: 0, cookie: { secure: 'auto' } })

before(async () => {
  const resources = [{ resource: userResource(prisma), options: fields }]
  const atRoot = { rootPath: '/', loginPath: '/login', logoutPath: '/logout', refreshTokenPath: '/refresh-token' }
  const staffPaths = { rootPath: '/staff', loginPath: '/staff/login', logoutPath: '/staff/logout' }
  const german = { language: 'de', availableLanguages: ['de'] }
  const root = new AdminJS(withSingleSession({ ...atRoot, resources, locale: german }, singleSession))
  const staff = new AdminJS(
    withSingleSession({ ...staffPaths, refreshTokenPath: '/staff/refresh-token', resources }, singleSession),
  )
  await Promise.all([root.initialize(), staff.initialize()])
  app = await listen((to) => {
    for (const admin of [staff, root]) to.use(singleSession.middleware(admin))
    mountRouter(to, staff, singleSession, { admin: staff, provider: new Provider() })
    mountRouter(to, root, singleSession, { admin: root, authenticate })
  })
  browser = await launchBrowser()
  people = peopleIn(browser)
})
after(async () => {
  await browser.close()
  await closeListening()
  await database.close()
})
afterEach(async () => {
  await people.leave()
  await prisma.session.deleteMany()
  await prisma.sessionEvent.deleteMany()
})

const id = async (name: string) => (await prisma.user.findUniqueOrThrow({ where: { email: `${name}@example.com` } })).id

/** A tab of root in a panel below `below`, on the form of a user. */
async function editing(below: '' | '/staff'): Promise<Page> {
  const tab = await people.visitor(app.origin)
  await logInOn(tab, below)
  await tab.goto(`${below}/resources/User/records/${String(await id('bar'))}/edit`)
  await tab.locator('#email').waitFor()
  return tab
}

async function logInOn(tab: Page, below: '' | '/staff'): Promise<void> {
  await tab.goto(`${below}/login`)
  await tab.locator('input[name=email]').fill('root@example.com')
  await tab.locator('input[name=password]').fill('secret')
  await tab.locator('input[name=password]').press('Enter')
  await tab.waitForURL(({ pathname }) => pathname === (below || '/'))
}

/** Ends all of root's sessions; the tab hears of it. */
async function endIn(tab: Page): Promise<void> {
  await singleSession.endSessions(await id('root'))
  await comeBackTo(tab)
}

const dialogOf = (tab: Page) => tab.getByRole('alertdialog')

describe('an edited form', () => {
  it('stays for a text with looks, and for a choice from a list, by mouse or keys', async () => {
    const looks = (tab: Page) => tab.locator('[contenteditable=true]')
    const ways: [string, (tab: Page) => Promise<void>][] = [
      ['a text with looks', (tab) => looks(tab).pressSequentially('x')],
      ['its looks alone', (tab) => tab.locator('form span:has(> svg)').nth(7).click()],
      [
        'a list, by mouse',
        async (tab) => {
          await tab.getByRole('combobox').last().click()
          await tab.getByText('logout_all', { exact: true }).last().click()
        },
      ],
      [
        'a list, by keys',
        async (tab) => {
          await tab.getByRole('combobox').last().focus()
          for (const key of ['ArrowDown', 'Enter']) await tab.keyboard.press(key)
        },
      ],
    ]
    const tab = await editing('')
    for (const [name, change] of ways) {
      await change(tab)
      await endIn(tab)
      const isThere = dialogOf(tab).waitFor()
      await isThere.catch(() => assert.fail(`the page was left after a change in ${name}`))
      await dialogOf(tab).locator('input[name=password]').fill('secret')
      await dialogOf(tab).locator('[type=submit]').click()
      await dialogOf(tab).waitFor({ state: 'detached' })
      await tab.goto(`/resources/User/records/${String(await id('bar'))}/edit`)
      await tab.locator('#email').waitFor()
    }
  })

  it('is told in German, and left alone by Escape; the next page is the login, which leads to it', async () => {
    const tab = await editing('')
    await tab.locator('#email').fill('robert@example.com')
    await endIn(tab)
    const dialog = tab.getByRole('alertdialog', { name: 'Sie sind nicht mehr angemeldet' })
    await dialog.getByLabel('Passwort').and(tab.locator(':focus')).waitFor()
    await picture(tab, 'german-dialog')
    await tab.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    assert.equal(await tab.locator('#email').inputValue(), 'robert@example.com')
    // Coming back to the tab alone does not bring it back, but "Save" does.
    await comeBackTo(tab)
    await tab.locator('form [type=submit]').click()
    await dialog.waitFor()
    await tab.keyboard.press('Escape')
    await tab.getByText('Nicht gespeichert: Sie sind nicht angemeldet.').waitFor()
    await tab.locator('a[href="/resources/User"]').first().click()
    await tab.waitForURL(({ pathname, searchParams }) => pathname === '/login' && searchParams.has('next'))
    await picture(tab, 'german-login')
    await tab.locator('input[name=email]').fill('root@example.com')
    await tab.locator('input[name=password]').fill('secret')
    await tab.locator('input[name=password]').press('Enter')
    await tab.waitForURL(({ pathname }) => pathname === '/resources/User')
  })

  it('of each of two panels in one browser is for a login of its own', async () => {
    const staff = await editing('/staff')
    await staff.locator('#email').fill('robert@example.com')
    const root = await staff.context().newPage()
    await logInOn(root, '')
    await endIn(staff)
    await staff.getByLabel('Password').fill('secret')
    await staff.getByRole('button', { name: 'Login' }).click()
    await dialogOf(staff).waitFor({ state: 'detached' })
    await staff.getByRole('button', { name: 'Save' }).click()
    await staff.waitForURL(({ pathname }) => !pathname.endsWith('/edit'))
    assert.equal(await prisma.user.count({ where: { email: 'robert@example.com' } }), 1)
  })
})
