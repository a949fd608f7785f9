// Options that name pages: the target of a link, and origins.
import { invalid, type Check } from './option-checks.js'

/** Checks a path of the app or the URL of a page, which may be left out. Read as browsers do: `//host` is another site. */
export const linkTarget: Check<string | undefined> = (value, name) => {
  if (value === undefined || isPath(value) || isPageUrl(value)) return value
  const wanted = 'a path of your app that begins with /, or an https: or http: URL'
  throw invalid(name, value, wanted, `${name}: '/account/password'`)
}

function isPath(value: unknown): value is string {
  const here = 'http://panel.invalid'
  if (typeof value !== 'string' || !value.startsWith('/') || !URL.canParse(value, here)) return false
  return new URL(value, here).origin === here
}

function isPageUrl(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\/[^\s/]/i.test(value) && URL.canParse(value)
}

/** Whether a value is an origin: scheme and host, and nothing after them. */
export function isOrigin(value: unknown): value is string {
  return typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value && !value.includes('*')
}
