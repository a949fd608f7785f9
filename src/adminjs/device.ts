// Browser and system of a user agent, in words.
import Bowser from 'bowser'

/**
 * The devices named lately, by user agent: a page of the audit trail names the same few up to fifty times, and Bowser takes 20 to
 * 30 microseconds for each.
 */
const named = new Map<string, string | null>()
/** How many of them are kept. */
const mostNamed = 1_000

/** Whether two user agents are of one browser on one system, in whatever versions: browsers update themselves. */
export function isSameDevice(one: string, other: string): boolean {
  const [name, otherName] = [one, other].map((userAgent) => {
    const { browser, os } = Bowser.parse(userAgent || ' ')
    return browser.name && os.name && `${browser.name} ${os.name}`
  })
  return one === other || (Boolean(name) && name === otherName)
}

/** As in "Firefox 120 · Windows", or null if nothing is known of it. These are names: they are not translated. */
export function deviceOf(userAgent: string | null): string | null {
  if (!userAgent) return null
  const known = named.get(userAgent)
  if (known !== undefined) return known
  const device = nameOf(userAgent)
  if (named.size >= mostNamed) named.clear()
  named.set(userAgent, device)
  return device
}

function nameOf(userAgent: string): string | null {
  const { browser, os } = Bowser.parse(userAgent)
  const [version] = browser.version?.split('.') ?? []
  const parts = [browser.name && [browser.name, version].filter(Boolean).join(' '), os.name]
  return parts.filter(Boolean).join(' · ') || null
}
