// The options of the panel, before adminjs-single-session adds to them.
import './adminjs-environment.mjs'
import { Database as DatabaseAdapter, getModelByName, Resource } from '@adminjs/prisma'
import AdminJS, { ComponentLoader, type AdminJSOptions } from 'adminjs'
import { fileURLToPath } from 'node:url'
import { clientModuleOf, type ClientModel } from '../index.js'
import type { Database } from './database.js'
import type { Settings } from './limit-of.js'
import { createStepsHandler } from './steps.js'
import { userOptions } from './user-options.js'
import { accounts, demoPassword } from './users.js'

AdminJS.registerAdapter({ Database: DatabaseAdapter, Resource })

/** Where the app serves `demo.css`. */
export const stylePath = '/demo/demo.css'

const loginTexts = {
  welcomeHeader: 'Who are you?',
  welcomeMessage: `Log in as one of ${accounts.map(({ email }) => email).join(', ')}. Their password is "${demoPassword}".`,
}

/** The users and the audit trail, as an app with Prisma writes them. */
export async function panelOptions(prisma: Database, options: Settings) {
  const clientModule = await clientModuleOf(prisma)
  const resourceOf = (model: object) => ({ model, client: prisma, clientModule })
  const user = getModelByName('User', clientModule) as ClientModel
  // AdminJS does not know that there is a hash: it can neither show it nor change, sort or filter by it.
  const fields = user.fields.filter(({ name }) => name !== 'passwordHash')
  const event = getModelByName('SessionEvent', clientModule) as ClientModel
  const componentLoader = new ComponentLoader()
  const dashboard = fileURLToPath(new URL('dashboard', import.meta.url))

  return {
    componentLoader,
    dashboard: {
      component: componentLoader.add('DemoDashboard', dashboard),
      handler: createStepsHandler(prisma, options),
    },
    assets: { styles: [stylePath] },
    branding: {
      companyName: 'adminjs-single-session demo',
      logo: false,
      withMadeWithLove: false,
      favicon: '/admin/frontend/assets/logo-mini.svg',
    },
    locale: { language: 'en', translations: { en: { labels: { User: 'Users' }, components: { Login: loginTexts } } } },
    resources: [
      { resource: resourceOf({ ...user, fields }), options: userOptions(prisma) },
      // What it shows and to whom is up to adminjs-single-session.
      { resource: resourceOf(event), options: { navigation: { name: null, icon: 'List' } } },
    ],
  } satisfies AdminJSOptions
}
