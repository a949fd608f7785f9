// Makes lines of rows: what one act wrote at one moment is one line.
import type { TrailRow } from './trail-row.js'
import { isSame, type UserId } from './session.js'

/** One act in the trail. */
export interface TrailLine {
  /** One of its rows; the only one, if it has one. */
  readonly row: TrailRow
  /** How many rows it wrote. */
  readonly count: number
  /** The users whom it concerned. */
  readonly userIds: readonly UserId[]
}

/** A row, or several of one user of which it is one. */
type Counted = TrailRow | { readonly row: TrailRow; readonly count: number }

/** The lines that the rows of one moment are, in their order. */
export function linesIn(rows: readonly Counted[]): TrailLine[] {
  const lines = new Map<string, TrailLine>()
  for (const counted of rows) {
    const { row, count } = 'row' in counted ? counted : { row: counted, count: 1 }
    const act = actOf(row)
    const known = lines.get(act) ?? { row, count: 0, userIds: [] }
    const { userId } = row
    const isNew = userId !== null && !known.userIds.some((id) => isSame(id, userId))
    lines.set(act, {
      ...known,
      count: known.count + count,
      userIds: isNew ? [...known.userIds, userId] : known.userIds,
    })
  }
  return [...lines.values()].sort((one, other) => rankOf(one) - rankOf(other))
}

/** Within a moment, what something led to stands above it, as in the rest of the trail. */
const rankOf = ({ row: { event } }: TrailLine): number => (event === 'replaced' || event === 'userChanged' ? 1 : 0)

/** What rows of one act have in common. A deletion and a change are two acts, though they have one name. */
const actOf = ({ event, byUserId, ipAddress, userAgent, userTitle }: TrailRow): string =>
  JSON.stringify([event, String(byUserId), ipAddress, userAgent, userTitle === null])
