// What is said to browsers and proxies of what people who are logged in get to see: nothing keeps it.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { closeApps, idOf, startApp, type TestAppOptions } from './support/app.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('what answers say of themselves is the same on every database')

afterEach(closeApps)

const cachingOf = ({ headers }: { headers: Headers }) => headers.get('cache-control')

/** A panel with a page and an action of its own, and a route of the app's own below its root. */
async function startPanel(options: TestAppOptions = {}) {
  const app = await startApp({
    adminOptions: { pages: { statistics: { component: 'Statistics', handler: () => Promise.resolve({ text: 'x' }) } } },
    userOptions: {
      actions: {
        photo: {
          actionType: 'record',
          handler: (_request, response, { record, currentAdmin }) => {
            // AdminJS types it as nothing: it is Express's response.
            const res = response as { set: (name: string, value: string) => void }
            res.set('Cache-Control', 'private, max-age=60')
            return { record: record?.toJSON(currentAdmin) }
          },
        },
      },
    },
    routes: (routes) =>
      routes.get('/admin/own', (_req, res) => {
        res.send('own')
      }),
    ...options,
  })
  const root = await app.browserOf('root')
  const id = await idOf(app.prisma, 'foo')
  return { app, root, id }
}

describe('an answer to somebody who is logged in', () => {
  it('is kept nowhere, whatever page of the panel it is, and whatever its API says', async () => {
    const { root, id } = await startPanel()
    const user = `resources/User/records/${String(id)}/show`
    const paths = [
      ...['/admin', '/admin/', '/ADMIN/resources/User', `/admin/${user}`, '/admin/pages/statistics'],
      ...['/admin/resources/User/actions/list', '/admin/resources/User/bulk/bulkDelete?recordIds=1'],
      ...[`/admin/api/${user}`, '/admin/api/resources/User/actions/list', '/admin/api/pages/statistics'],
      ...['/admin/api/dashboard', '/admin/api/resources/User/search/foo', '/admin/api/single-session'],
    ]
    for (const path of paths) {
      const answer = await root.get(path)
      assert.deepEqual([answer.status, cachingOf(answer)], [200, 'no-store'], path)
    }
  })

  it('is kept where an action of the app wants it, or it is no answer of AdminJS', async () => {
    const { root, id } = await startPanel()
    const photo = await root.get(`/admin/api/resources/User/records/${String(id)}/photo`)
    assert.equal(cachingOf(photo), 'private, max-age=60')
    assert.equal(cachingOf(await root.get('/admin/own')), null)
  })

  it("is kept if it is one of AdminJS's own files: they are the same for everybody", async () => {
    const { root } = await startPanel()
    for (const file of ['app.bundle.js', 'logo.svg', 'design-system.bundle.js']) {
      const answer = await root.get(`/admin/frontend/assets/${file}`)
      assert.deepEqual([answer.status, cachingOf(answer)], [200, 'public, max-age=0'], file)
      const again = await root.get(`/admin/frontend/assets/${file}`, {
        headers: { 'if-none-match': answer.headers.get('etag') ?? '', 'cache-control': 'max-age=0' },
      })
      assert.equal(again.status, 304, file)
    }
  })
})

describe('a logout', () => {
  it('lets the browser forget what it kept, and neither cookies nor storage of other apps', async () => {
    const { root } = await startPanel()
    const { status, headers } = await root.get('/admin/logout')
    assert.deepEqual(
      [status, headers.get('clear-site-data'), headers.get('cache-control')],
      [302, '"cache"', 'no-store'],
    )
  })

  it('that did not happen says nothing of it', async () => {
    const { app, root } = await startPanel()
    await app.prisma.$executeRawUnsafe('ALTER TABLE "SessionEvent" RENAME TO "gone"')
    const { status, headers } = await root.get('/admin/logout')
    assert.deepEqual([status, headers.get('clear-site-data')], [503, null])
  })
})
