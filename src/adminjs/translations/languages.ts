// The languages that we speak, by the codes that AdminJS uses for them; it speaks all of them but Dutch.
import { de } from './de.js'
import { en } from './en.js'
import { es } from './es.js'
import { it } from './it.js'
import { ja } from './ja.js'
import { nl } from './nl.js'
import { pl } from './pl.js'
import { ptBR } from './pt-BR.js'
import { ua } from './ua.js'
import { zhCN } from './zh-CN.js'

/** Texts by section ("messages") and key, as AdminJS's locale has them. */
export type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>

/** The texts of each language. */
export const languages: Readonly<Record<string, Sections>> = {
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
