// The tabs of one browser ask one question: twenty of them as often as one, hidden ones not at all, and what one hears, all
// hear. In a real browser, over plain HTTP, in bare pages that hold the watch of an open tab and nothing else.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import ts from 'typescript'
import { closeApps, idOf, startApp, type TestApp } from './support/app.js'
import { launchBrowser, newVisitor } from './support/browser.js'
import { comeBackTo, logInFor } from './support/people.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('it is about browsers')

const intervalMs = 2000
const question = '/admin/api/single-session'
/** The browser takes this host for one far away: there are no locks there, and no workers. */
const host = 'panel.test'

let app: TestApp
let browser: Browser
let context: BrowserContext
let origin: string
/** How often the tabs asked. */
let asked = 0

before(async () => {
  app = await startApp({
    settings: { cookie: { secure: false }, checkIntervalMs: intervalMs },
    routes(server) {
      server.get('/watch/:file', async ({ params: { file } }, res) => {
        const name = file.replace(/\.js$/, '.ts')
        const source = await readFile(new URL(`../src/adminjs/open-tabs/${name}`, import.meta.url), 'utf8')
        const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext }
        res.type('js').send(ts.transpileModule(source, { compilerOptions }).outputText)
      })
      server.get('/tab', (_req, res) => {
        res.send(`<!doctype html><title>A tab</title><script type="module">
          import { SessionWatch } from '/watch/watch-session.js'
          window.heard = []
          window.watch = new SessionWatch('${question}', {
            onLive: () => heard.push('live'), onEnded: () => heard.push('ended') })
        </script>`)
      })
    },
  })
  origin = app.origin.replace('127.0.0.1', host)
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  await closeApps()
})

const open = async (): Promise<Page> => {
  const tab = await context.newPage()
  await tab.goto(`${origin}/tab`)
  await untilHeard(tab, 'live')
  return tab
}
const heardBy = (tab: Page) => tab.evaluate(() => (window as unknown as { heard: string[] }).heard)
const untilHeard = (tab: Page, what: string) =>
  tab.waitForFunction((word) => (window as unknown as { heard?: string[] }).heard?.includes(word), what)
const hide = (tab: Page) =>
  tab.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' })
    document.dispatchEvent(new Event('visibilitychange'))
  })
/** Waits until the server has been asked so often again; returns how long that took, in milliseconds. */
async function untilAsked(times: number): Promise<number> {
  const from = asked
  const start = performance.now()
  while (asked < from + times) {
    if (performance.now() - start > 60_000) assert.fail(`asked ${String(asked - from)} times in a minute`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return performance.now() - start
}

describe('the tabs of one browser', () => {
  it('ask once in an interval, all twenty together, and all hear the answer', async () => {
    const visitor = await newVisitor(browser)
    ;({ context } = visitor)
    context.on('request', (request) => {
      if (request.url().endsWith(question)) asked += 1
    })
    await logInFor(visitor.page, { ...app, origin }, 'foo')
    const tabs: Page[] = []
    for (let count = 0; count < 20; count += 1) tabs.push(await open())
    assert.equal(await tabs[0]?.evaluate(() => 'locks' in navigator), false)
    for (const tab of tabs) await tab.evaluate(() => ((window as unknown as { heard: string[] }).heard = []))

    // By the number of questions: on a busy machine they come later, and not more often.
    const tookMs = await untilAsked(4)
    assert.ok(tookMs > 3 * intervalMs * 0.9, `four questions in ${String(tookMs)} ms`)
    for (const tab of tabs) assert.ok((await heardBy(tab)).length >= 3, String(await heardBy(tab)))

    // The one that asked is gone, and others ask on.
    for (const tab of tabs.splice(10)) await tab.close()
    await untilAsked(2)
    for (const tab of tabs.slice(1)) await hide(tab)
    await untilAsked(2)

    // One hears of the end, by its next question; hidden ones look for themselves when they are looked at.
    await app.singleSession.endSessions(await idOf(app.prisma, 'foo'))
    const [first, ...hidden] = tabs
    assert.ok(first)
    await untilHeard(first, 'ended')
    for (const tab of hidden) assert.equal((await heardBy(tab)).includes('ended'), false)
    const before = asked
    await new Promise((resolve) => setTimeout(resolve, intervalMs * 1.5))
    assert.equal(asked, before)

    // A login in one is one in all.
    await logInFor(first, { ...app, origin }, 'foo')
    for (const tab of tabs) await tab.evaluate(() => ((window as unknown as { heard: string[] }).heard = []))
    await comeBackTo(first)
    for (const tab of tabs) await untilHeard(tab, 'live')
    await context.close()
  })

  it('cost one statement and a few bytes by a question', async () => {
    const client = await app.browserOf('foo')
    app.database.takeStatements()
    const { headers, text } = await client.get(question, { headers: { accept: 'application/json' } })
    assert.deepEqual(
      app.database.takeStatements().map((statement) => statement.split(' ')[0]),
      ['SELECT'],
    )
    const head = [...headers].map(([name, value]) => `${name}: ${value}\r\n`).join('')
    assert.ok(head.length + text.length < 400, `${head}${text}`)
    assert.equal(headers.get('etag'), null)
  })
})
