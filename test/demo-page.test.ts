// The first page of the demo, and the sample data: what a newcomer finds, and what the button "in a second browser" does.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { isLoggedIn } from './support/app.js'
import type { BrowserClient } from './support/browser-client.js'
import { connect } from './support/database.js'
import { logInAs, startDemo, stopDemos, temporaryFolder, type Demo } from './support/demo.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('it needs no statement that the app does not use elsewhere, and the demo makes its own databases')

const dayMs = 86_400_000

let remove: () => Promise<void>
/** One session a user, on a fresh database. */
let demo: Demo
let prisma: ReturnType<typeof connect>
/** Three sessions a user, a further login is refused, on another fresh database. */
let refusing: Demo
let refusingPrisma: ReturnType<typeof connect>
/** Any number of sessions, on the database of the first, which is no fresh one any more. */
let later: Demo

before(async () => {
  const temporary = await temporaryFolder()
  remove = temporary.remove
  const [url, otherUrl] = ['one.db', 'three.db'].map((name) => `file:${join(temporary.folder, name)}`)
  const env = { SAMPLE_DATA: 'true' }
  ;[demo, refusing] = await Promise.all([
    startDemo({ ...env, DATABASE_URL: url }),
    startDemo({ ...env, DATABASE_URL: otherUrl, SINGLE_USER_SESSION: '3', AT_LIMIT: 'refuse' }),
  ])
  prisma = connect(url ?? '')
  refusingPrisma = connect(otherUrl ?? '')
  const made = await prisma.sessionEvent.count()
  later = await startDemo({ ...env, DATABASE_URL: url, SINGLE_USER_SESSION: 'false' })
  assert.equal(await prisma.sessionEvent.count(), made, 'a second start made events')
})
after(async () => {
  await prisma.$disconnect()
  await refusingPrisma.$disconnect()
  await stopDemos()
  await remove()
})

interface Steps {
  readonly steps: readonly { readonly id: string; readonly text: string; readonly href: string | null }[]
}

const stepsOf = async (browser: BrowserClient) => ((await browser.get('/admin/api/dashboard')).json() as Steps).steps

async function loggedIn(at: Demo, name: string): Promise<BrowserClient> {
  const browser = at.browser()
  assert.equal((await logInAs(browser, name)).location, '/admin')
  return browser
}

const press = (browser: BrowserClient, headers: Record<string, string> = {}) =>
  browser.post('/demo/second-browser', {}, { headers })

/** How many sample sessions the users have, and in which slots. */
async function placesIn(database: typeof prisma): Promise<Record<string, (number | null)[]>> {
  const users = await database.user.findMany({ include: { userSessions: { orderBy: { slot: 'asc' } } } })
  return Object.fromEntries(
    users.map(({ email, userSessions }) => [email.split('@')[0] ?? '', userSessions.map(({ slot }) => slot)]),
  )
}

describe('the sample data of a fresh database', () => {
  it('has live sessions within the limit, which leave everybody a place', async () => {
    assert.deepEqual(await placesIn(prisma), { root: [], carol: [0], dave: [0], alice: [], bob: [0] })
    assert.deepEqual(await placesIn(refusingPrisma), {
      ...{ root: [0], carol: [0, 1], dave: [0, 1], alice: [0, 1], bob: [0, 1] },
    })
    const now = Date.now()
    for (const { createdAt, lastSeenAt, session } of await refusingPrisma.userSession.findMany({
      include: { session: true },
    })) {
      assert.ok(createdAt < lastSeenAt && lastSeenAt.getTime() < now && session.expiresAt.getTime() > now + dayMs / 2)
    }
  })

  it('shows them to administrators as sessions of real devices elsewhere', async () => {
    const root = await loggedIn(demo, 'root')
    const bob = await prisma.user.findUniqueOrThrow({ where: { email: 'bob@example.com' } })
    const { text } = await root.get(`/admin/api/resources/User/records/${String(bob.id)}/sessions`)
    assert.match(text, /Chrome 142 · Android/)
    assert.match(text, /192\.0\.2\.44/)
  })

  it('has events of the last thirty days, from addresses for documentation, and none in the future', async () => {
    const events = await prisma.sessionEvent.findMany({ where: { ipAddress: { startsWith: '2001:db8:' } } })
    const others = await prisma.sessionEvent.findMany({ where: { ipAddress: { startsWith: '192.0.2.' } } })
    const all = [...events, ...others]
    assert.ok(all.length > 100, String(all.length))
    assert.ok(new Set(all.map(({ event }) => event)).size >= 5)
    const ages = all.map(({ createdAt }) => Date.now() - createdAt.getTime())
    assert.ok(Math.min(...ages) > 0 && Math.max(...ages) < 30 * dayMs && Math.max(...ages) > 25 * dayMs)
    assert.equal(await prisma.sessionEvent.count({ where: { createdAt: { gt: new Date() } } }), 0)
  })
})

describe('the first page', () => {
  it('offers each what is for them, and every link leads somewhere', async () => {
    const own = ['secondBrowser', 'mySessions', 'password']
    const others = ['logoutUsers', 'userSessions']
    const expected = {
      alice: [...own, 'logout'],
      carol: [...own, ...others, 'logout'],
      dave: [...own, ...others, 'logoutEveryone', 'trail', 'logout'],
      root: [...own, ...others, 'logoutEveryone', 'trail', 'logout'],
    }
    for (const [name, ids] of Object.entries(expected)) {
      const browser = await loggedIn(later, name)
      const steps = (await stepsOf(browser)).filter(({ id }) => id !== 'whoIsOnline')
      assert.deepEqual(
        steps.map(({ id }) => id),
        ids,
        name,
      )
      for (const { id, href } of steps) {
        if (href === null || id === 'logout') continue
        const api = href.replace('/admin/', '/admin/api/').replace(/(resources\/\w+)$/, '$1/actions/list')
        const { status, text } = await browser.get(api)
        assert.deepEqual([status, /forbidden|cannot perform/i.test(text)], [200, false], `${name}: ${href} ${text}`)
        assert.equal((await browser.get(href)).status, 200, href)
      }
    }
  })

  it('says what the settings make of a second login', async () => {
    const textAt = async (at: Demo) => (await stepsOf(await loggedIn(at, 'alice')))[0]?.text
    assert.equal(await textAt(demo), 'Watch this tab: it goes, and says why.')
    assert.equal(await textAt(refusing), 'You may have 3 sessions. One more is refused, and you stay.')
    assert.match((await textAt(later)) ?? '', /any number/)
  })
})

describe('the button "in a second browser"', () => {
  it('logs its user in from another device, which ends the session here', async () => {
    const alice = await loggedIn(demo, 'alice')
    const { status, text } = await press(alice)
    assert.deepEqual(
      [status, JSON.parse(text)],
      [
        200,
        {
          text: 'Firefox on Windows is logged in as alice@example.com. So this tab is logged out: watch.',
          isOver: true,
        },
      ],
    )
    assert.equal(await isLoggedIn(alice), false)
    const { id } = await prisma.user.findUniqueOrThrow({ where: { email: 'alice@example.com' } })
    const live = await prisma.userSession.findMany({ where: { userId: id } })
    assert.deepEqual(
      live.map(({ userAgent }) => userAgent?.includes('Firefox')),
      [true],
    )
    assert.match((await alice.get('/admin/login')).text, /singleSessionEndedReplaced/)
    assert.equal((await press(alice)).status, 401)
  })

  it('says what happens instead if the limit is another one', async () => {
    const [bob, alice] = [await loggedIn(later, 'bob'), await loggedIn(refusing, 'bob')]
    const stays = (await press(bob)).json() as { text: string; isOver: boolean }
    assert.match(stays.text, /is logged in as bob@example\.com, too\. Your sessions: \d\.$/)
    const refused = (await press(alice)).json() as { text: string; isOver: boolean }
    assert.match(refused.text, /was refused: all your places are taken/)
    assert.deepEqual(
      [stays.isOver, refused.isOver, await isLoggedIn(bob), await isLoggedIn(alice)],
      [false, false, true, true],
    )
  })

  it('takes no other site, no stranger and no GET, and no login but its own', async () => {
    const carol = await loggedIn(demo, 'carol')
    for (const site of ['cross-site', 'same-site']) {
      assert.equal((await press(carol, { 'sec-fetch-site': site })).status, 403, site)
    }
    assert.equal((await carol.get('/demo/second-browser')).status, 404)
    assert.equal((await press(demo.browser())).status, 401)
    for (const headers of [{}, { 'x-demo-token': '' }, { 'x-demo-token': 'x'.repeat(43) }]) {
      assert.equal((await demo.browser().post('/demo/login-elsewhere', {}, { headers })).status, 403)
    }
    assert.equal(await isLoggedIn(carol), true)
  })
})
