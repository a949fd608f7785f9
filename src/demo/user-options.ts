// What the panel shows of the users, and who may change what of them.
import { ForbiddenError, ValidationError, type ActionContext, type Before, type ResourceOptions } from 'adminjs'
import type { Database } from './database.js'
import { hashPassword } from './password.js'
import { createCheckPassword, isEmail } from './users.js'

/** The options of the resource. */
export function userOptions(prisma: Database): ResourceOptions {
  return {
    navigation: { name: null, icon: 'Users' },
    titleProperty: 'email',
    listProperties: ['email', 'isSuperuser', 'permissions', 'liveSessions'],
    sort: { sortBy: 'id', direction: 'asc' },
    properties: {
      isSuperuser: { isRequired: false },
      newPassword: {
        type: 'password',
        isVisible: { edit: true, list: false, show: false, filter: false },
        description: 'Leave it empty to keep the old one',
      },
      oldPassword: {
        type: 'password',
        isVisible: { edit: true, list: false, show: false, filter: false },
        description: 'Needed for a new password of your own',
      },
      permissions: { isRequired: false, description: 'With commas: single_session.logout, single_session.logout_all' },
    },
    actions: {
      new: { isAccessible: false },
      edit: { isAccessible: isSuperuserOrOneself, before: checkEdit(prisma) },
      delete: { isAccessible: isSuperuser },
      bulkDelete: { isAccessible: isSuperuser },
    },
  }
}

const isSuperuser = ({ currentAdmin }: ActionContext): boolean => currentAdmin?.isSuperuser === true

const isSuperuserOrOneself = (context: ActionContext): boolean =>
  isSuperuser(context) || String(context.record?.id()) === String(context.currentAdmin?.id)

/** What may be changed, what it has to be, and what is said of anything else. */
const fields: Readonly<Record<string, [isRight: (value: unknown) => boolean, message: string]>> = {
  email: [isEmail, 'This is not an email address.'],
  isSuperuser: [(value) => typeof value === 'boolean', 'Say yes or no.'],
  permissions: [(value) => typeof value === 'string' && /^[\w., ]{0,190}$/.test(value), 'These are no permissions.'],
  newPassword: [
    (value) => typeof value === 'string' && /^.{4,200}$/s.test(value),
    'A password has 4 to 200 characters.',
  ],
}

/**
 * AdminJS takes every field from the browser, ids too: only these may change, and without the rights the password alone. One's
 * own takes the old one: whoever finds the browser open, or has stolen its session, does not get the account with it.
 */
function checkEdit(prisma: Database): Before {
  const isPasswordOf = createCheckPassword(prisma)
  return async (request, context) => {
    if (request.method !== 'post') return request
    if (!isSuperuserOrOneself(context)) throw new ForbiddenError('You cannot perform this action')
    const payload: Record<string, unknown> = {}
    for (const [name, [isRight, message]] of Object.entries(fields)) {
      // An empty field may come as null.
      const value: unknown = request.payload?.[name] === null ? '' : request.payload?.[name]
      const isLeftOut = value === undefined || (name === 'newPassword' && value === '')
      if (isLeftOut || (name !== 'newPassword' && !isSuperuser(context))) continue
      if (!isRight(value)) throw wrong(name, message)
      payload[name] = value
    }
    const id = Number(request.params.recordId)
    const { newPassword, ...changes } = payload as { newPassword?: string; email?: string }
    const other = changes.email && (await prisma.user.findUnique({ where: { email: changes.email } }))
    if (other && other.id !== id) throw wrong('email', 'Somebody else has this email address.')
    const isOwn = String(id) === String(context.currentAdmin?.id)
    if (newPassword !== undefined && isOwn && !(await isPasswordOf({ id }, request.payload?.oldPassword))) {
      throw wrong('oldPassword', 'This is not your old password.')
    }
    // Beside AdminJS, which does not know that there is a hash.
    if (newPassword !== undefined) {
      await prisma.user.updateMany({ where: { id }, data: { passwordHash: await hashPassword(newPassword) } })
    }
    return { ...request, payload: changes }
  }
}

const wrong = (name: string, message: string) => new ValidationError({ [name]: { message } })
