// A user as the app describes them, at a login and in a session: which of their properties is the id.
import type { UserRepository } from './port.js'
import { isSame, type UserId } from './session.js'

/** What is known of the user model. */
export type UserModel = Pick<UserRepository, 'idName' | 'fields' | 'parseId'>

/**
 * The property with the id: that with the name that the user model gives its id, or else `id`, as AdminJS calls it. Where the
 * model has another field that is called `id`, that one is never taken for the id: it may be the id of somebody else.
 */
export function idPropertyOf(user: object, { idName, fields }: UserModel): string {
  const isThere = (user as Readonly<Record<string, unknown>>)[idName] !== undefined // any object can be asked for it
  return isThere || fields.includes('id') ? idName : 'id'
}

/** The id of a user, or undefined if they have none that the user model could have. An app may describe them by anything. */
export function idIn(user: unknown, model: UserModel): UserId | undefined {
  if (typeof user !== 'object' || user === null) return undefined
  // An object can be asked for any property.
  return model.parseId((user as Readonly<Record<string, unknown>>)[idPropertyOf(user, model)])
}

/**
 * A user as the session holds them: with the id that the database has, by which each request is compared with the link. It may
 * differ in its letters from the `given` one. A BigInt becomes a text: JSON has no form for it. AdminJS's front end knows users
 * by `id`, so that is filled in where the app says nothing there, unless it is another field of the model.
 */
export function withIdIn<User extends object>(user: User, given: UserId, id: UserId, model: UserModel): User {
  const property = idPropertyOf(user, model)
  // Any object can be asked for these.
  const { [property]: said, id: shown } = user as Readonly<Record<string, unknown>>
  const stored = typeof id === 'bigint' ? String(id) : id
  const isStored = typeof said !== 'bigint' && isSame(given, id)
  const isShown = shown !== undefined || model.fields.includes('id')
  if (isStored && isShown) return user
  return { ...user, ...(isShown ? {} : { id: stored }), [property]: isStored ? said : stored }
}
