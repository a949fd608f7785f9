// What AdminJS itself would answer with 500 although the client is wrong, on a panel without an error handler of its own;
// and what works in other people's panels and must go on working.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, afterEach, before, describe, it } from 'node:test'
import {
  BaseProperty,
  BaseRecord,
  BaseResource,
  type ActionRequest,
  type ParamsType,
  type ResourceWithOptions,
} from 'adminjs'
import express from 'express'
import { closeApps, isLoggedIn, startApp, userResource, type TestApp } from './support/app.js'
import type { BrowserClient } from './support/browser-client.js'

const api = '/admin/api/resources/User'
const bulk = `${api}/bulk/logoutOnAllSessions`
const typed = (type: string, body: BodyInit, method = 'POST') => ({ method, body, headers: { 'content-type': type } })
const json = (body: string, method?: string) => typed('application/json', body, method)

describe('a malformed request', () => {
  let app: TestApp
  let root: BrowserClient
  let foo: BrowserClient
  before(async () => {
    app = await startApp()
    root = await app.browserOf('root')
    foo = await app.browserOf('foo')
  })
  after(closeApps)

  const post = { method: 'POST' }
  const requests: [title: string, status: number, path: string, init?: RequestInit][] = [
    ['no record ids', 400, bulk, post],
    ['an empty list of ids', 400, `${bulk}?recordIds=`, post],
    ['two lists of ids', 400, `${bulk}?recordIds=1&recordIds=2`, post],
    ['the page of a bulk action without ids', 400, '/admin/resources/User/bulk/bulkDelete'],
    ['an id that is none', 400, `${bulk}?recordIds=abc`, post],
    ['a fraction', 400, `${bulk}?recordIds=1.5`, post],
    ['an id that no Int can hold', 400, `${api}/records/99999999999/show`],
    ['an unknown resource', 404, '/admin/api/resources/Nothing/actions/list'],
    ['a resource that every object has', 404, '/admin/api/resources/__proto__/actions/list'],
    ['an unknown action', 404, `${api}/actions/nothing`],
    ['an action that every object has', 404, `${api}/actions/constructor`],
    ['a bulk action on one record', 404, `${api}/records/1/logoutOnAllSessions`, post],
    ['an action on a record without one', 404, `${api}/actions/edit`, post],
    ['a method that AdminJS does not have', 405, `${api}/actions/list`, { method: 'DELETE' }],
    ['a page below zero', 400, `${api}/actions/list?page=-1`],
    ['a page size that is none', 400, `${api}/actions/list?perPage=abc`],
    ['a direction that is none', 400, `${api}/actions/search/a?direction=up`],
    ['a field that is none', 400, `${api}/actions/list?sortBy=nothing`],
    ['a field of every object', 400, `${api}/actions/list?sortBy=__proto__`],
    ['a filter of no field', 400, `${api}/actions/list?filters.nothing=a`],
    ['a filter that is no number', 400, `${api}/actions/list?filters.id=abc`],
    ['a filter that is none of Prisma', 400, `${api}/actions/list?filters.id=${encodeURIComponent('{"$gt":""}')}`],
    ['a look at a new record', 405, `${api}/actions/new`],
    ['a filter given twice', 400, `${api}/actions/list?filters.id=1&filters.id=2`],
    ['an empty page size of a search', 400, `${api}/actions/search/a?perPage=`],
    ['a page size of a search, which Prisma does not take', 400, `${api}/actions/search/a?perPage=1`],
    ['a page size below zero', 400, `${api}/actions/list?perPage=-1&page=2`],
    ['a search for a NUL', 400, `${api}/actions/search/%00`],
    ['a filter with a NUL', 400, `${api}/actions/list?filters.email=%00`],
    ['a filter that is neither true nor false', 400, `${api}/actions/list?filters.isSuperuser=maybe`],
    ['a search by no field', 400, `${api}/actions/search/a?searchProperty=nothing`],
    ['a search by a field without a name', 400, `${api}/actions/search/a?searchProperty=`],
    ['a search for what is no number', 400, '/admin/api/resources/User/search/;?searchProperty=id'],
    ['a search for what is no number, by the action', 400, `${api}/actions/search/a?searchProperty=id`],
    ['JSON that breaks off', 400, `${bulk}?recordIds=1`, json('{')],
    ['JSON that breaks off, at the login', 400, '/admin/login', json('{')],
    ['JSON that breaks off, of a page', 400, '/admin/api/dashboard', json('{', 'POST')],
    ['text', 415, `${bulk}?recordIds=1`, typed('text/plain', 'text')],
    ['text at the login', 415, '/admin/login', typed('text/plain', 'text')],
    ['multipart without a boundary', 400, `${bulk}?recordIds=1`, typed('multipart/form-data', 'x')],
    ['a field for the prototype', 400, `${api}/records/1/edit`, json('{"__proto__":{"isSuperuser":true}}')],
    ['a field that is a method', 400, `${api}/records/1/edit`, json('{"toString":"x"}')],
    ['more than anybody reads', 413, '/admin/login', json(`"${'x'.repeat(21 * 1024 * 1024)}"`)],
    ['a new token, without a provider', 404, '/admin/refresh-token', post],
  ]
  for (const [title, status, path, init] of requests) {
    it(`is answered with ${String(status)}, and logs nobody out: ${title}`, async () => {
      app.errors.length = 0
      const answer = await root.request(path, init ?? {})
      // A dashboard can only be looked at: the method is as wrong as the body.
      const wanted = path.endsWith('dashboard') ? 405 : status
      assert.equal(answer.status, wanted, answer.text.slice(0, 200))
      const [error, ...others] = app.errors as { code?: string; expose?: boolean }[]
      assert.deepEqual([error?.code, error?.expose, others], ['ERR_SINGLE_SESSION_BAD_REQUEST', true, []])
      assert.deepEqual([await isLoggedIn(root), await isLoggedIn(foo)], [true, true])
    })
  }

  it("is none with Prisma's own filters", async () => {
    for (const filter of ['{"gte":1}', '{"in":[1,2]}', '{"not":5,"lt":7}']) {
      const { status } = await root.get(`${api}/actions/list?filters.id=${encodeURIComponent(filter)}`)
      assert.equal(status, 200, filter)
    }
  })

  it('of a stranger is led to the login, and learns nothing', async () => {
    for (const path of [`${api}/actions/nothing`, '/admin/api/resources/Nothing/actions/list', `${api}/actions/list`]) {
      for (const init of [{}, post, json('{'), typed('text/plain', 'text')]) {
        const { status, location } = await app.browser().request(path, { redirect: 'manual', ...init })
        assert.deepEqual([status, location], [302, '/admin/login'], path)
      }
    }
  })

  it('by HEAD changes nothing', async () => {
    const { user } = app.prisma
    const [before, { id }] = [await user.count(), await user.findFirstOrThrow()]
    await root.request(`${api}/records/${String(id)}/delete`, { method: 'HEAD' })
    assert.equal(await user.count(), before)
  })
})

describe("what AdminJS's own parser cannot read", () => {
  afterEach(closeApps)

  const multipart = (body: string) => typed('multipart/form-data; boundary=x', body)
  const half = '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf'

  it('is answered with 400 by Express, and not with 500', async () => {
    const app = await startApp()
    const root = await app.browserOf('root')
    const requests: [path: string, init: RequestInit][] = [
      [`${api}/actions/new`, multipart(half)],
      [`${api}/actions/new`, multipart('--x\r\nno header\r\n\r\n--x--')],
      [`${bulk}?recordIds=1`, multipart('x')],
      ['/admin/login', multipart(half)],
      ['/admin/refresh-token', json('{', 'PUT')],
      ['/admin/nothing', json('[1')],
      ['/admin/nothing', typed('text/plain', 'text')],
    ]
    for (const [path, init] of requests) assert.equal((await root.request(path, init)).status, 400, path)
    assert.equal(await isLoggedIn(root), true)
  })

  it('is answered to its end while the use of the session is noted', async () => {
    // Each request notes it. The parser tells Express of its error a second time, which ends a connection whose answer has begun.
    const root = await (await startApp({ settings: { touchAfterMs: 0 } })).browserOf('root')
    for (const path of ['/admin/nothing', '/admin/api/pages/mySessions']) {
      const { status, text } = await root.request(path, multipart('--x\r\n\r\n'))
      assert.equal(status, 400)
      assert.match(text, /<\/html>\s*$/)
    }
  })

  it('holds no field that every object has, if it is an upload', async () => {
    const app = await startApp()
    const root = await app.browserOf('root')
    const id = String((await app.prisma.user.findFirstOrThrow()).id)
    const body = new FormData()
    for (const name of ['hasOwnProperty', 'toString', '__proto__', 'permissions']) body.set(name, 'x')
    const { status, text } = await root.request(`${api}/records/${id}/edit`, { method: 'POST', body })
    assert.deepEqual([status, app.errors], [200, []], text.slice(0, 200))
    const changed = await app.prisma.user.findUniqueOrThrow({ where: { id: Number(id) } })
    assert.equal(changed.permissions, 'x')
  })

  it('is nothing that routes of the app could be blamed for', async () => {
    const app = await startApp({
      routes: (routes) =>
        routes.post('/admin/upload', express.text({ type: '*/*' }), (req, res) => {
          res.send(req.body)
        }),
    })
    const root = await app.browserOf('root')
    const answer = await root.request('/admin/upload', multipart(half))
    assert.deepEqual([answer.status, answer.text], [200, half])
    const read = await root.request('/admin/nothing', json('{"a":1}'))
    assert.equal(read.status, 404)
  })
})

/** A resource of another adapter: no database behind it, and ids that are texts. */
class NotesResource extends BaseResource {
  static readonly notes = new Map<string, ParamsType>([['a/b-ü', { slug: 'a/b-ü', text: 'first' }]])

  static override isAdapterFor = () => false
  override databaseName = () => 'memory'
  override databaseType = () => 'memory'
  override id = () => 'notes'
  override properties = () => [
    new BaseProperty({ path: 'slug', isId: true, type: 'string' }),
    new BaseProperty({ path: 'text', type: 'string' }),
  ]
  override property = (path: string) => this.properties().find((one) => one.path() === path) ?? null
  override count = () => Promise.resolve(NotesResource.notes.size)
  override find = () => Promise.resolve(this.#records([...NotesResource.notes.keys()]))
  override findMany = (ids: (string | number)[]) => Promise.resolve(this.#records(ids))
  override findOne = (id: string) => Promise.resolve(this.#records([id])[0] ?? null)
  override update = (id: string, params: ParamsType) => {
    const note = { ...NotesResource.notes.get(id), ...params }
    NotesResource.notes.set(id, note)
    return Promise.resolve(note)
  }

  #records(ids: (string | number)[]): BaseRecord[] {
    const notes = ids.map((id) => NotesResource.notes.get(String(id))).filter((note) => note !== undefined)
    return notes.map((note) => new BaseRecord(note, this))
  }
}

describe('what works in other panels', () => {
  afterEach(closeApps)

  /** A panel with actions and a page of its own, which keep what they were given. */
  async function startOwn() {
    const seen: unknown[] = []
    const page = {
      component: 'Statistics',
      handler: ({ method, payload }: { method: string; payload?: unknown }) => {
        seen.push([method, payload])
        return Promise.resolve({ text: 'a page' })
      },
    }
    const app = await startApp({
      adminOptions: { pages: { statistics: page } },
      resources: (prisma) => [
        new NotesResource(),
        {
          resource: userResource(prisma),
          options: {
            properties: { fullName: { type: 'string' as const } },
            actions: {
              list: {
                before: (request: ActionRequest) => {
                  seen.push({ ...request.query })
                  return { ...request, query: {} }
                },
              },
              upload: {
                actionType: 'resource',
                handler: async ({ payload = {} }) => {
                  const { file, title } = payload as { file: { path: string }; title: string }
                  return { title, text: await readFile(file.path, 'utf8') }
                },
              },
              report: { actionType: 'resource', handler: ({ payload, query }) => ({ payload, query }) },
              approve: {
                actionType: 'bulk',
                handler: (_request, _response, { records = [], currentAdmin }) => ({
                  records: records.map((record) => record.toJSON(currentAdmin)),
                  notice: { message: 'approved', type: 'success' },
                }),
              },
            },
          },
        } satisfies ResourceWithOptions,
      ],
      routes: (routes) => {
        routes.put('/admin/api/things/:id', express.text({ type: '*/*' }), (req, res) => {
          res.json({ id: req.params.id, body: req.body as unknown })
        })
        routes.post('/admin/resources/User/import', express.text({ type: '*/*' }), (req, res) => {
          res.send(req.body)
        })
      },
    })
    return { app, seen, root: await app.browserOf('root') }
  }

  it('goes on: an upload by multipart', async () => {
    const { app, root } = await startOwn()
    const body = new FormData()
    body.set('title', 'A list')
    body.set('file', new Blob(['one\ntwo\n']), 'list.txt')
    const answer = await root.request(`${api}/actions/upload`, { method: 'POST', body })
    assert.deepEqual(answer.json(), { title: 'A list', text: 'one\ntwo\n' })
    assert.deepEqual(app.errors, [])
  })

  it('goes on: a page, with JSON and with a form', async () => {
    const { app, root, seen } = await startOwn()
    assert.equal((await root.get('/admin/pages/statistics')).status, 200)
    assert.deepEqual((await root.get('/admin/api/pages/statistics')).json(), { text: 'a page' })
    await root.request('/admin/api/pages/statistics', json('{"year":2026,"toString":"x"}'))
    await root.post('/admin/api/pages/statistics', { year: '2026' })
    assert.deepEqual(seen, [
      ['get', {}],
      ['post', { year: 2026, toString: 'x' }],
      ['post', { year: '2026' }],
    ])
    assert.deepEqual(app.errors, [])
  })

  it("goes on: actions of the app's own, with queries of their own", async () => {
    const { app, root, seen } = await startOwn()
    const query = { page: 'first', direction: 'north', sortBy: 'height', filters: 'none' }
    const report = await root.request(
      `${api}/actions/report?${new URLSearchParams(query).toString()}`,
      json('[1,{"a":2}]'),
    )
    assert.deepEqual(report.json(), { payload: { 0: 1, 1: { a: 2 } }, query })
    const ids = (await app.prisma.user.findMany()).map(({ id }) => id).join(',')
    const approved = (await root.post(`${api}/bulk/approve?recordIds=${ids}`)).json() as { records: unknown[] }
    assert.equal(approved.records.length, 5)
    assert.equal((await root.get(`${api}/actions/list?sortBy=fullName&filters.age=old&perPage=all`)).status, 200)
    assert.deepEqual(seen, [{ sortBy: 'fullName', 'filters.age': 'old', perPage: 'all' }])
    assert.deepEqual(app.errors, [])
  })

  it('goes on: a resource of another adapter, with texts for ids', async () => {
    const { app, root } = await startOwn()
    const notes = '/admin/api/resources/notes'
    const id = encodeURIComponent('a/b-ü')
    const list = await root.get(`${notes}/actions/list?sortBy=anything&direction=up&filters.unknown=x`)
    assert.equal((list.json() as { records: unknown[] }).records.length, 1)
    for (const path of [`records/${id}/show`, `bulk/bulkDelete?recordIds=${id}`]) {
      assert.equal((await root.get(`${notes}/${path}`)).status, 200, path)
    }
    await root.request(`${notes}/records/${id}/edit`, json('{"text":"second"}'))
    assert.equal(NotesResource.notes.get('a/b-ü')?.text, 'second')
    assert.deepEqual(app.errors, [])
  })

  it("goes on: routes of the app's own below the root path, with bodies that AdminJS does not know", async () => {
    const { app, root } = await startOwn()
    const put = await root.request('/admin/api/things/7', typed('text/csv', 'a;b', 'PUT'))
    assert.deepEqual(put.json(), { id: '7', body: 'a;b' })
    const posted = await root.request('/admin/resources/User/import', json('{'))
    assert.deepEqual([posted.status, posted.text], [200, '{'])
    assert.deepEqual(app.errors, [])
  })
})
