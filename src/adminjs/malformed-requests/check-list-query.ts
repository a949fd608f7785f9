// Whether a list can be paged, sorted and filtered as the query says: by what Prisma takes, and by fields that the panel
// knows. Others are not its business: a password hash that the app took out of the model cannot be guessed by sorting.
import { flat, type ActionDecorator, type BaseResource } from 'adminjs'
import { badRequest } from './bad-request.js'
import { columnOf, fitsNumber, isPrismaResource, isUuidColumn, type Column } from './check-values.js'

/**
 * Checks the query of AdminJS's own actions list and search, on resources of @adminjs/prisma. Actions that the app put a
 * hook before, or a handler of its own into, may understand more; `ownHooks` are those of ours, which do not.
 *
 * @throws ERR_SINGLE_SESSION_BAD_REQUEST naming the parameter and its value.
 */
export function requireListQuery(
  resource: BaseResource,
  { name }: ActionDecorator,
  { query, text }: AskedList,
  ownHooks: readonly unknown[],
): void {
  if (!['list', 'search'].includes(name) || !isPrismaResource(resource)) return
  const { list, search } = resource.decorate().options.actions ?? {}
  const { handler, before } = (name === 'list' ? list : search) ?? {}
  if (handler !== undefined || [before].flat().some((hook) => hook !== undefined && !ownHooks.includes(hook))) return

  // As AdminJS reads it.
  const { page, perPage, direction, sortBy, searchProperty, filters } = unflatten(query) as ListQuery
  const isSearch = name === 'search'
  // A list begins at page 1 if it cannot read the number, and goes down if it cannot read the direction. A search does not.
  requireThat('page', page, (value) => isCount(Number(value) || (isSearch ? 0 : 1)))
  // Of a list AdminJS makes it a number. Of a search it does not, and Prisma takes no text.
  requireThat('perPage', perPage, (value) => !isSearch && Number.isInteger(Number(value)) && Number(value) >= 0)
  requireThat('direction', direction, (value) => !isSearch || value === 'asc' || value === 'desc')
  const isField = (path: unknown): boolean => isFieldOf(resource, path)
  requireThat('sortBy', sortBy, isField)
  requireThat('searchProperty', searchProperty, isField)
  const requireFilter = (name: string, path: unknown, value: unknown): void => {
    const property = resource.properties().find((one) => one.path() === path)
    // AdminJS looks up the property of each filter, and @adminjs/prisma asks it for its column.
    const fits = () => property !== undefined && fitsFilter(value, columnOf(property), property.availableValues())
    requireThat(name, value, fits)
  }
  for (const [path, value] of Object.entries(filters === undefined ? {} : filtersOf(filters)))
    requireFilter(`filters.${path}`, path, value)
  if (isSearch && text !== undefined && text !== '')
    requireFilter('The text of a search', searchProperty ?? resource.decorate().titleProperty().name(), text)
}

/** What a list or a search is asked for. */
interface AskedList {
  readonly query: object
  /** What a search looks for: AdminJS filters `searchProperty`, or else the title of the records, by it. */
  readonly text: string | undefined
}

/** AdminJS takes these from the package flat, whose types it does not bring along. */
const { flatten, unflatten } = flat as {
  flatten: (nested: object) => object
  unflatten: (paths: object, options?: { delimiter: string }) => Record<string, unknown>
}

type ListQuery = Partial<Record<'page' | 'perPage' | 'direction' | 'sortBy' | 'searchProperty' | 'filters', unknown>>

function requireThat(name: string, value: unknown, isRight: (value: unknown) => boolean): void {
  if (value === undefined || isRight(value)) return
  throw badRequest(400, `${name} cannot be ${JSON.stringify(value)}.`)
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value > 0

/** Whether a path begins with a property of the resource, or with one that its options list. */
function isFieldOf(resource: BaseResource, path: unknown): boolean {
  const options = Object.entries(resource.decorate().options.properties ?? {})
  // What cannot be sorted is no column, or its column is among the properties.
  const listed = options.flatMap(([name, { isSortable }]) => (isSortable === false ? [] : [name]))
  const names = new Set([...resource.properties().map((property) => property.path()), ...listed])
  return typeof path === 'string' && (path === '' || names.has(path) || names.has(path.split('.')[0] ?? ''))
}

/** The filters by their paths, as AdminJS reads them: what is written with ~~from and ~~to becomes an object. */
function filtersOf(filters: unknown): Record<string, unknown> {
  if (typeof filters !== 'object' || filters === null)
    throw badRequest(400, 'filters has to be written as filters.email=a.')
  return unflatten(flatten(filters), { delimiter: '~~' })
}

/** The UUIDs that @adminjs/prisma looks for as a whole. Of any other it looks for a part, which a UUID does not have. */
const uuidOfAdapter = /^[\da-f]{8}-[\da-f]{4}-[1-5][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i

/** Whether @adminjs/prisma makes a query of it that Prisma takes. */
function fitsFilter(value: unknown, column: Column, enumValues: readonly unknown[] | null | undefined): boolean {
  if (isUuidColumn(column)) return uuidOfAdapter.test(String(value))
  if (column.kind === 'enum') return (enumValues ?? []).includes(value)
  if (column.type === 'DateTime') {
    // What AdminJS makes of ~~from and ~~to.
    const { from, to } = (typeof value === 'object' ? value : {}) as { from?: string; to?: string }
    return [from, to].every((date) => date === undefined || date === '' || !Number.isNaN(Date.parse(date)))
  }
  const wanted = { Boolean: 'boolean', Int: 'number', BigInt: 'number', Float: 'number', Decimal: 'number' }[
    column.type ?? ''
  ]
  if (wanted === undefined || column.kind !== 'scalar') return true
  const fits = (one: unknown): boolean =>
    typeof one === wanted && (typeof one !== 'number' || fitsNumber(String(one), column))
  const parsed = parse(value)
  // Null, and what is no JSON, finds what has no value.
  if (parsed === null) return column.isRequired !== true
  if (typeof parsed === 'object') return isPrismaFilter(parsed, fits)
  return fits(parsed)
}

/** Whether an object is one of Prisma's own filters, such as `{ "gte": 5 }` or `{ "in": [1, 2] }`. */
function isPrismaFilter(filter: object, fits: (value: unknown) => boolean): boolean {
  return Object.entries(filter).every(([operator, value]: [string, unknown]) =>
    ['in', 'notIn'].includes(operator)
      ? Array.isArray(value) && value.every(fits)
      : ['equals', 'not', 'lt', 'lte', 'gt', 'gte'].includes(operator) && fits(value),
  )
}

function parse(value: unknown): unknown {
  try {
    return JSON.parse(String(value))
  } catch {
    return null
  }
}
