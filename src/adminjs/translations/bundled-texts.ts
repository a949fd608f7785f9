// Which languages the bundle of a panel has. The texts travel with the components that show them, in a file that browsers keep:
// in AdminJS's locale they would be put together anew for each page, and sent with it, in all languages of the panel.
import type { AdminJSOptions, ComponentLoader } from 'adminjs'
import { pathOfComponent } from '../component-path.js'
import { languagesOf } from './languages-of.js'
import { spoken, spokenIn, type Spoken } from './spoken.js'

// AdminJS keeps one bundle in a process, which the last of its panels makes: so each brings the texts of all others along.
const languages = new Set<Spoken>()
const loaders = new Set<ComponentLoader>()

/** Adds the components with the texts of a panel; those of all languages where the app decides at each request. */
export function addBundledTexts(componentLoader: ComponentLoader, locale: AdminJSOptions['locale']): void {
  const wanted =
    typeof locale === 'function' ? [...spoken, 'elsewhere' as const] : languagesOf(locale ?? {}).map(spokenIn)
  for (const one of wanted) languages.add(one)
  loaders.add(componentLoader)
  for (const loader of loaders) for (const one of languages) addTexts(loader, one)
}

function addTexts(componentLoader: ComponentLoader, language: Spoken): void {
  const name = `SingleSessionTexts_${language.replace('-', '_')}`
  componentLoader.add(name, pathOfComponent(`translations/bundled/${language}`))
}
