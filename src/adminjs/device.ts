// Browser and system of a user agent, in words.
import Bowser from 'bowser'

/** As in "Firefox 120 · Windows", or null if nothing is known of it. These are names: they are not translated. */
export function deviceOf(userAgent: string | null): string | null {
  if (!userAgent) return null
  const { browser, os } = Bowser.parse(userAgent)
  const [version] = browser.version?.split('.') ?? []
  const parts = [browser.name && [browser.name, version].filter(Boolean).join(' '), os.name]
  return parts.filter(Boolean).join(' · ') || null
}
