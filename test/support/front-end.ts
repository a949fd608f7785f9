// Renders texts as the front end of AdminJS does in a browser, by its own set-up of i18next, which it does not export.
// As a program, it prints texts of the language that is its first argument, to be run under another locale.
import { fileURLToPath } from 'node:url'
import type {
  createFunctions as CreateFunctions,
  defaultConfig as DefaultConfig,
  Locale,
  TranslateFunctions,
} from 'adminjs'
import { addTexts, type PageState, type Translator } from '../../src/adminjs/translations/add-texts.js'
import { enElsewhere } from '../../src/adminjs/translations/en-elsewhere.js'
import { languages } from '../../src/adminjs/translations/languages.js'
import { spoken } from '../../src/adminjs/translations/spoken.js'
import type { BrowserClient } from './browser-client.js'

interface SetUp {
  default: (locale: Locale) => { i18n: Parameters<typeof CreateFunctions>[0] & Translator }
}

const load = (path: string): Promise<unknown> => import(new URL(path, import.meta.resolve('adminjs')).href)
const { default: initTranslations } = (await load('lib/frontend/utils/adminjs.i18n.js')) as SetUp
const { defaultConfig } = (await load('lib/locale/index.js')) as { defaultConfig: typeof DefaultConfig }
const { createFunctions } = (await load('lib/utils/translate-functions.factory.js')) as {
  createFunctions: typeof CreateFunctions
}

/** The functions that components and notices translate with, on a page of a panel. */
function frontEnd(page: PageState): TranslateFunctions {
  // A page has one panel. Here are several, and AdminJS keeps the texts of all of them in this object.
  defaultConfig.resources = {}
  const { i18n } = initTranslations(page.locale)
  // As the bundle does.
  for (const language of spoken) addTexts(i18n, page, language, languages[language])
  addTexts(i18n, page, 'elsewhere', enElsewhere)
  return createFunctions(i18n)
}

/** The same, in a panel of this language to which the app adds texts of its own. */
export function frontEndIn(language: string, own: Partial<Locale> = {}): TranslateFunctions {
  const properties = { sessionKey: {}, byUserId: {}, userTitle: {} }
  const locale: Locale = { language, availableLanguages: [language], ...own }
  return frontEnd({ locale, resources: [{ id: 'SessionEvent', properties }] })
}

/** The same, in the panel that a browser got. */
export async function frontEndOf(browser: BrowserClient): Promise<TranslateFunctions> {
  const [, state = ''] = /window\.REDUX_STATE = (.*);\n/.exec((await browser.get('/admin')).text) ?? []
  return frontEnd(JSON.parse(state) as PageState)
}

/** What the drawer and the notices say of so many users, with one session more. */
export function saidOf({ translateMessage, translateButton }: TranslateFunctions, users: number): string[] {
  const options = { users, sessions: users + 1, skipped: 'root' }
  return [
    translateMessage('singleSessionWillBeLoggedOut', 'User', options),
    translateMessage('singleSessionLoggedOut', 'User', options),
    translateMessage('singleSessionLoggedOutSkipped', 'User', options),
    translateButton('singleSessionLogOut', 'User', { count: users }),
  ]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , language = '', ...counts] = process.argv
  const { locale } = new Intl.PluralRules().resolvedOptions()
  const said = counts.map((count) => saidOf(frontEndIn(language), Number(count)))
  process.stdout.write(`${JSON.stringify({ locale, said })}\n`)
}
