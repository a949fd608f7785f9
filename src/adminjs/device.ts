// Browser and system of a user agent, in words.
import Bowser from 'bowser'

/** What was parsed lately: pages name the same few browsers again and again. */
const parsed = new Map<string, Bowser.Parser.ParsedResult>()
/** How many of them are kept. */
const mostParsed = 1_000

/** Whether two user agents are of one browser on one system, in whatever versions: browsers update themselves. */
export function isSameDevice(one: string, other: string): boolean {
  const [name, otherName] = [one, other].map((userAgent) => {
    const { browser, os } = parse(userAgent || ' ')
    return browser.name && os.name && `${browser.name} ${os.name}`
  })
  return one === other || (Boolean(name) && name === otherName)
}

/** As in "Firefox 120 · Windows", or null if nothing is known of it. These are names: they are not translated. */
export function deviceOf(userAgent: string | null): string | null {
  if (!userAgent) return null
  const { browser, os } = parse(userAgent)
  const [version] = browser.version?.split('.') ?? []
  const parts = [browser.name && [browser.name, version].filter(Boolean).join(' '), os.name]
  return parts.filter(Boolean).join(' · ') || null
}

function parse(userAgent: string): Bowser.Parser.ParsedResult {
  const found = parsed.get(userAgent) ?? Bowser.parse(userAgent)
  if (parsed.size >= mostParsed) parsed.clear()
  parsed.set(userAgent, found)
  return found
}
