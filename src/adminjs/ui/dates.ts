// Dates in the language of the panel and the time zone of the reader.

/** A moment as date and time, as in "5 Mar 2026, 14:03"; nothing if it is none. */
export function dateAndTime(iso: string, language: string): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return ''
  return new Intl.DateTimeFormat(localesOf(language), { dateStyle: 'medium', timeStyle: 'short' }).format(date)
}

/** How long ago a moment was, as in "5 minutes ago"; nothing if it is none. */
export function timeAgo(iso: string, language: string): string {
  const minutes = Math.max(0, Math.floor((Date.now() - new Date(iso).getTime()) / 60_000))
  if (Number.isNaN(minutes)) return ''
  const format = new Intl.RelativeTimeFormat(localesOf(language), { numeric: 'auto' })
  if (minutes < 60) return format.format(-minutes, 'minute')
  if (minutes < 24 * 60) return format.format(-Math.floor(minutes / 60), 'hour')
  return format.format(-Math.floor(minutes / (24 * 60)), 'day')
}

/** A language of AdminJS as Intl knows it; none, which is the browser's own, if Intl takes it for no language at all. */
function localesOf(language: string): string[] {
  try {
    return Intl.getCanonicalLocales(language === 'ua' ? 'uk' : language.replaceAll('_', '-'))
  } catch {
    return []
  }
}
