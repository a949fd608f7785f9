// withSingleSession finds the user resource in whatever form AdminJS takes one, and leaves the rest as it is.
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { Resource } from '@adminjs/prisma'
import AdminJS, { type AdminJSOptions, type ComponentLoader } from 'adminjs'
import { spoken } from '../src/adminjs/translations/spoken.js'
import { createSingleSession, withSingleSession } from '../src/index.js'
import { clientModule, secret, userResource } from './support/app.js'
import { createDatabase } from './support/database.js'
import { frontEndIn } from './support/front-end.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('what it asks of a database is tested on all of them in port.test.ts, and in the promises')

const database = await createDatabase()
after(() => database.close())
const { prisma } = database
const singleSession = createSingleSession({ prisma, secret })

const actionsOf = (options: AdminJSOptions) => Object.keys(new AdminJS(options).findResource('User').decorate().actions)

describe('withSingleSession', () => {
  const forms: [title: string, entry: () => object][] = [
    ['as it is', () => userResource(prisma)],
    ['wrapped', () => ({ resource: userResource(prisma), options: {} })],
    ['wrapped without options', () => ({ resource: userResource(prisma) })],
    ['made by the adapter', () => new Resource({ ...userResource(prisma), clientModule } as never)],
    ['made by the adapter, wrapped', () => ({ resource: new Resource(userResource(prisma) as never), options: {} })],
  ]
  for (const [title, entry] of forms) {
    it(`adds the actions to a resource ${title}`, () => {
      const given = Object.freeze({ resources: Object.freeze([Object.freeze(entry())]) as unknown as object[] })
      const actions = actionsOf(withSingleSession(given, singleSession))
      assert.ok(actions.includes('logoutOnAllSessions') && actions.includes('logoutAllOnAllSessions'))
      assert.ok(actions.includes('list') && actions.includes('bulkDelete'))
    })
  }

  it("keeps the resource's own features and options, which win", () => {
    const feature = (_admin: AdminJS, options: object) => ({ ...options, listProperties: ['email'] })
    const resource = {
      resource: userResource(prisma),
      features: [feature],
      options: { actions: { logoutOnAllSessions: { icon: 'Power' } } },
    }
    const decorated = new AdminJS(withSingleSession({ resources: [resource] }, singleSession))
      .findResource('User')
      .decorate()
    assert.equal(decorated.actions.logoutOnAllSessions?.toJSON().icon, 'Power')
    assert.equal(decorated.actions.logoutAllOnAllSessions?.toJSON().icon, 'LogOut')
    assert.deepEqual(decorated.options.listProperties, ['email'])
  })

  it('stops the start when no resource is the user model', () => {
    for (const resources of [undefined, [], [{ resource: { model: { name: 'Post' } } }]]) {
      assert.throws(() => withSingleSession(resources ? { resources } : {}, singleSession), {
        code: 'ERR_SINGLE_SESSION_NO_USER_RESOURCE',
        message: /no resource of the user model User; it has (none|Post)\. Write resources: .*userResource: false/,
      })
    }
  })

  it('takes a panel without a user list if the option says so', () => {
    const options = withSingleSession({ resources: [] }, createSingleSession({ prisma, secret, userResource: false }))
    assert.deepEqual(options.resources, [])
  })

  it('adds the texts of each panel to all: AdminJS has one bundle in a process, that of the panel that is ready last', () => {
    const inLanguage = (language: string): AdminJSOptions =>
      withSingleSession<AdminJSOptions>({ resources: [userResource(prisma)], locale: { language } }, singleSession)
    const panels = [inLanguage('de'), inLanguage('pl')]
    for (const { componentLoader } of panels) assert.deepEqual(languagesIn(componentLoader), ['de', 'en', 'pl'])
  })

  it('adds its texts to the bundle, for each language, under those of the app', async () => {
    const own = {
      language: 'nl',
      availableLanguages: ['nl', 'fr'],
      translations: { nl: { actions: { logoutOnAllSessions: 'Weg ermee', own: 'Eigen' } } },
    }
    // English, German and Polish are those of the panels above.
    for (const [locale, bundled] of [
      [own, ['de', 'en', 'pl', 'nl', 'elsewhere']],
      [() => Promise.resolve(own), [...spoken, 'elsewhere']],
    ] as const) {
      const options: AdminJSOptions = { resources: [userResource(prisma)], locale }
      const { locale: merged, componentLoader } = withSingleSession(options, singleSession)
      assert.deepEqual(languagesIn(componentLoader), [...bundled].sort())
      assert.deepEqual(typeof merged === 'function' ? await merged() : merged, own)
      const { translateAction, translateMessage } = frontEndIn('nl', own)
      assert.deepEqual([translateAction('logoutOnAllSessions'), translateAction('own')], ['Weg ermee', 'Eigen'])
      assert.match(translateMessage('singleSessionNobody'), /^Niemand/)
      assert.match(frontEndIn('fr').translateMessage('singleSessionNobody'), /^Nobody/)
    }
  })
})

/** The languages whose texts a panel brings into the bundle. */
function languagesIn(componentLoader: ComponentLoader | undefined): string[] {
  const prefix = 'SingleSessionTexts_'
  const names = Object.keys(componentLoader?.getComponents() ?? {}).filter((name) => name.startsWith(prefix))
  return names.map((name) => name.slice(prefix.length).replace('_', '-')).sort()
}
