// The users as the database has them now, and what each of them may do. Nothing of it is kept: a permission that was taken
// away counts at once.
import type { SingleSessionError } from '../errors.js'
import { idIn, withIdIn } from './described-user.js'
import type { UserRepository } from './port.js'
import type { UserId, UserRecord } from './session.js'

/** What an administrator may do: log out ordinary users, or admin users too. */
export const permissions = ['logout', 'logout_all'] as const
/** What an administrator may do. */
export type Permission = (typeof permissions)[number]

/** The app's functions that say who may do what. */
export interface UserRules {
  readonly isAdminUser: ((user: UserRecord) => Promise<boolean>) & {
    /** The same without a promise; undefined if that is not to be had. */
    readonly atOnce: (user: UserRecord) => boolean | undefined
  }
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

  /** The name of its id. */
  get idName(): string {
    return this.#repository.idName
  }

  /** The id of a user as the app describes them, or undefined if it is none of the user model's. */
  idOf(user: unknown): UserId | undefined {
    return idIn(user, this.#repository)
  }

  /** A user as the session holds them: with the id that the database has instead of the `given` one. */
  withId<User extends object>(user: User, given: UserId, id: UserId): User {
    return withIdIn(user, given, id, this.#repository)
  }

  /** The users with these ids, with all their properties or with these alone; unknown ones are left out. */
  find(userIds: readonly UserId[], properties?: readonly string[]): Promise<Map<UserId, UserRecord>> {
    return this.#repository.find(userIds, properties)
  }

  /**
   * The users with these ids that somebody may see, by their ids as text: admin users only if `adminUsers` says so. Whether one
   * is an admin user, the app says by the whole record; otherwise these properties alone are read.
   */
  async findShown(
    userIds: readonly UserId[],
    { adminUsers, properties }: { readonly adminUsers: boolean; readonly properties: readonly string[] },
  ): Promise<ReadonlyMap<string, UserRecord>> {
    if (userIds.length === 0) return new Map()
    const found = [...(await this.find(userIds, adminUsers ? properties : undefined))]
    const isShown = await Promise.all(found.map(async ([, user]) => adminUsers || !(await this.isAdminUser(user))))
    return new Map(found.filter((_, index) => isShown[index]).map(([userId, user]) => [String(userId), user]))
  }

  /** The users whose property begins with a text; see `UserRepository`. */
  startingWith(name: string, text: string): Promise<UserRecord[]> {
    return this.#repository.startingWith(name, text)
  }

  /** One user, or undefined if there is none with this id. */
  async findOne(userId: UserId, properties?: readonly string[]): Promise<UserRecord | undefined> {
    // Whatever the letters of the id: the database may have it in others.
    const [user] = (await this.find([userId], properties)).values()
    return user
  }

  /** Whether an error of the app's own query says that it was given what no query can take: the fault of whoever typed it. */
  isBadInput(error: unknown): boolean {
    return this.#repository.isBadInput(error)
  }

  /** Whether an error of the app's own comes from the database. */
  isFault(error: unknown): boolean {
    return this.#repository.isFault(error)
  }

  /** The fault that such an error stands for. */
  faultOf(error: unknown): Promise<SingleSessionError> {
    return this.#repository.faultOf(error)
  }

  /** Whether only `logout_all` may log this user out. */
  isAdminUser(user: UserRecord): Promise<boolean> {
    return this.#rules.isAdminUser(user)
  }

  /** The same by what somebody happens to know of the user, without waiting; undefined if that does not tell. */
  seemsAdminUser(user: UserRecord): boolean | undefined {
    return this.#rules.isAdminUser.atOnce(user)
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
