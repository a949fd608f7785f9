// The audit trail as people read it: lines, names and places in it, its export, and one's own part of it.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, describe, it } from 'node:test'
import type { LineParams } from '../src/adminjs/audit-trail/wire.js'
import type { OwnHistory } from '../src/adminjs/sessions/wire.js'
import type { TrailFilter, TrailPlace } from '../src/rule/trail-row.js'
import { closeApps, eventResource, idOf, startApp, userResource, type TestApp } from './support/app.js'
import type { BrowserClient } from './support/browser-client.js'
import { createDatabase } from './support/database.js'
import { ruleOf } from './support/rule.js'

afterEach(closeApps)

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0'
const trailPath = '/admin/api/resources/SessionEvent/actions'
const historyPath = '/admin/api/pages/mySessions?history='

const start = (settings = {}) =>
  startApp({
    settings: { singleUserSession: false, ...settings },
    resources: (prisma) => [{ resource: userResource(prisma) }, eventResource(prisma)],
  })

interface Listed {
  records: { id: string; params: LineParams; populated: Record<'userId' | 'byUserId', { title: string } | undefined> }[]
  meta: { next: string | null }
}
const list = async (browser: BrowserClient, query = '') =>
  (await browser.get(`${trailPath}/list?${query}`)).json() as Listed

/** Lines as texts: who did what to whom, how often. */
const linesOf = ({ records }: Listed) =>
  records.map(({ params: { event, count, isDeletion }, populated: { userId, byUserId } }) =>
    [byUserId?.title, isDeletion ? 'deletion' : event, count, userId?.title].filter(Boolean).join(' '),
  )

const minute = 60_000
const at = (minutes: number) => new Date(Date.parse('2030-01-01') + minutes * minute)
const eventAt = (minutes: number, userId: number | null, more: object = {}) => ({
  ...{ id: randomUUID(), createdAt: at(minutes), event: 'login', userId },
  ...more,
})

describe('the trail', () => {
  it('has one line for each act, and what it did when it is unfolded', async () => {
    const app = await start()
    for (let count = 0; count < 3; count++) {
      const fields = { email: 'foo@example.com', password: 'secret' }
      await app.browser().post('/admin/login', fields, { headers: { 'user-agent': firefox } })
    }
    await app.browserOf('bar')
    const root = await app.browserOf('root')
    const ids = [await idOf(app.prisma, 'foo'), await idOf(app.prisma, 'bar')]
    await root.post(`/admin/api/resources/User/bulk/logoutAllOnAllSessions?recordIds=${ids.join(',')}`)
    const { records } = await list(root, 'filters.event=revoked')
    assert.deepEqual(
      records.map(({ params }) => [params.count, params.users]),
      [[4, 2]],
    )
    const each = await list(root, `filters.event=revoked&of=${records[0]?.id ?? ''}`)
    assert.equal(each.records.length, 4)
    const places = each.records.map(({ params }) => [params.sessionDevice, params.sessionAddress])
    assert.equal(places.filter(([device]) => device === 'Firefox 120 · Linux').length, 3)
    assert.ok(places.every(([, address]) => address === '127.0.0.1'))
  })

  it('names users who were deleted, also where their id is somebody else’s by now', async () => {
    const app = await start()
    const [bar, root] = [await app.browserOf('bar'), await app.browserOf('root')]
    assert.equal((await bar.get('/admin')).status, 200)
    const id = await idOf(app.prisma, 'bar')
    await root.post(`/admin/api/resources/User/records/${String(id)}/delete`)
    await app.prisma.user.create({ data: { id, email: 'eve@example.com', passwordHash: 'secret' } })
    const eve = await app.browserOf('eve')
    assert.deepEqual(linesOf(await list(root, `filters.userId=${String(id)}`)), [
      'login 1 eve@example.com',
      'root@example.com userDeleted 1 bar@example.com',
      'root@example.com deletion 1 bar@example.com',
      'login 1 bar@example.com',
    ])
    // And she sees nothing of his.
    const { events } = (await eve.get(`${historyPath}newest`)).json() as OwnHistory
    assert.deepEqual(
      events.map(({ event }) => event),
      ['login'],
    )
  })

  it('is paged without a gap and without a double, though many events have one time', async () => {
    const database = await createDatabase()
    const { prisma } = database
    const data = [
      ...Array.from({ length: 450 }, () => eventAt(5, 1, { event: 'revoked' })),
      ...Array.from({ length: 30 }, (_, index) => eventAt(5, index, { event: 'loginRefused' })),
      ...Array.from({ length: 150 }, (_, index) => eventAt(10 + index, 1)),
      ...Array.from({ length: 60 }, () => eventAt(1, 2, { event: 'logoutElsewhere' })),
      ...Array.from({ length: 120 }, (_, index) => eventAt(1_000, index, { event: 'revoked' })),
    ]
    await prisma.sessionEvent.createMany({ data })
    const { trail } = ruleOf(prisma)
    const [newest] = (await trail.page({}, null, 25)).lines
    assert.deepEqual([newest?.count, newest?.userIds.length], [120, 120])
    const filters: TrailFilter[] = [{}, { userId: 1 }, { event: 'revoked' }, { from: at(4), to: at(20) }]
    for (const filter of filters) {
      const wanted = data.filter(
        ({ userId, event, createdAt }) =>
          userId === (filter.userId ?? userId) &&
          event === (filter.event ?? event) &&
          createdAt >= (filter.from ?? createdAt) &&
          createdAt <= (filter.to ?? createdAt),
      )
      let [counted, place, pages]: [number, TrailPlace | null, number] = [0, null, 0]
      do {
        const { lines, next } = await trail.page(filter, place, 25)
        counted += lines.reduce((sum, { count }) => sum + count, 0)
        place = next
        pages += 1
      } while (place !== null && pages < 50)
      assert.equal(counted, wanted.length, JSON.stringify(filter))
      const exported: string[] = []
      for await (const rows of trail.all(filter)) exported.push(...rows.map(({ id }) => id))
      assert.deepEqual(exported.sort(), wanted.map(({ id }) => id).sort())
    }
    await database.close()
  })

  it('refuses malformed queries with 400', async () => {
    const app = await start()
    const root = await app.browserOf('root')
    for (const query of [
      'filters.event=x',
      'filters.createdAt~~from=x',
      'filters.id=1',
      'filters.userId=a',
      'before=x',
    ])
      assert.equal((await root.get(`${trailPath}/list?${query}`)).status, 400, query)
  })

  it('takes no filter for what the panel hides, in the list and in the export', async () => {
    const hidden = { properties: { ipAddress: { isVisible: false } } }
    const app = await startApp({
      resources: (prisma) => [{ resource: userResource(prisma) }, { resource: eventResource(prisma), options: hidden }],
    })
    const root = await app.browserOf('root')
    for (const action of ['list?', 'export?format=json&'])
      for (const [filter, status] of [
        ['event=login', 200],
        ['ipAddress=127.0.0.1', 400],
      ] as const)
        assert.equal((await root.get(`${trailPath}/${action}filters.${filter}`)).status, status, action + filter)
  })
})

describe('the export', () => {
  const read = (browser: BrowserClient, query: string) => browser.get(`${trailPath}/export?${query}`)

  /** Somebody whose name is a formula. */
  async function withFormula(app: TestApp): Promise<void> {
    const data = { email: '=cmd()@example.com', passwordHash: 'secret' }
    const { id } = await app.prisma.user.create({ data })
    await app.prisma.sessionEvent.create({ data: eventAt(1, id) })
  }

  it('is a file of CSV or JSON, in which no name is a formula', async () => {
    const app = await start()
    const root = await app.browserOf('root')
    await withFormula(app)
    const csv = await read(root, 'format=csv')
    assert.match(csv.headers.get('content-disposition') ?? '', /^attachment; filename="session-events-[\d-]{10}\.csv"$/)
    assert.match(csv.text, /^time,event,accountDeleted,userId,user,.*\r\n.*,"'=cmd\(\)@example\.com",/)
    const json = (await read(root, 'format=json&filters.event=login')).json() as { user: string; event: string }[]
    assert.deepEqual(
      json.map(({ user }) => user),
      ['=cmd()@example.com', 'root@example.com'],
    )
    assert.doesNotMatch(csv.text + JSON.stringify(json), /sessionKey|toldAt/)
  })

  it('is for those alone who may read the trail, and only by GET', async () => {
    const app = await start()
    assert.equal((await read(await app.browserOf('carol'), 'format=csv')).status, 403)
    const dave = await app.browserOf('dave')
    assert.equal((await read(dave, 'format=csv')).status, 200)
    assert.equal((await read(dave, 'format=pdf')).status, 400)
    assert.equal((await dave.post(`${trailPath}/export`)).status, 405)
    await app.prisma.user.update({ where: { email: 'dave@example.com' }, data: { permissions: '' } })
    assert.equal((await read(dave, 'format=csv')).status, 403)
  })
})

describe('one’s own history', () => {
  it('has pages of ten, of one’s own events alone, and does not tell where an administrator sits', async () => {
    const app = await start()
    const [foo, root] = [await app.browserOf('foo'), await app.browserOf('root')]
    const id = await idOf(app.prisma, 'foo')
    await app.prisma.sessionEvent.createMany({
      data: Array.from({ length: 15 }, (_, index) => eventAt(-index - 1, id, { ipAddress: '192.0.2.1' })),
    })
    await app.prisma.sessionEvent.create({
      data: eventAt(3, id, { event: 'revoked', byUserId: await idOf(app.prisma, 'root'), ipAddress: '192.0.2.99' }),
    })
    const first = await foo.get(`${historyPath}newest`)
    const { events, next } = first.json() as OwnHistory
    assert.equal(events.length, 10)
    assert.deepEqual([events[0]?.event, events[0]?.ipAddress, events[0]?.device], ['revoked', null, null])
    assert.doesNotMatch(first.text, /192\.0\.2\.99|root@/)
    const rest = (await foo.get(`${historyPath}${encodeURIComponent(next ?? '')}`)).json() as OwnHistory
    assert.deepEqual([rest.events.length, rest.next], [7, null])
    assert.equal(((await root.get(`${historyPath}newest`)).json() as OwnHistory).events.length, 1)
    assert.equal((await foo.get(`${historyPath}x`)).status, 400)
  })
})
