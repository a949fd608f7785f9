// The languages of a panel.
import type { AdminJSOptions, CurrentAdmin, Locale } from 'adminjs'

/** All languages that a locale names. */
export function languagesOf({
  language = 'en',
  availableLanguages = [language],
  translations = {},
}: Partial<Locale>): string[] {
  return [...new Set([language, ...availableLanguages, ...Object.keys(translations)])]
}

type LocaleOption = AdminJSOptions['locale']

/** The app's locale. Where it names a language and none that are available, that one is: AdminJS would take English for it. */
export function withLanguages(locale: LocaleOption): LocaleOption {
  if (typeof locale === 'function') return async (admin?: CurrentAdmin) => available(await locale(admin))
  return locale && available(locale)
}

const available = (locale: Locale): Locale => ({ availableLanguages: [locale.language], ...locale })
