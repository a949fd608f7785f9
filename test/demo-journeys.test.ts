// The demo as a newcomer sees it, on a phone: who there is to log in as, the button that logs them in elsewhere, and the steps.
import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { openDemo, type DemoInBrowser } from './support/demo-in-browser.js'
import { noticeOf, peopleIn } from './support/people.js'

let opened: DemoInBrowser
before(async () => {
  opened = await openDemo({})
})
after(() => opened.close())

it('tells on a phone who there is, logs the user out before their eyes and says why, and ticks that off', async () => {
  const people = peopleIn(opened.browser)
  const page = await people.visitor(opened.demo.origin)
  await page.setViewportSize({ width: 375, height: 720 })
  await page.goto('/admin/login')
  const accounts = page.getByText('alice@example.com')
  await accounts.waitFor()
  const logIn = async () => {
    await page.getByPlaceholder('Email').fill('alice@example.com')
    await page.getByPlaceholder('Password').fill('demo')
    await page.getByRole('button', { name: 'Login' }).click()
    await page.getByTestId('step-secondBrowser').waitFor()
  }
  await logIn()
  const step = page.getByTestId('step-secondBrowser')
  await step.getByRole('img', { name: 'To do' }).waitFor()
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375)
  await page.getByRole('button', { name: 'Log in as alice@example.com in a second browser' }).click()
  await page.getByText('Firefox on Windows is logged in as alice@example.com.').waitFor()
  assert.match(await noticeOf(page), /Firefox 145 · Windows/)

  // And on a desk.
  await page.setViewportSize({ width: 1440, height: 900 })
  await logIn()
  await step.getByRole('img', { name: 'Done' }).waitFor()
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 1440)
  await page.getByRole('link', { name: 'See where you are logged in' }).click()
  await page.waitForURL('**/pages/mySessions')
  await people.leave()
})
