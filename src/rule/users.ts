// The users as the database has them now, and what each of them may do. Nothing of it is kept: a permission that was taken
// away counts at once.
import type { SingleSessionError } from '../errors.js'
import type { UserRepository } from './port.js'
import type { UserId, UserRecord } from './session.js'

/** What an administrator may do: log out ordinary users, or admin users too. */
export const permissions = ['logout', 'logout_all'] as const
/** What an administrator may do. */
export type Permission = (typeof permissions)[number]

/** The app's functions that say who may do what. */
export interface UserRules {
  readonly isAdminUser: (user: UserRecord) => Promise<boolean>
  readonly hasPermission: (user: UserRecord, permission: Permission) => Promise<boolean>
}

/** Reads users. */
export class Users {
  readonly #repository: UserRepository
  readonly #rules: UserRules

  constructor(repository: UserRepository, rules: UserRules) {
    this.#repository = repository
    this.#rules = rules
  }

  /** The name of the user model in the schema. */
  get model(): string {
    return this.#repository.model
  }

  /** The names of its scalar fields. */
  get fields(): readonly string[] {
    return this.#repository.fields
  }

  /** The value as an id of the user model, or undefined if it can be none. */
  parseId(value: unknown): UserId | undefined {
    return this.#repository.parseId(value)
  }

  /** The users with these ids, with all their properties or with these alone; unknown ones are left out. */
  find(userIds: readonly UserId[], properties?: readonly string[]): Promise<Map<UserId, UserRecord>> {
    return this.#repository.find(userIds, properties)
  }

  /** One user, or undefined if there is none with this id. */
  async findOne(userId: UserId, properties?: readonly string[]): Promise<UserRecord | undefined> {
    return (await this.find([userId], properties)).get(userId)
  }

  /** Whether an error of the app's own query says that it was given what no query can take: the fault of whoever typed it. */
  isBadInput(error: unknown): boolean {
    return this.#repository.isBadInput(error)
  }

  /** The fault that an error of the app's own stands for, if it comes from the database; undefined for any other. */
  faultOf(error: unknown): SingleSessionError | undefined {
    return this.#repository.faultOf(error)
  }

  /** Whether only `logout_all` may log this user out. */
  isAdminUser(user: UserRecord): Promise<boolean> {
    return this.#rules.isAdminUser(user)
  }

  /** What a user may do; nothing if there is no such user. */
  async permissionsOf(userId: UserId | undefined): Promise<ReadonlySet<Permission>> {
    const user = userId === undefined ? undefined : await this.findOne(userId)
    if (!user) return new Set()
    const granted = await Promise.all(permissions.map((permission) => this.#rules.hasPermission(user, permission)))
    // Only a plain true is a yes: the app's function may be written in JavaScript.
    return new Set(permissions.filter((_, index) => (granted[index] as unknown) === true))
  }
}
