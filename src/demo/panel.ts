// The AdminJS options of the demo: the users and the audit trail, as an app with Prisma would write them.
import './adminjs-environment.mjs'
import { Database as DatabaseAdapter, getModelByName, Resource } from '@adminjs/prisma'
import AdminJS, {
  ComponentLoader,
  ForbiddenError,
  ValidationError,
  type ActionContext,
  type AdminJSOptions,
  type Before,
} from 'adminjs'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Database } from './database.js'
import { hashPassword } from './password.js'
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
    resources: [userResource(prisma), eventResource(prisma)],
  } satisfies AdminJSOptions
}

const loginTexts = {
  welcomeHeader: 'Who are you?',
  welcomeMessage: `Log in as one of ${accounts.map(({ email }) => email).join(', ')}. Their password is "${demoPassword}".`,
}

// The whole data model, which the generated client does not carry: prisma/write-dmmf.ts wrote it.
const datamodel = JSON.parse(readFileSync(pathOf('../../node_modules/.prisma/dmmf/datamodel.json'), 'utf8')) as object
const clientModule = { Prisma: { dmmf: { datamodel } } }

/** The audit trail. What it shows and to whom is up to adminjs-single-session. */
function eventResource(prisma: Database) {
  const model = getModelByName('SessionEvent', clientModule) as object
  return { resource: { model, client: prisma, clientModule }, options: { navigation: { name: null, icon: 'List' } } }
}

function userResource(prisma: Database) {
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
        newPassword: {
          type: 'password' as const,
          isVisible: { edit: true, list: false, show: false, filter: false },
          description: 'Leave it empty to keep the old one',
        },
        permissions: {
          isRequired: false,
          description: 'With commas: single_session.logout, single_session.logout_all',
        },
      },
      actions: {
        new: { isAccessible: false },
        edit: { isAccessible: isSuperuserOrOneself, before: checkEdit(prisma) },
        delete: { isAccessible: isSuperuser },
        bulkDelete: { isAccessible: isSuperuser },
      },
    },
  }
}

function isSuperuser({ currentAdmin }: ActionContext): boolean {
  return currentAdmin?.isSuperuser === true
}

function isSuperuserOrOneself(context: ActionContext): boolean {
  return isSuperuser(context) || String(context.record?.id()) === String(context.currentAdmin?.id)
}

/** AdminJS takes every field from the browser, ids too: only these may change, and without the rights the password alone. */
function checkEdit(prisma: Database): Before {
  return async (request, context) => {
    if (request.method !== 'post') return request
    if (!isSuperuserOrOneself(context)) throw new ForbiddenError('You cannot perform this action')
    const { newPassword, ...payload } = (request.payload ?? {}) as Record<string, unknown>
    const passwordHash = await hashOf(newPassword)
    const changes = isSuperuser(context) ? await checked(payload, request.params.recordId) : {}
    // Beside AdminJS, which does not know that there is a hash.
    if (passwordHash !== undefined) {
      await prisma.user.updateMany({ where: { id: Number(request.params.recordId) }, data: { passwordHash } })
    }
    return { ...request, payload: changes }
  }

  async function checked(payload: Record<string, unknown>, recordId: string | undefined) {
    const { email, isSuperuser, permissions } = payload
    if (email !== undefined) {
      if (!isEmail(email)) throw invalidEmail('This is not an email address.')
      const user = await prisma.user.findUnique({ where: { email } })
      if (user && String(user.id) !== recordId) throw invalidEmail('Somebody else has this email address.')
    }
    // An empty field may come as null.
    const fields = { email, isSuperuser, permissions: permissions === null ? '' : permissions }
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  }
}

async function hashOf(newPassword: unknown): Promise<string | undefined> {
  if (newPassword === undefined || newPassword === null || newPassword === '') return undefined
  if (typeof newPassword === 'string' && newPassword.length >= 4 && newPassword.length <= 200)
    return hashPassword(newPassword)
  throw new ValidationError({ newPassword: { message: 'A password has 4 to 200 characters.' } })
}

const invalidEmail = (message: string) => new ValidationError({ email: { message } })

function pathOf(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}
