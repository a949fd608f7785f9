// Dates and times in the language of the panel and the time zone of the reader.

/** A moment as date and time, as in "5 Mar 2026, 14:03"; nothing if it is none. */
export function dateAndTime(iso: string, language: string): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return ''
  return new Intl.DateTimeFormat(localesOf(language), { dateStyle: 'medium', timeStyle: 'short' }).format(date)
}

/** A moment to the second, with its day and the time zone, as in "Thursday, March 5, 2026 at 2:03:22 PM GMT+1". */
export function fullTime(iso: string, language: string): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return ''
  return new Intl.DateTimeFormat(localesOf(language), { dateStyle: 'full', timeStyle: 'long' }).format(date)
}

/** A day in UTC, such as "2026-03-05", as in "5 Mar"; it is that day for every reader. */
export function calendarDay(date: string, language: string): string {
  const options = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(localesOf(language), options).format(new Date(date))
}

/** A number as people write it. */
export const number = (value: number, language: string): string =>
  new Intl.NumberFormat(localesOf(language)).format(value)

/** How long ago a moment was, as in "5 minutes ago"; `justNow` within a minute; nothing if it is none. */
export function timeAgo(iso: string, language: string, justNow: string): string {
  const minutes = Math.max(0, Math.floor((Date.now() - new Date(iso).getTime()) / 60_000))
  if (Number.isNaN(minutes)) return ''
  if (minutes === 0) return justNow
  const format = new Intl.RelativeTimeFormat(localesOf(language), { numeric: 'auto' })
  if (minutes < 60) return format.format(-minutes, 'minute')
  if (minutes < 24 * 60) return format.format(-Math.floor(minutes / 60), 'hour')
  return format.format(-Math.floor(minutes / (24 * 60)), 'day')
}

/** A number of seconds in words, as in "45 seconds"; from two minutes on in minutes, from two hours on in hours. */
export function duration(seconds: number, language: string): string {
  const [unit, length] = seconds >= 7200 ? ['hour', 3600] : seconds >= 120 ? ['minute', 60] : ['second', 1]
  const options = { style: 'unit', unit, unitDisplay: 'long' } as const
  return new Intl.NumberFormat(localesOf(language), options).format(Math.ceil(seconds / length))
}

/** A language of AdminJS as Intl knows it; none, which is the browser's own, if Intl takes it for no language at all. */
function localesOf(language: string): string[] {
  try {
    return Intl.getCanonicalLocales(language === 'ua' ? 'uk' : language.replaceAll('_', '-'))
  } catch {
    return []
  }
}
