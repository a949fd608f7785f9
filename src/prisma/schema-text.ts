// Reads from the text of the app's schema what Prisma leaves out of the data model of a client at run time. The client
// carries the text in a property that is not part of its documented interface; Prisma 5.22, 6 and 7 have it.

/** What the text says. */
export interface SchemaText {
  /** The database schema of a model, by its `@@schema`. */
  databaseSchemaOf(model: string): string | undefined
  /** Whether the database holds a pair of fields of a model to be unique, with an index that begins with the first. */
  isUnique(model: string, first: string, second: string): boolean
  /** The field to which a relation of a model refers; undefined if the text does not say it. */
  referenceOf(model: string, relation: string): string | undefined
  /** The field of a model with `@id`; undefined if the text has none. */
  idOf(model: string): string | undefined
  /** Whether the column of a field has the database's type for UUIDs, which takes no other text. */
  isUuid(model: string, field: string): boolean
  /** Whether Prisma keeps relations itself, so that the database has no foreign keys. */
  readonly isWithoutForeignKeys: boolean
}

/** Reads the text of a schema. */
export function readSchemaText(text: string): SchemaText {
  const [code, shape] = [withoutComments(text), withoutTexts(text)]
  const blockOf = (model: string): string => {
    const head = new RegExp(`^[ \\t]*model\\s+${model}\\s*\\{`, 'm').exec(shape)
    const start = head === null ? 0 : head.index + head[0].length
    return head === null ? '' : code.slice(start, shape.indexOf('}', start))
  }
  return {
    databaseSchemaOf: (model) => /@@schema\(\s*(?:map:\s*)?"([^"]+)"\s*\)/.exec(blockOf(model))?.[1],
    isUnique: (model, first, second) =>
      new RegExp(`@@unique\\(\\s*(?:fields:\\s*)?\\[\\s*${first}\\b[^\\],]*,\\s*${second}\\b[^\\],]*\\]`).test(
        blockOf(model),
      ),
    referenceOf(model, relation) {
      const said = new RegExp(`^[ \\t]*${relation}[ \\t]+\\w+[^\\n]*@relation\\(([^)]*)\\)`, 'm').exec(blockOf(model))
      return /\breferences:\s*\[\s*(\w+)\s*\]/.exec(said?.[1] ?? '')?.[1]
    },
    idOf: (model) => /^[ \t]*(\w+)[ \t]+\w+[^\n]*[ \t]@id\b/m.exec(blockOf(model))?.[1],
    isUuid: (model, field) =>
      new RegExp(`^[ \\t]*${field}[ \\t]+String\\b[^\\n]*@\\w+\\.Uuid\\b`, 'm').test(blockOf(model)),
    isWithoutForeignKeys: /^\s*relationMode\s*=\s*"prisma"/m.test(code),
  }
}

/** A comment, or a text in quotes. */
const commentOrText = /\/\/.*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\.)*"/g

/** The text of a schema with blanks in place of comments. Every character keeps its place. */
export const withoutComments = (text: string): string =>
  text.replaceAll(commentOrText, (found) => (found.startsWith('"') ? found : blank(found)))

/** The same without what is in quotes, where braces may stand. */
export const withoutTexts = (text: string): string => text.replaceAll(commentOrText, blank)

const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ')
