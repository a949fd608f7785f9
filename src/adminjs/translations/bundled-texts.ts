// Which languages the bundle of a panel has. The texts travel with the components that show them, in a file that browsers keep:
// in AdminJS's locale they would be put together anew for each page, and sent with it, in all languages of the panel.
import type { AdminJSOptions } from 'adminjs'
import { languagesOf } from './languages-of.js'
import { spoken, spokenIn, type Spoken } from './spoken.js'

/** The components that add the texts to a panel, by their names; of all languages where the app decides at each request. */
export function bundledTexts(locale: AdminJSOptions['locale']): [name: string, file: string][] {
  const wanted =
    typeof locale === 'function' ? [...spoken, 'elsewhere' as const] : languagesOf(locale ?? {}).map(spokenIn)
  return [...new Set<Spoken>(wanted)].map((one) => [
    `SingleSessionTexts_${one.replace('-', '_')}`,
    `translations/bundled/${one}`,
  ])
}
