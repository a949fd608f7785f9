// Whether the database could have a value. Of @adminjs/prisma's resources we know the columns; what the resources of other
// adapters can take is for them to say.
import type { BaseProperty, BaseResource } from 'adminjs'
import { isUuid } from '../../rule/uuid.js'
import { badRequest } from './bad-request.js'

/** What we use of a field of Prisma's data model, which @adminjs/prisma keeps in its properties. */
export interface Column {
  readonly kind?: string
  readonly type?: string
  readonly isRequired?: boolean
  readonly nativeType?: readonly [name: string, args: readonly string[]] | null
}

/** Whether a resource is one of @adminjs/prisma. */
export const isPrismaResource = (resource: BaseResource): boolean => resource.databaseName() === 'prisma'

/** The column behind a property of such a resource. */
export const columnOf = (property: BaseProperty | undefined): Column =>
  // The adapter's class has it, AdminJS's does not.
  (property as { column?: Column } | undefined)?.column ?? {}

/** Whether a column is of PostgreSQL's type for UUIDs. */
export const isUuidColumn = ({ nativeType }: Column): boolean => nativeType?.[0] === 'Uuid'

const largestOf: Readonly<Record<string, number>> = { Int: 2 ** 31, BigInt: 2 ** 63 }

/** Whether a text is a whole number that fits into the column, read as @adminjs/prisma reads it. */
export function fitsNumber(value: string, { type = '' }: Column): boolean {
  const largest = largestOf[type]
  if (largest === undefined) return true
  const number = Number(value)
  return value.trim() !== '' && Number.isInteger(number) && number >= -largest && number < largest
}

/**
 * @throws ERR_SINGLE_SESSION_BAD_REQUEST if one of them cannot be the id of a record.
 */
export function requireIds(resource: BaseResource, ids: readonly string[]): void {
  if (!isPrismaResource(resource)) return
  const column = columnOf(resource.properties().find((property) => property.isId()))
  const wrong = ids.find(
    (id) => id === '' || id.includes('\0') || !fitsNumber(id, column) || (isUuidColumn(column) && !isUuid(id)),
  )
  if (wrong !== undefined) throw badRequest(400, `${JSON.stringify(wrong)} cannot be the id of a record.`)
}

/**
 * @throws ERR_SINGLE_SESSION_BAD_REQUEST if what a request asks for holds a NUL, which PostgreSQL has in no text.
 */
export function requireText(resource: BaseResource, asked: object): void {
  const hasNul = JSON.stringify(asked).includes('\\u0000')
  if (hasNul && isPrismaResource(resource)) throw badRequest(400, 'A text cannot hold a NUL.')
}
