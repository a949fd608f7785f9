// The tables and columns of the models, as SQL wants them. The names come from the data model, so @map, @@map and @@schema
// are honoured.
import type { SessionDetails, SessionRow } from '../rule/session.js'
import type { DataModel, Model } from './data-model.js'
import type { Dialect } from './dialects/dialect.js'
import type { EventField } from './event-row.js'

/** The table of a model that has these fields. */
export interface Table<Field extends string> {
  /** The table with its schema, quoted. */
  readonly name: string
  /** The column of a field, quoted, of the table under this alias if there is one. */
  column(field: Field, alias?: string): string
  /** The name of the column of a field, as it is. */
  columnName(field: Field): string
}

/** The tables of the models. */
export interface Tables {
  readonly session: Table<'id' | 'sid' | keyof SessionRow>
  readonly userSession: Table<'sid' | 'slot' | Exclude<keyof SessionDetails, 'sessionId'>>
  readonly sessionEvent: Table<EventField>
  readonly user: UserTable
}

/** The table of the user model, whose id has the name that the app gave it. */
export interface UserTable extends Pick<Table<never>, 'name'> {
  /** The column of the id, quoted, of the table under this alias if there is one. */
  id(alias?: string): string
}

/** The tables of a data model. */
export function tablesOf(model: DataModel, dialect: Dialect): Tables {
  const user = tableOf<string>(model.user, dialect)
  return {
    session: tableOf(model.session, dialect),
    userSession: tableOf(model.userSession, dialect),
    sessionEvent: tableOf(model.sessionEvent, dialect),
    user: { name: user.name, id: (alias) => user.column(model.userId.name, alias) },
  }
}

/** The table of one model. */
export function tableOf<Field extends string>(model: Model, dialect: Dialect): Table<Field> {
  const columnName = (field: Field): string => model.fields.get(field)?.dbName ?? field
  return {
    name: [model.schema, model.table]
      .filter((part) => part !== undefined)
      .map((part) => dialect.quote(part))
      .join('.'),
    column: (field, alias) => `${alias === undefined ? '' : `${alias}.`}${dialect.quote(columnName(field))}`,
    columnName,
  }
}
