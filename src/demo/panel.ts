// The AdminJS options of the demo: one resource, the users, as an app with Prisma would write them.
import './adminjs-environment.mjs'
import { Database as DatabaseAdapter, getModelByName, Resource } from '@adminjs/prisma'
import AdminJS, {
  ComponentLoader,
  ValidationError,
  type ActionContext,
  type AdminJSOptions,
  type Before,
} from 'adminjs'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Database } from './database.js'
import { accounts, demoPassword, isEmail } from './users.js'

AdminJS.registerAdapter({ Database: DatabaseAdapter, Resource })

/** The options of the panel, before adminjs-single-session adds to them. */
export function panelOptions(prisma: Database) {
  const componentLoader = new ComponentLoader()
  return {
    componentLoader,
    dashboard: { component: componentLoader.add('DemoDashboard', pathOf('./components/dashboard')) },
    branding: {
      companyName: 'adminjs-single-session demo',
      logo: false,
      withMadeWithLove: false,
      favicon: '/admin/frontend/assets/logo-mini.svg',
    },
    locale: { language: 'en', translations: { en: { labels: { User: 'Users' }, components: { Login: loginTexts } } } },
    resources: [userResource(prisma)],
  } satisfies AdminJSOptions
}

const loginTexts = {
  welcomeHeader: 'Who are you?',
  welcomeMessage: `Log in as one of ${accounts.map(({ email }) => email).join(', ')}. Their password is "${demoPassword}".`,
}

function userResource(prisma: Database) {
  // The whole data model, which the generated client does not carry: prisma/write-dmmf.ts wrote it.
  const datamodel = JSON.parse(readFileSync(pathOf('../../node_modules/.prisma/dmmf/datamodel.json'), 'utf8')) as object
  const clientModule = { Prisma: { dmmf: { datamodel } } }
  const model = getModelByName('User', clientModule) as { fields: { name: string }[] }
  // AdminJS does not know that there is a hash: it can neither show it nor change, sort or filter by it.
  const fields = model.fields.filter(({ name }) => name !== 'passwordHash')

  return {
    resource: { model: { ...model, fields }, client: prisma, clientModule },
    options: {
      navigation: { name: null, icon: 'Users' },
      listProperties: ['email', 'isSuperuser', 'permissions'],
      sort: { sortBy: 'id', direction: 'asc' as const },
      properties: {
        email: { isTitle: true },
        isSuperuser: { isRequired: false },
        permissions: {
          isRequired: false,
          description: 'With commas: single_session.logout, single_session.logout_all',
        },
      },
      actions: {
        new: { isAccessible: false },
        edit: { isAccessible: isSuperuser, before: checkEdit(prisma) },
        delete: { isAccessible: isSuperuser },
        bulkDelete: { isAccessible: isSuperuser },
      },
    },
  }
}

function isSuperuser({ currentAdmin }: ActionContext): boolean {
  return currentAdmin?.isSuperuser === true
}

/** AdminJS takes every field from the browser, ids too: only these may change. */
function checkEdit(prisma: Database): Before {
  return async (request) => {
    if (request.method !== 'post') return request
    const { email, isSuperuser, permissions } = (request.payload ?? {}) as Record<string, unknown>
    if (email !== undefined) {
      if (!isEmail(email)) throw invalidEmail('This is not an email address.')
      const user = await prisma.user.findUnique({ where: { email } })
      if (user && String(user.id) !== request.params.recordId)
        throw invalidEmail('Somebody else has this email address.')
    }
    // An empty field may come as null.
    const fields = { email, isSuperuser, permissions: permissions === null ? '' : permissions }
    const changes = Object.entries(fields).filter(([, value]) => value !== undefined)
    return { ...request, payload: Object.fromEntries(changes) }
  }
}

const invalidEmail = (message: string) => new ValidationError({ email: { message } })

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
