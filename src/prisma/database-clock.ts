// The clock of the database. Statements that run anyway carry its time along; between them this process counts on by itself,
// with a counter that nobody sets, unlike the clock of the system.
import { performance } from 'node:perf_hooks'
import type { Clock } from '../rule/clock.js'

/** A row that carries the time of the database. */
export interface TimedRow {
  /**
   * The time at which the database ran the statement, in milliseconds since 1970. Prisma 5 on SQLite makes a BigInt of one
   * without a fraction.
   */
  readonly now: number | bigint
}

/** How much the database may round its time down, in milliseconds. */
const roundingMs = 1

/** Tells the time of the database. */
export class DatabaseClock implements Clock {
  readonly #select: () => Promise<readonly TimedRow[]>
  /** The time of the database less the counter of this process, in milliseconds; undefined until a statement carried it. */
  #offsetMs: number | undefined

  /** `select` asks the database for one row with the time, by `observe`. */
  constructor(select: (clock: DatabaseClock) => Promise<readonly TimedRow[]>) {
    this.#select = () => select(this)
  }

  now(): Date {
    if (this.#offsetMs === undefined) throw new TypeError('The time of the database was not asked for yet')
    return new Date(performance.now() + this.#offsetMs)
  }

  async ready(): Promise<void> {
    if (this.#offsetMs === undefined) await this.ask()
  }

  async ask(): Promise<void> {
    await this.#select()
  }

  /** Runs a statement, and takes the time from its rows. */
  async observe<Row extends TimedRow>(select: () => Promise<Row[]>): Promise<Row[]> {
    const sentAt = performance.now()
    const rows = await select()
    const [first] = rows
    if (first) this.#note(Number(first.now), sentAt, performance.now())
    return rows
  }

  /** The database told its time somewhere between the two: whatever we took for its time before has to fit in there. */
  #note(databaseMs: number, sentAt: number, receivedAt: number): void {
    const [least, most] = [databaseMs - receivedAt, databaseMs + roundingMs - sentAt]
    const known = this.#offsetMs ?? (least + most) / 2
    this.#offsetMs = Math.min(Math.max(known, least), most)
  }
}
