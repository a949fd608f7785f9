// The texts of all languages, for what the server writes itself, and for the tests.
import { de } from './de.js'
import { enElsewhere } from './en-elsewhere.js'
import { en } from './en.js'
import { es } from './es.js'
import { it } from './it.js'
import { ja } from './ja.js'
import { nl } from './nl.js'
import { pl } from './pl.js'
import { ptBR } from './pt-BR.js'
import type { Sections } from './sections.js'
import { spokenIn, type Spoken } from './spoken.js'
import { ua } from './ua.js'
import { zhCN } from './zh-CN.js'

/** The texts of each language. */
export const languages: Readonly<Record<Exclude<Spoken, 'elsewhere'>, Sections>> = {
  de,
  en,
  es,
  it,
  ja,
  nl,
  pl,
  'pt-BR': ptBR,
  ua,
  'zh-CN': zhCN,
}

/** The texts in a panel of this language; English where we do not speak it. */
export function textsIn(language: string): Sections {
  const ours = spokenIn(language)
  return ours === 'elsewhere' ? enElsewhere : languages[ours]
}
