// What a command was given.

/** An option without a value. */
export type Flag = 'write' | 'json' | 'yes'

/** An option with one value. */
export type TextOption = 'schema' | 'user' | 'config'

/** What a command was given. */
export interface Given {
  /** What is no option, behind the name of the command. */
  readonly operands: readonly string[]
  /** The values of the options that were written. */
  readonly texts: Readonly<Partial<Record<TextOption, string>>>
  readonly flags: ReadonlySet<Flag>
  /** The users who stay logged in. */
  readonly except: readonly string[]
}
