// Rewrites the tables that Prisma makes for PostgreSQL as those that it makes for MySQL. It stops at whatever it does not
// know, so that a new kind of column is added here before anybody uses it.

/** The types of the columns in both, by Prisma's defaults. */
const types: Readonly<Record<string, string>> = {
  SERIAL: 'INTEGER',
  BIGSERIAL: 'BIGINT',
  INTEGER: 'INTEGER',
  BIGINT: 'BIGINT',
  TEXT: 'VARCHAR(191)',
  BOOLEAN: 'BOOLEAN',
  'TIMESTAMP(3)': 'DATETIME(3)',
}

/** The defaults in both. */
const defaults: Readonly<Record<string, string>> = {
  CURRENT_TIMESTAMP: 'CURRENT_TIMESTAMP(3)',
  false: 'false',
  true: 'true',
  "''": "''",
}

/** Rewrites `sql`. `schema` is MySQL's, whose native types, such as `@db.MediumText`, go before the default ones. */
export function toMysql(sql: string, schema: string): string {
  const natives = nativeTypes(schema)
  return sql
    .replaceAll(/^CREATE TABLE "(\w+)" \(\n(.*?)\n\);$/gms, (_, table: string, body: string) => {
      const lines = body.split('\n').map((line) => {
        if (line === '' || line.startsWith('    CONSTRAINT ')) return line
        return columnOf(line, (name) => natives.get(`${table}.${name}`))
      })
      return `CREATE TABLE "${table}" (\n${lines.join('\n')}\n) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;`
    })
    .replaceAll('"', '`')
}

function columnOf(line: string, nativeOf: (name: string) => string | undefined): string {
  const [, name = '', type = '', notNull, initial, comma = ''] =
    /^ {4}"(\w+)" (\w+(?:\(\d+\))?)( NOT NULL)?(?: DEFAULT ([^,]+))?(,?)$/.exec(line) ?? []
  const mysqlType = nativeOf(name) ?? types[type]
  const mysqlDefault = initial === undefined ? '' : defaults[initial]
  if (mysqlType === undefined || mysqlDefault === undefined) {
    throw new Error(`mysql-tables.ts does not know this kind of column; add it there:\n${line}`)
  }
  return [
    `    "${name}" ${mysqlType}`,
    notNull ?? ' NULL',
    mysqlDefault === '' ? '' : ` DEFAULT ${mysqlDefault}`,
    type.endsWith('SERIAL') ? ' AUTO_INCREMENT' : '',
    comma,
  ].join('')
}

/** The types that fields have by `@db`, under `Model.field`. */
function nativeTypes(schema: string): Map<string, string> {
  const models = [...schema.matchAll(/^model (\w+) \{\n(.*?)^\}$/gms)]
  return new Map(
    models.flatMap(([, model = '', body = '']) =>
      [...body.matchAll(/^ +(\w+) [^/\n]*@db\.(\w+)/gm)].map(([, field = '', type = '']): [string, string] => [
        `${model}.${field}`,
        type.toUpperCase(),
      ]),
    ),
  )
}
