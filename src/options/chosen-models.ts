// The option `models`: which models of the schema are ours, where more than one could be.
import { invalid, isObject, refuseUnknown, text, type Check } from './option-checks.js'

/** The names of two models of the Prisma schema. A relation leads from the first to the sessions and to the users. */
export interface ChosenModels {
  /** The model that links sessions to users. @default the one that has all fields of `UserSession` */
  userSession?: string | undefined
  /** The model of the audit trail. @default the one that has all fields of `SessionEvent` */
  sessionEvent?: string | undefined
}

const modelName = (example: string): Check<string | undefined> =>
  text({ byDefault: undefined, pattern: /^[a-z]\w*$/i, what: 'the name of a model of the Prisma schema', example })

const checks = {
  userSession: modelName('UserSession'),
  sessionEvent: modelName('SessionEvent'),
} satisfies { readonly [Name in keyof ChosenModels]-?: Check<ChosenModels[Name]> }

/** Checks `models`. Whether the schema has them shows when it is read. */
export const chosenModels: Check<Readonly<ChosenModels>> = (value = {}, name) => {
  if (!isObject(value)) throw invalid(name, value, 'an object', `${name}: { userSession: 'UserSession' }`)
  refuseUnknown(value, Object.keys(checks), `${name}.`)
  // The option is what it says, or a check below stops.
  const { userSession, sessionEvent } = value as ChosenModels
  return Object.freeze({
    userSession: checks.userSession(userSession, `${name}.userSession`),
    sessionEvent: checks.sessionEvent(sessionEvent, `${name}.sessionEvent`),
  })
}
