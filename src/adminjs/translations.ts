// Every text that we show, by language. The keys live beside AdminJS's own, so an app overrides any of them in its locale.
import type { AdminJSOptions, CurrentAdmin, Locale } from 'adminjs'

const en = {
  actions: {
    logoutOnAllSessions: 'Log out on all sessions',
    logoutAllOnAllSessions: 'Log out on all sessions (admin users too)',
  },
  buttons: {
    singleSessionLogOut_one: 'Log out {{count}} user',
    singleSessionLogOut_other: 'Log out {{count}} users',
  },
  labels: {
    singleSessionUser: 'User',
    singleSessionLiveSessions: 'Live sessions',
    singleSessionSkipped: 'Skipped: admin user',
    singleSessionYou: 'You',
  },
  messages: {
    singleSessionUsers_one: '{{count}} user',
    singleSessionUsers_other: '{{count}} users',
    singleSessionSessions_one: '{{count}} session',
    singleSessionSessions_other: '{{count}} sessions',
    singleSessionWillBeLoggedOut:
      '$t(messages.singleSessionUsers, {"count": {{users}} }) will be logged out on $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
    singleSessionNobody: 'Nobody in this selection can be logged out with this action.',
    singleSessionYouToo: 'You selected yourself: you will be logged out too.',
    singleSessionLoggedOut:
      'Logged out $t(messages.singleSessionUsers, {"count": {{users}} }) on $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
    singleSessionLoggedOutSkipped:
      'Logged out $t(messages.singleSessionUsers, {"count": {{users}} }) on $t(messages.singleSessionSessions, {"count": {{sessions}} }). Skipped, because they are admin users: {{skipped}}',
    singleSessionLoggedOutYourself: 'You logged out yourself, on all your sessions.',
    singleSessionFailed: 'That did not work, and nobody was logged out. Please try again.',
  },
}

const nl: typeof en = {
  actions: {
    logoutOnAllSessions: 'Uitloggen op alle sessies',
    logoutAllOnAllSessions: 'Uitloggen op alle sessies (ook beheerders)',
  },
  buttons: {
    singleSessionLogOut_one: '{{count}} gebruiker uitloggen',
    singleSessionLogOut_other: '{{count}} gebruikers uitloggen',
  },
  labels: {
    singleSessionUser: 'Gebruiker',
    singleSessionLiveSessions: 'Actieve sessies',
    singleSessionSkipped: 'Overgeslagen: beheerder',
    singleSessionYou: 'U',
  },
  messages: {
    singleSessionUsers_one: '{{count}} gebruiker',
    singleSessionUsers_other: '{{count}} gebruikers',
    singleSessionSessions_one: '{{count}} sessie',
    singleSessionSessions_other: '{{count}} sessies',
    singleSessionWillBeLoggedOut:
      'Uit te loggen: $t(messages.singleSessionUsers, {"count": {{users}} }) op $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
    singleSessionNobody: 'Niemand in deze selectie kan met deze actie worden uitgelogd.',
    singleSessionYouToo: 'U hebt uzelf geselecteerd: u wordt ook uitgelogd.',
    singleSessionLoggedOut:
      'Uitgelogd: $t(messages.singleSessionUsers, {"count": {{users}} }) op $t(messages.singleSessionSessions, {"count": {{sessions}} }).',
    singleSessionLoggedOutSkipped:
      'Uitgelogd: $t(messages.singleSessionUsers, {"count": {{users}} }) op $t(messages.singleSessionSessions, {"count": {{sessions}} }). Overgeslagen, want beheerder: {{skipped}}',
    singleSessionLoggedOutYourself: 'U hebt uzelf uitgelogd, op al uw sessies.',
    singleSessionFailed: 'Dat is niet gelukt, en niemand is uitgelogd. Probeer het opnieuw.',
  },
}

const translations: Record<string, typeof en> = { en, nl }

type LocaleOption = AdminJSOptions['locale']

/** The app's locale with our texts under it, for each of its languages; English where we do not speak one. */
export function translated(locale: LocaleOption): NonNullable<LocaleOption> {
  if (typeof locale === 'function') return async (admin?: CurrentAdmin) => withTexts(await locale(admin))
  return withTexts(locale)
}

function withTexts(locale: Locale | undefined): Locale {
  const { language = 'en', availableLanguages = [language], translations: own = {} } = locale ?? {}
  const languages = new Set([language, ...availableLanguages, ...Object.keys(own)])
  const merged = Object.fromEntries(
    [...languages].map((name) => [name, underlay(translations[name] ?? en, own[name] ?? {})]),
  )
  return { ...locale, language, availableLanguages, translations: merged as NonNullable<Locale['translations']> }
}

/** The app's texts of one language, with ours where it has none. */
function underlay(ours: typeof en, apps: Record<string, unknown>): Record<string, unknown> {
  const sections: Record<string, unknown> = { ...apps }
  for (const [section, texts] of Object.entries(ours)) {
    sections[section] = { ...texts, ...(apps[section] as object | undefined) }
  }
  return sections
}
