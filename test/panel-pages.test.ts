// What the pages of the panel cost beside those of AdminJS alone: statements, and the size of their answers.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { after, describe, it } from 'node:test'
import type { ActionJSON, RecordJSON, ResourceJSON } from 'adminjs'
import express from 'express'
import { pageNames, pageOf } from './bench/pages.js'
import { mountPanel } from './bench/panel.js'
import { closeApps, eventResource, seedUsers, startApp, userResource } from './support/app.js'
import { BrowserClient } from './support/browser-client.js'
import { createDatabase } from './support/database.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('what it asks of a database is tested on all of them in port.test.ts, and in the promises')

const database = await createDatabase()
const { prisma } = database
await seedUsers(prisma)
// More than a page of them.
const emails = Array.from({ length: 20 }, (_, index) => `user${String(index)}@example.com`)
await prisma.user.createMany({ data: emails.map((email) => ({ email, passwordHash: 'none' })) })
// All of them are logged in: then our column is as wide as it can be.
const userIds = (await prisma.user.findMany()).map(({ id }) => id)
const expiresAt = new Date(Date.now() + 86_400_000)
const sidOf = (id: number) => `of-${String(id)}`
await prisma.session.createMany({
  data: userIds.map((id) => ({ id: sidOf(id), sid: sidOf(id), data: '{"cookie":{}}', expiresAt })),
})
await prisma.userSession.createMany({ data: userIds.map((id) => ({ sid: sidOf(id), userId: id })) })
const ban = { actionType: 'record' as const, component: false as const, handler: () => ({}) }
const app = await startApp({
  database,
  resources: (client) => [
    { resource: userResource(client), options: { actions: { ban } } },
    { resource: eventResource(client), options: {} },
  ],
})
const root = await app.browserOf('root')
const alone = await startAlone()
after(async () => {
  alone.close()
  await closeApps()
  await database.close()
})

const listPath = pageOf('users').path
const recordsOf = (text: string) => (JSON.parse(text) as { records: RecordJSON[] }).records
const actionsOf = (record: RecordJSON | undefined) => [...(record?.recordActions ?? []), ...(record?.bulkActions ?? [])]

/** The resource of the users as a page has it, with each action in full. */
async function usersResource(): Promise<ResourceJSON> {
  const [, state = ''] = /REDUX_STATE = (\{.*\});/.exec((await root.get('/admin')).text) ?? []
  const { resources } = JSON.parse(state) as { resources: ResourceJSON[] }
  const found = resources.find(({ id }) => id === 'User')
  assert.ok(found)
  return found
}

describe('a page of the panel', () => {
  for (const name of pageNames) {
    const { title, path, statements, isForStrangers } = pageOf(name)
    it(`takes at most ${String(statements)} statements: ${title}`, async () => {
      const browser = isForStrangers ? app.browser() : root
      const before = await prisma.user.findFirstOrThrow({ where: { email: 'root@example.com' } })
      const of = path.replace('/1/', `/${String(before.id)}/`)
      assert.equal((await browser.get(of)).status, 200)
      database.takeStatements()
      assert.equal((await browser.get(of)).status, 200)
      const taken = database.takeStatements()
      assert.ok(taken.length <= statements, taken.join('\n'))
    })
  }
})

describe('the list of users', () => {
  it('is at most 1.15 times as large as that of AdminJS alone, for those who may use all of our actions', async () => {
    const [ours, theirs] = [await root.get(listPath), await alone.browser.get(listPath)]
    const [[own], [other]] = [recordsOf(ours.text), recordsOf(theirs.text)]
    const names = actionsOf(own).map(({ name }) => name)
    for (const name of ['sessions', 'logoutOnAllSessions', 'logoutAllOnAllSessions']) assert.ok(names.includes(name))
    const { liveSessions, sessionsLastSeen, ...params } = own?.params ?? {}
    assert.deepEqual([typeof liveSessions, typeof sessionsLastSeen], ['number', 'string'])
    assert.deepEqual([own?.id, params], [other?.id, other?.params])
    // The action of the app's own is in ours alone: it is not what we add.
    const ofApp = actionsOf(own).find(({ name }) => name === 'ban')
    const size = ours.text.length - recordsOf(ours.text).length * (JSON.stringify(ofApp).length + 1)
    assert.ok(size <= 1.15 * theirs.text.length, `${String(size)} beside ${String(theirs.text.length)}`)
  })

  it('describes an action briefly, but for what AdminJS takes for the same', async () => {
    const { actions } = await usersResource()
    const [listed] = recordsOf((await root.get(listPath)).text)
    const ours = ['sessions', 'logoutOnAllSessions', 'logoutAllOnAllSessions']
    for (const brief of actionsOf(listed)) {
      const full = actions.find(({ name }) => name === brief.name)
      assert.ok(full)
      const missing = Object.entries(full).filter(([key]) => !(key in brief))
      const meant = missing.filter(([, value]) => value !== '' && value !== false && value !== null)
      const kept = Object.fromEntries(Object.entries(full).filter(([key]) => key in brief))
      assert.deepEqual(brief, kept)
      const opening = ['showResourceActions', 'component', 'containerWidth', 'custom']
      const left = meant.map(([key]) => key)
      if (!ours.includes(brief.name)) assert.deepEqual(left, [], brief.name)
      else assert.deepEqual(left.sort(), opening.sort(), brief.name)
    }
  })

  it('leaves the actions of the app as they are', async () => {
    const { actions } = await usersResource()
    const [listed] = recordsOf((await root.get(listPath)).text)
    const named = (all: readonly ActionJSON[] | undefined) => all?.find(({ name }) => name === 'ban')
    assert.ok(named(listed?.recordActions))
    assert.deepEqual(named(listed?.recordActions), named(actions))
  })

  it('brings an action that is opened along in full', async () => {
    const { actions } = await usersResource()
    const [listed] = recordsOf((await root.get(listPath)).text)
    const id = String(listed?.id)
    const full = (name: string) => actions.find((action) => action.name === name)
    const opened = (await root.get(`/admin/api/resources/User/records/${id}/sessions`)).text
    assert.deepEqual((JSON.parse(opened) as { record: RecordJSON }).record.recordActions, [full('sessions')])
    const bulk = await root.get(`/admin/api/resources/User/bulk/logoutOnAllSessions?recordIds=${id}`)
    assert.deepEqual(recordsOf(bulk.text)[0]?.bulkActions, [full('logoutOnAllSessions')])
  })
})

describe('a search for users, as the forms of other resources make it', () => {
  it('answers with nothing of ours', async () => {
    const { text } = await root.get('/admin/api/resources/User/search/user1?searchProperty=email')
    const names = new Set(recordsOf(text).flatMap((record) => actionsOf(record).map(({ name }) => name)))
    assert.deepEqual([...names], ['show', 'edit', 'delete', 'ban', 'bulkDelete'])
  })
})

/** A panel of AdminJS alone on the same database, and a browser that is logged in there. */
async function startAlone() {
  const other = express()
  const sessions = await mountPanel('memory', other, prisma, 1)
  other.post('/login', async (req, res) => {
    await sessions.logIn(req, { id: 1, email: 'root@example.com' })
    res.sendStatus(204)
  })
  const server = other.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const browser = new BrowserClient(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`)
  await browser.post('/login')
  return {
    browser,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
