// The list of the audit trail: a page of lines, or the events that one line stands for.
import {
  NotFoundError,
  type ActionContext,
  type ActionHandler,
  type ListActionResponse,
  type RecordJSON,
} from 'adminjs'
import type { TrailLine } from '../../rule/trail-lines.js'
import type { Parts } from '../parts.js'
import { factsOf, shownIn, type EventFacts, type Person } from './event-facts.js'
import { trailQueryOf, type TrailQuery } from './trail-query.js'
import type { LineParams, TrailMeta } from './wire.js'

/** How many lines a page has, or a few more. */
const linesOfPage = 25

/** Builds the handler of the action. */
export function listEvents(parts: Parts): ActionHandler<ListActionResponse> {
  return async (request, _response, context) => {
    const { lines, next } = await linesFor(parts, trailQueryOf(request, parts.rule.users, shownIn(context)))
    const records = await recordsOf(parts, context, lines)
    const { resource, currentAdmin } = context
    const mayExport = resource.decorate().actions.export?.isAccessible(currentAdmin) === true
    const meta = {
      ...{ total: records.length, perPage: linesOfPage, page: 1, direction: 'desc' as const, sortBy: 'createdAt' },
      ...({ next, mayExport } satisfies TrailMeta),
    }
    return { meta, records }
  }
}

async function linesFor(
  { rule: { trail } }: Parts,
  { filter, after, of, afterId }: TrailQuery,
): Promise<{ lines: readonly TrailLine[]; next: string | null }> {
  if (of === undefined) {
    const { lines, next } = await trail.page(filter, after, linesOfPage)
    return { lines, next: next?.createdAt.toISOString() ?? null }
  }
  const row = await trail.find(of)
  if (!row) throw new NotFoundError('There is no such event', 'list')
  const { rows, next } = await trail.unfold(row, filter, afterId)
  const lines = rows.map((one) => ({ row: one, count: 1, userIds: one.userId === null ? [] : [one.userId] }))
  return { lines, next }
}

/** The records of lines, as AdminJS carries them. */
export async function recordsOf(
  parts: Parts,
  context: ActionContext,
  lines: readonly TrailLine[],
): Promise<RecordJSON[]> {
  const facts = await factsOf(
    parts,
    context,
    lines.map(({ row }) => row),
  )
  return lines.flatMap((line, index) => {
    const known = facts[index]
    return known ? [recordOf(context, line, known)] : []
  })
}

function recordOf({ resource, currentAdmin }: ActionContext, line: TrailLine, facts: EventFacts): RecordJSON {
  const { row, user, by, session } = facts
  const isOne = line.count === 1
  const params: LineParams = {
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    event: row.event,
    isDeletion: facts.isDeletion,
    count: line.count,
    users: line.userIds.length,
    userId: user && String(user.id),
    byUserId: by && String(by.id),
    ipAddress: facts.ipAddress,
    userAgent: facts.device,
    sessionDevice: isOne ? (session?.device ?? null) : null,
    sessionAddress: isOne ? (session?.ipAddress ?? null) : null,
    sessionSince: isOne ? (session?.since.toISOString() ?? null) : null,
  }
  const populated = {
    ...(user?.title != null && { userId: recordOfPerson(user, user.title) }),
    ...(by?.title != null && { byUserId: recordOfPerson(by, by.title) }),
  }
  return { ...resource.build({ id: row.id }).toJSON(currentAdmin), params: { ...params }, populated }
}

/** A user in a record; one who is not there any more leads nowhere. */
const recordOfPerson = ({ id, record }: Person, title: string): RecordJSON =>
  record ?? {
    ...{ id: String(id), title, params: {}, populated: {}, errors: {}, baseError: null },
    ...{ recordActions: [], bulkActions: [] },
  }
