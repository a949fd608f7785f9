// The ids that PostgreSQL takes for a column of its type uuid. Any other text is an error there, and not merely unknown.

const hex = '(?:[\\da-f]{4}-?){7}[\\da-f]{4}'
const uuid = new RegExp(`^(?:${hex}|\\{${hex}\\})$`, 'i')

/** Whether a text is a UUID: with a hyphen after any four digits or without, and with braces around it or without. */
export const isUuid = (text: string): boolean => uuid.test(text)
