// The type of a language: the keys of English, with the plural forms of that language.
import type { en } from './en.js'

/**
 * The texts of one language. `Form` are the plural categories that i18next looks for in it, which are those of
 * `Intl.PluralRules`: `singleSessionUsers_few` and so on. Without any, a text has one form for every number, under its
 * key alone: i18next finds it there whatever category it looks for.
 */
export type Texts<Form extends Intl.LDMLPluralRule = never> = {
  [Section in keyof English]: { [Key in keyof English[Section] as KeyOf<Key, Form>]: string }
}

type English = typeof en

/** English has the forms `_one` and `_other`: the first stands for all forms of another language. */
type KeyOf<Key, Form extends string> = Key extends `${infer Name}_one`
  ? [Form] extends [never]
    ? Name
    : `${Name}_${Form}`
  : Key extends `${string}_other`
    ? never
    : Key
