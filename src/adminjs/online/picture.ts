// What the picture of the last days is made of.
import type { Parts } from '../parts.js'
import { endedBy } from './ended-by.js'
import type { PictureAnswer } from './wire.js'

/** Counts the last days, or some of them. */
export async function picture({ rule }: Pick<Parts, 'rule'>): Promise<PictureAnswer> {
  const activity = await rule.activity.days()
  if (!activity) return { isCounting: true }
  const { days, countsForMs } = activity
  return {
    isCounting: false,
    countsForSeconds: countsForMs / 1000,
    days: days.map(({ date, events, atOnce }) => {
      const count = (names: readonly string[]) => names.reduce((sum, name) => sum + (events[name] ?? 0), 0)
      return { date, logins: count(['login']), ends: endedBy.map(count), atOnce }
    }),
  }
}
