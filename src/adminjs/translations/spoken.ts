// The languages that we speak, by the codes that AdminJS uses for them; it speaks all of them but Dutch.

/** Their codes. */
export const spoken = ['de', 'en', 'es', 'it', 'ja', 'nl', 'pl', 'pt-BR', 'ua', 'zh-CN'] as const

/** One of them; `elsewhere` is English for languages that we do not speak. */
export type Spoken = (typeof spoken)[number] | 'elsewhere'

/** What we speak in a panel of this language: "de" in "de-AT". */
export function spokenIn(language: string): Spoken {
  const [withoutRegion] = language.split('-')
  return spoken.find((one) => one === language) ?? spoken.find((one) => one === withoutRegion) ?? 'elsewhere'
}
