// Adds our texts to AdminJS in the browser, when its script has made ready and before the first page is shown.
import type { Locale } from 'adminjs'
import type { TrailRow } from '../../rule/trail-row.js'
import { userColumns } from '../online/wire.js'
import { languagesOf } from './languages-of.js'
import { trailLabel, type Sections } from './sections.js'
import { spokenIn, type Spoken } from './spoken.js'

/** What AdminJS translates with, as far as we need it. */
export interface Translator {
  addResourceBundle(language: string, namespace: string, texts: object, isDeep: boolean, overwrites: boolean): unknown
}

/** What AdminJS tells a page. The login page has no resources. */
export interface PageState {
  readonly locale: Locale
  readonly resources?: readonly { readonly id: string; readonly properties: object }[]
}

/** An element of React's, as far as we need it: those around AdminJS's application have one child each. */
interface Wrapper {
  readonly props: { readonly i18n?: Translator; readonly children?: Wrapper }
}

declare global {
  interface Window {
    AdminJS: { readonly Application: Wrapper }
    REDUX_STATE: PageState
  }
}

/** Adds the texts that we speak so to the page; a component of the bundle calls it when it is loaded. */
export function addToPage(language: Spoken, texts: Sections): void {
  const translator = translatorIn(window.AdminJS.Application)
  if (translator) addTexts(translator, window.REDUX_STATE, language, texts)
}

/** Adds the texts to each language of the panel in which we speak so. Those of the app, which are there already, win. */
export function addTexts(
  translator: Translator,
  { locale, resources = [] }: PageState,
  language: Spoken,
  texts: Sections,
): void {
  const trails = resources
    .filter(({ properties }) => fieldsOfTrail.every((field) => field in properties))
    .map(({ id }) => id)
  for (const one of languagesOf(locale)) {
    if (spokenIn(one) === language) {
      translator.addResourceBundle(one, 'translation', flat(texts, trails), true, false)
    }
  }
}

/** AdminJS gives it to its application, and nowhere else: it is a property of one of the elements around that. */
function translatorIn({ props: { i18n, children } }: Wrapper): Translator | undefined {
  return i18n ?? (children && translatorIn(children))
}

/** By these a resource is known to be the audit trail: its id is for the app to choose. */
const fieldsOfTrail = ['sessionKey', 'byUserId', 'userTitle'] satisfies (keyof TrailRow)[]

/** The texts by "section.key", as AdminJS keeps them. */
function flat(sections: Sections, trails: readonly string[]): Record<string, string | undefined> {
  const { sessionEvent = {}, events = {}, labels: { [trailLabel]: title, ...labels } = {}, ...others } = sections
  const textsBy: [path: string, texts: Sections[string]][] = [
    ...Object.entries({ ...others, labels }),
    // Of that resource alone: a property of the same name in another one is not ours to name.
    ...trails.flatMap((id): [string, Sections[string]][] => [
      [`resources.${id}.properties`, sessionEvent],
      [`resources.${id}.labels.event`, events],
    ]),
  ]
  const texts = textsBy.flatMap(([path, some]) =>
    Object.entries(some).map(([key, text]): [string, string] => [`${path}.${key}`, text]),
  )
  return {
    ...Object.fromEntries(texts),
    ...Object.fromEntries(trails.map((id) => [`labels.${id}`, title])),
    // The titles of the columns in the list of users, in the words of our own lists.
    [`properties.${userColumns.sessions}`]: labels.singleSessionLiveSessions,
    [`properties.${userColumns.lastSeen}`]: labels.singleSessionLastSeen,
  }
}
