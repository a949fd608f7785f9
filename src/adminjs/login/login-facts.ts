// What a login page has to know. The server says it in answer to a GET; in answer to a wrong password the page is AdminJS's own,
// and says nothing, so the tab keeps what it knew.
import { decode } from '../ended/decode.js'
import { factsProperty, type LoginFacts } from './wire.js'

const name = 'adminjs-single-session login'

/** What the page in this tab has to know; undefined if the server did not say it. */
export function factsOfPage(page: {
  readonly [factsProperty]?: unknown
  readonly errorMessage?: string | null
}): LoginFacts | undefined {
  const known = readFacts(decode(page[factsProperty]))
  try {
    if (known) window.sessionStorage.setItem(name, JSON.stringify(known))
    // AdminJS's page without a message was asked for anew, and there was nothing to say.
    else if (!page.errorMessage) window.sessionStorage.removeItem(name)
    const kept: unknown = JSON.parse(window.sessionStorage.getItem(name) ?? 'null')
    const facts = known ?? readFacts(kept)
    return facts?.loginPath === window.location.pathname ? facts : undefined
  } catch {
    return known
  }
}

function readFacts(value: unknown): LoginFacts | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  // Each is looked at below.
  const { rootPath, loginPath, key, isLoggedIn, wasntYouPath } = value as Partial<Record<keyof LoginFacts, unknown>>
  const isWhole = [rootPath, loginPath, wasntYouPath].every((path) => typeof path === 'string')
  const isKnown = isWhole && (key === null || typeof key === 'string') && typeof isLoggedIn === 'boolean'
  // It is what was looked at.
  return isKnown ? (value as LoginFacts) : undefined
}
