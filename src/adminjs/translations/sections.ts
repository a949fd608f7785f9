// The shape of the texts of a language.

/** Texts by section ("messages") and key, as AdminJS's locale has them. */
export type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>

/** The key of the label of the audit trail. */
export const trailLabel = 'SessionEvent'
