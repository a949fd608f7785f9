// The app's users, and what their model is.
import type { UserRepository } from '../rule/port.js'
import type { UserId, UserRecord } from '../rule/session.js'
import { isUuid } from '../rule/uuid.js'
import { batched } from './batch.js'
import type { DataModel } from './data-model.js'
import type { Database } from './database.js'
import { inChunks } from './in-chunks.js'
import { isBadInput, isPrismaError } from './prisma-errors.js'

/** How many users are read to find those that begin with a text. */
const mostLookedAt = 200

/** Users in this database. */
export function users({ model, ask, faultOf }: Database): UserRepository {
  const { name: idName } = model.userId
  const findSome = (ids: UserId[], select?: object) =>
    ask(({ user }) => user.findMany({ where: { [idName]: { in: ids } }, ...select }))

  /** One user, by the id as text, together with whom other requests ask for at the same time. */
  const findTogether = batched(async (texts) => {
    const ids = texts.map((text) => parseUserId(model, text)).filter((id) => id !== undefined)
    return new Map((await findSome(ids)).map((user) => [String(user[idName]), user]))
  })

  return {
    model: model.user.name,
    idName,

    fields: [...model.user.fields.values()].filter(({ kind }) => kind !== 'object').map(({ name }) => name),

    parseId: (value) => parseUserId(model, value),

    async find(userIds, properties) {
      const [only] = userIds
      if (only !== undefined && userIds.length === 1 && !properties) {
        const user = await findTogether(String(only))
        if (user) return new Map([[only, user]])
        // A database may know the letters of an id in another case: then it is found below, under the id that it has.
        if (typeof only !== 'string') return new Map()
      }
      // Each by its name, also those that the app's client leaves out by itself, such as a password.
      const select = properties && { select: Object.fromEntries([idName, ...properties].map((name) => [name, true])) }
      const found = (await inChunks(userIds, (ids: UserId[]) => findSome(ids, select))).flat()
      // The checked data model says that this field has one of the types of a user id.
      return new Map(found.map((user) => [user[idName] as UserId, user]))
    },

    async startingWith(name, text) {
      // From there on in the order of the index, which begins with what begins so. By LIKE some databases read every row.
      const from = (start: string) =>
        ask(({ user }) =>
          user.findMany({
            where: { [name]: { gte: start } },
            orderBy: { [name]: 'asc' },
            take: mostLookedAt,
            select: { [idName]: true, [name]: true },
          }),
        )
      const begins = (user: UserRecord): boolean => String(user[name]).toLowerCase().startsWith(text.toLowerCase())
      const found = (await from(text)).filter(begins)
      // Where the database tells capitals from small letters, people write what is in small letters in capitals too.
      return found.length > 0 || text === text.toLowerCase() ? found : (await from(text.toLowerCase())).filter(begins)
    },

    isBadInput,

    isFault: isPrismaError,

    faultOf,
  }
}

function parseUserId(
  { userId: { type: userIdType, isUuid: hasUuids } }: DataModel,
  value: unknown,
): UserId | undefined {
  const text = typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string' ? String(value) : ''
  if (userIdType === 'String') return text === '' || (hasUuids && !isUuid(text)) ? undefined : text
  if (!/^-?\d{1,19}$/.test(text)) return undefined
  if (userIdType === 'BigInt') {
    const id = BigInt(text)
    return BigInt.asIntN(64, id) === id ? id : undefined
  }
  const id = Number(text)
  // Of 32 bits, as the operator makes it.
  return (id | 0) === id ? id | 0 : undefined
}
