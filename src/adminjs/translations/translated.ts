// Puts our texts under those of the app. The keys live beside AdminJS's own, so an app overrides any of them.
import type { AdminJSOptions, CurrentAdmin, Locale } from 'adminjs'
import { enElsewhere } from './en-elsewhere.js'
import { languages, type Sections } from './languages.js'

type LocaleOption = AdminJSOptions['locale']

/** The app's locale with our texts under it, for each of its languages; English where we do not speak one. */
export function translated(locale: LocaleOption): NonNullable<LocaleOption> {
  if (typeof locale === 'function') return async (admin?: CurrentAdmin) => withTexts(await locale(admin))
  return withTexts(locale)
}

function withTexts(locale: Locale | undefined): Locale {
  const { language = 'en', availableLanguages = [language], translations: own = {} } = locale ?? {}
  const names = new Set([language, ...availableLanguages, ...Object.keys(own)])
  const merged = Object.fromEntries([...names].map((name) => [name, underlay(textsOf(name), own[name] ?? {})]))
  // AdminJS's type is that of its own sections and keys; ours are beside them.
  return { ...locale, language, availableLanguages, translations: merged as NonNullable<Locale['translations']> }
}

/** Our texts of a language; those of "de" for "de-AT". */
function textsOf(name: string): Sections {
  const [withoutRegion = name] = name.split('-')
  return languages[name] ?? languages[withoutRegion] ?? enElsewhere
}

/** The app's texts of one language, with ours where it has none. */
function underlay({ sessionEvent = {}, events = {}, ...ours }: Sections, apps: Texts): Texts {
  // Ours come first: AdminJS also takes keys like "messages.singleSessionNobody", and there the later one wins.
  const sections: Record<string, unknown> = { ...ours, ...apps }
  for (const [section, texts] of Object.entries(ours)) sections[section] = { ...texts, ...within(apps, section) }
  // Of that resource alone: a property of the same name in another one is not ours to name.
  const resources = within(apps, 'resources')
  const trail = within(resources, 'SessionEvent')
  const properties = { ...sessionEvent, ...within(trail, 'properties') }
  const labels = { event: events, ...within(trail, 'labels') }
  return { ...sections, resources: { ...resources, SessionEvent: { ...trail, properties, labels } } }
}

type Texts = Readonly<Record<string, unknown>>

/** The texts under a key, if there are any. */
const within = (texts: Texts, key: string): Texts => (texts[key] ?? {}) as Texts
