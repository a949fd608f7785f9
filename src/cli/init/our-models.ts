// The three models, made to fit the schema of the app.
import { textOf, type ModelName } from '../../prisma/models.js'
import { typeOfId, type Target } from './target.js'

/** The text of a model for this schema, line by line. */
export function linesFor(name: ModelName, target: Target): string[] {
  const { datasource, user, id, names } = target
  const fitted = textOf(name, { ...names, User: user.name, userId: id.name })
    .replace(
      /^( +data +String) \/\/.*$/m,
      `$1${datasource.provider === 'mysql' ? ` @${datasource.name}.MediumText` : ''}`,
    )
    .replaceAll(
      /^( +\w+ +)Int(\??) \/\/ (?:the type of your \w+\.\w+|likewise)$/gm,
      (_, start: string, mark: '' | '?') => {
        return start + typeOfId(target, mark)
      },
    )
    .split('\n')
  const lines = inColumns(fitted)
  // A schema with several database schemas wants each model to say in which it is: that of the user, for the relation.
  return user.schema ? [...lines.slice(0, -1), ...schemaLine(lines, user.schema), '}'] : lines
}

/** The fields in columns, as "prisma format" writes them: the types that were fitted may be longer. */
function inColumns(lines: readonly string[]): string[] {
  const rows = lines.map((line) => /^ {2}(\w+) +(\S+) *(.*)$/.exec(line))
  const width = (column: 1 | 2): number =>
    rows.reduce((widest, row) => Math.max(widest, (row?.[column] ?? '').length), 0)
  const [names, types] = [width(1), width(2)]
  return lines.map((line, index) => {
    const row = rows[index]
    if (!row) return line
    const [, name = '', type = '', rest = ''] = row
    return `  ${name.padEnd(names)} ${type.padEnd(types)} ${rest}`.trimEnd()
  })
}

const schemaLine = (lines: readonly string[], schema: string): string[] => [
  ...(lines.some((line) => line.startsWith('  @@')) ? [] : ['']),
  `  @@schema(${JSON.stringify(schema)})`,
]

/** The line for the user model. `link` is the name of the link model. */
export const relationLine = (field: string, link: string): string => `${field} ${link}[]`
