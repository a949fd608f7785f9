// Reads from the text of the app's schema what Prisma leaves out of the data model of a client at run time. The client
// carries the text in a property that is not part of its documented interface; every version of Prisma 6 and 7 has it.

/** What the text says. */
export interface SchemaText {
  /** The database schema of a model, by its `@@schema`. */
  databaseSchemaOf(model: string): string | undefined
  /** Whether the database holds a pair of fields of a model to be unique, with an index that begins with the first. */
  isUnique(model: string, first: string, second: string): boolean
  /** Whether Prisma keeps relations itself, so that the database has no foreign keys. */
  readonly isWithoutForeignKeys: boolean
}

/** Reads the text of a schema. */
export function readSchemaText(text: string): SchemaText {
  const code = text.replaceAll(/\/\/.*$/gm, '')
  const blockOf = (model: string): string =>
    new RegExp(`^\\s*model\\s+${model}\\s*\\{([^}]*)\\}`, 'm').exec(code)?.[1] ?? ''
  return {
    databaseSchemaOf: (model) => /@@schema\(\s*(?:map:\s*)?"([^"]+)"\s*\)/.exec(blockOf(model))?.[1],
    isUnique: (model, first, second) =>
      new RegExp(`@@unique\\(\\s*(?:fields:\\s*)?\\[\\s*${first}\\b[^\\],]*,\\s*${second}\\b[^\\],]*\\]`).test(
        blockOf(model),
      ),
    isWithoutForeignKeys: /^\s*relationMode\s*=\s*"prisma"/m.test(code),
  }
}
