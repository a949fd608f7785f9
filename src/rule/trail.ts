// Reads the audit trail for people: in lines, of which each is one act, however many rows it wrote. A page is found by a place
// in the trail and not by a number, so it costs the same wherever it is, and nothing moves while events are added.
import { isEndReason } from './events.js'
import { isSame, type UserId } from './session.js'
import { linesIn, type TrailLine } from './trail-lines.js'
import type { TrailReader } from './port.js'
import type { TrailFilter, TrailPlace, TrailRow } from './trail-row.js'

/** A page of the trail. */
export interface TrailPage {
  readonly lines: readonly TrailLine[]
  /** Where the next page begins; null if this was the last one. */
  readonly next: TrailPlace | null
}

/** How many rows more than its lines a page reads first: mostly a line is one row, and they are enough. */
const moreAtFirst = 5
/** How many rows it reads at once after that, where its rows are few lines. */
const rowsAtOnce = 200
/** How often a page may read. */
const mostReads = 5
/** How many rows a page looks through at most for those that fit a filter without an index. */
const mostLookedThrough = 20_000
/** How many rows of an export are read at once. */
const rowsOfExport = 500
/** How many users of one moment are counted. */
const mostCounts = 2_000
/** How many rows of an unfolded line a page has. */
const rowsUnfolded = 50

/** The audit trail. */
export class Trail {
  readonly #reader: TrailReader

  constructor(reader: TrailReader) {
    this.#reader = reader
  }

  /** One event, by its id. */
  find(id: string): Promise<TrailRow | undefined> {
    return this.#reader.find(id)
  }

  /** A page of about `wanted` lines, from a place on. The lines of one moment are never torn apart. */
  async page(filter: TrailFilter, after: TrailPlace | null, wanted: number): Promise<TrailPage> {
    const lines: TrailLine[] = []
    let place = after
    for (let reads = 0; reads < mostReads && lines.length < wanted; reads++) {
      const take = reads === 0 ? wanted + moreAtFirst : rowsAtOnce
      const { rows, next } = await this.#read(filter, place, take)
      const isCut = next !== null && next.id !== ''
      const { whole, begun } = isCut ? apart(rows) : { whole: rows, begun: null }
      // A moment of more rows than the first read is read again, and counted if it has more than that.
      if (begun && whole.length === 0 && take < rowsAtOnce) continue
      for (const moment of momentsOf(whole)) {
        if (lines.length >= wanted) return { lines, next: place }
        lines.push(...linesIn(moment))
        place = endOf(moment)
      }
      if (begun && whole.length === 0) {
        lines.push(...(await this.#countedLines(begun, filter)))
        place = { createdAt: begun, id: '' }
      }
      if (!isCut) place = next
      if (place === null) break
    }
    return { lines, next: place }
  }

  /** The rows of a line, of which this is one, and the id after which to go on. */
  async unfold(
    row: TrailRow,
    filter: TrailFilter,
    afterId: string | null,
  ): Promise<{ rows: TrailRow[]; next: string | null }> {
    const rows = await this.#reader.same(row.createdAt, row, filter, afterId, rowsUnfolded)
    return { rows, next: rows.length === rowsUnfolded ? (rows.at(-1)?.id ?? null) : null }
  }

  /** All rows, some at a time. */
  async *all(filter: TrailFilter): AsyncGenerator<TrailRow[]> {
    let place: TrailPlace | null = null
    do {
      const { rows, next }: Read = await this.#read(filter, place, rowsOfExport)
      if (rows.length > 0) yield rows
      place = next
    } while (place !== null)
  }

  /** The logins of the sessions that these rows ended or tell of, by the keys of the sessions. */
  async loginsOf(rows: readonly TrailRow[]): Promise<ReadonlyMap<string, TrailRow>> {
    const keys = rows
      .filter(({ event }) => isEndReason(event) || event === 'passwordWrong')
      .map((row) => row.sessionKey)
    const known = [...new Set(keys.filter((key) => key !== null))]
    const logins = known.length > 0 ? await this.#reader.logins(known) : []
    return new Map(logins.map((login) => [login.sessionKey ?? '', login]))
  }

  /**
   * The titles of users with these ids who were deleted: at a time the id was that of the one who was deleted next. An id may
   * be another user's afterwards.
   */
  async deletedTitles(userIds: readonly UserId[]): Promise<(userId: UserId, at: Date) => string | undefined> {
    const deletions = userIds.length > 0 ? await this.#reader.deletions(userIds) : []
    return (userId, at) => {
      const later = deletions.filter((row) => row.userId !== null && isSame(row.userId, userId) && row.createdAt >= at)
      return later.at(-1)?.userTitle ?? undefined
    }
  }

  /** When a user with this id was deleted last, as far as the trail knows; null if none was. */
  async lastDeletion(userId: UserId): Promise<Date | null> {
    const [last] = await this.#reader.deletions([userId])
    return last?.createdAt ?? null
  }

  /**
   * Rows that fit. Where no index leads to them, it looks through so many rows and no more; then the next place is where it
   * stopped, with an empty id.
   */
  async #read(filter: TrailFilter, after: TrailPlace | null, take: number): Promise<Read> {
    const { userId, byUserId, event, ipAddress, from } = filter
    const isLong = userId === undefined && (byUserId ?? event ?? ipAddress) !== undefined
    const start = after ?? (filter.to ? { createdAt: new Date(filter.to.getTime() + 1), id: '' } : null)
    const stop = isLong ? await this.#reader.timeBack(start, mostLookedThrough) : null
    const isLast = stop === null || (from !== undefined && from >= stop)
    const rows = await this.#reader.rows(isLast ? filter : { ...filter, from: stop }, start, take)
    const last = rows.at(-1)
    if (last && rows.length === take) return { rows, next: { createdAt: last.createdAt, id: last.id } }
    return { rows, next: isLast ? null : { createdAt: stop, id: '' } }
  }

  /** The lines of a moment that has more rows than are read at once. */
  async #countedLines(at: Date, filter: TrailFilter): Promise<TrailLine[]> {
    const counts = await this.#reader.counts(at, filter, mostCounts)
    const rest = { createdAt: at, sessionKey: null, userTitle: null }
    const lines = linesIn(counts.map((one) => ({ row: { ...one, ...rest }, count: one.count })))
    // Few: each is another act of the same moment.
    return Promise.all(
      lines.map(async (line) => ({ ...line, row: (await this.#reader.find(line.row.id)) ?? line.row })),
    )
  }
}

interface Read {
  readonly rows: TrailRow[]
  readonly next: TrailPlace | null
}

/** The rows without those of the last moment, of which there may be more than were read. */
function apart(rows: readonly TrailRow[]): { whole: readonly TrailRow[]; begun: Date | null } {
  const begun = rows.at(-1)?.createdAt ?? null
  return { whole: rows.filter(({ createdAt }) => createdAt.getTime() !== begun?.getTime()), begun }
}

/** The rows of each moment, in their order. */
function momentsOf(rows: readonly TrailRow[]): TrailRow[][] {
  const moments = new Map<number, TrailRow[]>()
  for (const row of rows) {
    const time = row.createdAt.getTime()
    moments.set(time, [...(moments.get(time) ?? []), row])
  }
  return [...moments.values()]
}

/** The place that all rows of a moment come before. */
const endOf = ([row]: readonly TrailRow[]): TrailPlace | null => (row ? { createdAt: row.createdAt, id: '' } : null)
