// What stands in this package beside its code.
import { readFileSync } from 'node:fs'

/** The text of a file of the package, such as its README. */
export const ownFile = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

/** The version of the package. */
export function packageVersion(): string {
  // Our own package.json: it has a version.
  const { version } = JSON.parse(ownFile('package.json')) as { version: string }
  return version
}
