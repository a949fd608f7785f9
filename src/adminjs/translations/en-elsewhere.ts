// English for languages that we do not speak.
import { buttons, en } from './en.js'
import { sentences } from './en-sentences.js'
import type { Texts } from './texts.js'

/** i18next counts English in another language by the rules of that language, so one form has to do for all numbers. */
export const enElsewhere: Texts = {
  ...en,
  buttons: {
    singleSessionLogOut: 'Log out {{count}} user(s)',
    singleSessionEndSessions: 'End {{count}} session(s)',
    ...buttons,
  },
  messages: {
    ...sentences,
    singleSessionUsers: '{{count}} user(s)',
    singleSessionSessions: '{{count}} session(s)',
  },
}
