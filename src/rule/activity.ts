// What happened on the last days, in numbers: logins, ends, and how many were logged in at the same time as far as the events
// tell. Hours that are over are counted once in each process; what is newer is counted anew once a minute. Where there are very
// many events, they are counted in steps, so that nobody waits for all of them.
import { endNames } from './events.js'
import type { Lifetime } from './lifetime.js'
import type { EventLog } from './port.js'

/** A day in UTC. */
export interface Day {
  /** As in "2026-03-05". */
  readonly date: string
  /** How many events of each name there were; names without one are left out. */
  readonly events: Readonly<Record<string, number>>
  /** The most sessions at the end of any hour that were open at the same time at least; see `atLeastOpen`. */
  readonly atOnce: number
}

/** The days, and how long a session counts after its login, in milliseconds. */
export interface DaysOfActivity {
  readonly days: readonly Day[]
  readonly countsForMs: number
}

const [hourMs, dayMs] = [60 * 60 * 1000, 24 * 60 * 60 * 1000]

/** How many days are shown, at most. */
const mostDays = 30

/** For how long a count that is not final is good, in milliseconds. */
const freshForMs = 60_000

/** After this time nobody writes an event of an hour that is over any more, in milliseconds. */
const finalAfterMs = 10 * 60 * 1000

/** After how many events a step ends. It counts one day at least. */
const eventsOfStep = 50_000

/** How often each event happened in an hour, and when that was counted. */
interface Hour {
  readonly counts: ReadonlyMap<string, number>
  readonly countedAt: number
}

/** Counts what happened. */
export class Activity {
  readonly #events: Pick<EventLog, 'countByHour'>
  readonly #lifetime: Lifetime
  readonly #keepEventsForDays: number
  /** By the hour, in hours since 1970. */
  readonly #hours = new Map<number, Hour>()
  /** Of several who ask at once, one counts. */
  #counting: Promise<boolean> | undefined

  constructor(events: Pick<EventLog, 'countByHour'>, lifetime: Lifetime, keepEventsForDays: number) {
    this.#events = events
    this.#lifetime = lifetime
    this.#keepEventsForDays = keepEventsForDays
  }

  /**
   * The last thirty days, today included, or as many as events are kept for. Takes one step; undefined if more are needed, each
   * by another call.
   */
  async days(): Promise<DaysOfActivity | undefined> {
    await this.#lifetime.clock.ready()
    const now = this.#lifetime.now().getTime()
    const today = Math.floor(now / dayMs)
    const firstDay = today - Math.min(mostDays, this.#keepEventsForDays) + 1
    this.#counting ??= this.#count(firstDay, now).finally(() => (this.#counting = undefined))
    if (!(await this.#counting)) return undefined
    const countsForMs = Math.max(Math.floor(this.#lifetime.idleMs / hourMs), 1) * hourMs
    const counts = new Map([...this.#hours].map(([hour, { counts }]) => [hour, counts]))
    const open = atLeastOpen(counts, firstDay * 24, (today + 1) * 24, countsForMs / hourMs)
    const days = Array.from({ length: today - firstDay + 1 }, (_, index): Day => {
      const day = firstDay + index
      const hours = Array.from({ length: 24 }, (_none, hour) => day * 24 + hour)
      return {
        date: new Date(day * dayMs).toISOString().slice(0, 10),
        events: sumOf(hours.map((hour) => counts.get(hour) ?? new Map<string, number>())),
        atOnce: Math.max(...hours.map((hour) => open.get(hour) ?? 0)),
      }
    })
    return { days, countsForMs }
  }

  /** Takes a step, by a statement for each day: on SQLite this process can do nothing else meanwhile. Says if it was the last. */
  async #count(firstDay: number, now: number): Promise<boolean> {
    for (const hour of this.#hours.keys()) if (hour < firstDay * 24) this.#hours.delete(hour)
    let counted = 0
    for (let day = Math.floor(now / dayMs); day >= firstDay; day--) {
      const hours = Array.from({ length: 24 }, (_, index) => day * 24 + index)
      const [first, ...more] = hours.filter((hour) => hour * hourMs <= now && !this.#isKnown(hour, now))
      if (first === undefined) continue
      if (counted >= eventsOfStep) return false
      counted += await this.#countHours(first, (more.at(-1) ?? first) + 1, now)
    }
    return true
  }

  #isKnown(hour: number, now: number): boolean {
    const { countedAt = -Infinity } = this.#hours.get(hour) ?? {}
    return countedAt >= (hour + 1) * hourMs + finalAfterMs || Math.abs(now - countedAt) < freshForMs
  }

  async #countHours(from: number, to: number, now: number): Promise<number> {
    const found = await this.#events.countByHour(from, to)
    for (let hour = from; hour < to; hour++) {
      const counts = found.filter((one) => one.hour === hour)
      this.#hours.set(hour, { counts: new Map(counts.map(({ event, count }) => [event, count])), countedAt: now })
    }
    return found.reduce((sum, { count }) => sum + count, 0)
  }
}

/** How often each event happened in an hour. */
type Counts = ReadonlyMap<string, number>

function sumOf(hours: readonly Counts[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const counts of hours) {
    for (const [event, count] of counts) sum[event] = (sum[event] ?? 0) + count
  }
  return sum
}

/**
 * How many sessions were open at the end of each hour, at least. Those that were opened in the last hours and have not been
 * ended in them were open, because none of them has expired within its idle time. Of all numbers of hours up to that time, the
 * one that tells most counts. An end may be that of a session from before, and a session may be in use for longer: so there may
 * have been more. Nobody knows when a session expired, because that leaves no event.
 */
function atLeastOpen(
  hours: ReadonlyMap<number, Counts>,
  first: number,
  end: number,
  most: number,
): Map<number, number> {
  const open = new Map<number, number>()
  // The sums of logins less ends up to each hour: what came after an hour is the difference of two of them.
  const sums = [0]
  for (let hour = first; hour < end; hour++) {
    const counts = hours.get(hour)
    const change = (counts?.get('login') ?? 0) - endNames.reduce((sum, name) => sum + (counts?.get(name) ?? 0), 0)
    sums.push((sums.at(-1) ?? 0) + change)
    const least = Math.min(...sums.slice(-Math.min(most, 31 * 24) - 1))
    open.set(hour, (sums.at(-1) ?? 0) - least)
  }
  return open
}
