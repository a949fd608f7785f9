// Warns where the default functions can give nobody a permission: the panel would have none of our actions, and say nothing.
import type { SingleSessionOptions } from '../options/options.js'
import type { Users } from '../rule/users.js'

/** Emits a warning of the process if the app wrote no function of its own and its user model has no field for the default ones. */
export function warnIfNobodyMay(
  { hasPermission, isAdminUser, userResource }: SingleSessionOptions,
  { model, fields }: Pick<Users, 'model' | 'fields'>,
): void {
  const isOwn = hasPermission !== undefined || isAdminUser !== undefined
  if (isOwn || userResource === false || fields.includes('isSuperuser') || fields.includes('permissions')) return
  process.emitWarning(
    `The model ${model} has neither the field isSuperuser nor the field permissions, so nobody may use the actions of ` +
      'adminjs-single-session, and the panel shows none of them. Write isAdminUser: (user) => ..., which says who may use all of ' +
      'them, or hasPermission: (user, permission) => ... in the options of createSingleSession. If that is what you want, write ' +
      'hasPermission: () => false.',
    { code: 'SINGLE_SESSION_NO_PERMISSIONS' },
  )
}
