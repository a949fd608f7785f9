// What is known of events, for people: who the users are, also those who are not there any more, and at which device the
// sessions were that ended. Each takes one statement for all of them.
import type { ActionContext, RecordJSON } from 'adminjs'
import type { UserId } from '../../rule/session.js'
import type { TrailRow } from '../../rule/trail-row.js'
import { deviceOf } from '../device.js'
import type { Parts } from '../parts.js'
import { shownAddress } from '../shown-address.js'
import { shownRecord } from '../shown-user.js'

/** A user in the trail. */
export interface Person {
  readonly id: UserId
  /** The name, as the panel shows it; that of their time, if they were deleted; null if nobody knows. */
  readonly title: string | null
  /** What the list needs to lead to their page; undefined if they are not there. */
  readonly record: RecordJSON | undefined
}

/** A session that an event tells of, by its login. */
export interface EventSession {
  readonly device: string | null
  readonly ipAddress: string | null
  readonly since: Date
}

/** What is known of an event. What the panel hides of its resource is null here too. */
export interface EventFacts {
  readonly row: TrailRow
  readonly user: Person | null
  readonly by: Person | null
  /** Where whoever did it sat. */
  readonly device: string | null
  readonly ipAddress: string | null
  /** Null if it is not of a session, or if its login is not in the trail. */
  readonly session: EventSession | null
  /** Whether the account was deleted by it. */
  readonly isDeletion: boolean
}

/** Finds out what is known of these events. */
export async function factsOf(
  { rule }: Pick<Parts, 'rule'>,
  context: ActionContext,
  rows: readonly TrailRow[],
): Promise<EventFacts[]> {
  const logins = await rule.trail.loginsOf(rows)
  const people = await peopleIn(rule.trail, context, rows)
  const isShown = shownIn(context)
  const fromWhere = ({ userAgent, ipAddress }: TrailRow) => ({
    device: isShown('userAgent') ? deviceOf(userAgent) : null,
    ipAddress: isShown('ipAddress') ? shownAddress(ipAddress) : null,
  })
  return rows.map((row) => {
    const login = row.event === 'login' ? undefined : logins.get(row.sessionKey ?? '')
    return {
      row,
      user: isShown('userId') ? people(row.userId, row) : null,
      by: isShown('byUserId') ? people(row.byUserId, row) : null,
      ...fromWhere(row),
      session: login ? { ...fromWhere(login), since: login.createdAt } : null,
      isDeletion: row.userTitle !== null,
    }
  })
}

/** Whether the list shows a property; an app may have hidden it. AdminJS is asked once for each. */
export function shownIn({ resource }: ActionContext): (path: string) => boolean {
  const known = new Map<string, boolean>()
  return (path) => {
    const isShown = known.get(path) ?? resource.decorate().getPropertyByKey(path)?.isVisible('list') ?? false
    known.set(path, isShown)
    return isShown
  }
}

type Trail = Parts['rule']['trail']

/** Finds the users whom these events name. */
async function peopleIn(
  trail: Trail,
  { resource, currentAdmin }: ActionContext,
  rows: readonly TrailRow[],
): Promise<(userId: UserId | null, row: TrailRow) => Person | null> {
  const ids = rows.flatMap(({ userId, byUserId }) => [userId, byUserId]).filter((id) => id !== null)
  const unique = [...new Map(ids.map((id) => [String(id), id])).values()]
  const users = resource.decorate().getPropertyByKey('userId')?.reference()
  // Numbers or texts to AdminJS; an id of any type is found by its text.
  const found = users && unique.length > 0 ? await users.findMany(unique.map((id) => id.toString())) : []
  const records = new Map(found.map((user) => [textOf(user.id()), shownRecord(user, currentAdmin, ['show'])]))
  const deletedTitle = await trail.deletedTitles(unique)
  return (id, row) => {
    if (id === null) return null
    const deleted = deletedTitle(id, row.createdAt)
    const record = deleted === undefined ? records.get(String(id)) : undefined
    return { id, title: deleted ?? record?.title ?? null, record }
  }
}

/** An id as text: AdminJS calls it one, and it is a number where it is one in the database. */
const textOf = (id: UserId): string => String(id)
