// The app's users, and what their model is.
import type { UserRepository } from '../rule/port.js'
import type { UserId } from '../rule/session.js'
import type { DataModel } from './data-model.js'
import type { Database } from './database.js'
import { inChunks } from './in-chunks.js'
import { isBadInput, isPrismaError, unavailable } from './prisma-errors.js'

/** Users in this database. */
export function users({ model, ask }: Database): UserRepository {
  return {
    model: model.user.name,

    fields: [...model.user.fields.values()].filter(({ kind }) => kind !== 'object').map(({ name }) => name),

    parseId: (value) => parseUserId(model, value),

    async find(userIds, properties) {
      // Each by its name, also those that the app's client leaves out by itself, such as a password.
      const select = properties && { select: Object.fromEntries(['id', ...properties].map((name) => [name, true])) }
      const findSome = (ids: UserId[]) => ask(({ user }) => user.findMany({ where: { id: { in: ids } }, ...select }))
      const found = (await inChunks(userIds, findSome)).flat()
      // The checked data model says that the field `id` has one of the types of a user id.
      return new Map(found.map((user) => [user.id as UserId, user]))
    },

    isBadInput,

    faultOf: (error) => (isPrismaError(error) ? unavailable(error) : undefined),
  }
}

function parseUserId({ userIdType }: DataModel, value: unknown): UserId | undefined {
  const text = typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string' ? String(value) : ''
  if (userIdType === 'String') return text === '' ? undefined : text
  if (!/^-?\d{1,19}$/.test(text)) return undefined
  const [id, bits] = [BigInt(text), userIdType === 'BigInt' ? 64 : 32]
  if (BigInt.asIntN(bits, id) !== id) return undefined
  return userIdType === 'BigInt' ? id : Number(id)
}
