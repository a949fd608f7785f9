// What differs from database to database, as one interface. Each database has one file that implements it; nobody else
// asks which database it is.

/** A statement with its parameters. */
export interface Statement {
  readonly sql: string
  readonly values: readonly unknown[]
}

/** Rows for one table, all of the same time. Their other values are texts. */
export interface NewRows {
  /** The table, quoted. */
  readonly table: string
  /** The names of the columns of the texts, not quoted, in the order of the values. */
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | null)[])[]
  /** The name of the column of the time, not quoted. */
  readonly timeColumn: string
  readonly time: Date
}

/** The table that has a row for each group, and its column of their keys, of this alias. */
export interface Groups {
  readonly table: string
  readonly alias: string
  readonly key: string
}

/** The names of a table, not quoted; without a schema it is where the connection looks first. */
export interface TableName {
  readonly schema: string | undefined
  readonly table: string
}

/** How one database is spoken to. Tables and columns come quoted, where nothing else is said. */
export interface Dialect {
  /** A name as SQL wants it. */
  quote(name: string): string
  /** The time at which a statement runs, in milliseconds since 1970, as a floating-point number. */
  readonly now: string
  /** As many parameters, with commas between them. */
  placeholders(count: number): string
  /**
   * Reads `columns` of the row whose `key` is the one parameter, and locks the row until the transaction ends. It may be
   * the first statement of a transaction.
   */
  selectLocked(columns: string, table: string, key: string): string
  /**
   * Locks the rows with these keys until the transaction ends, or more than them. It may be the first statement of a
   * transaction, and two of these never wait for each other in a circle.
   */
  lockRows(table: string, key: string, keys: readonly unknown[]): Statement
  /**
   * Reads some rows of each of several groups, each group by an index. `rows` is the query for one, made of the placeholder
   * or the column that names it; the groups are rows of a table, and asked for by these `places` for their keys.
   */
  ofEach(rows: (group: string) => string, groups: Groups, places: readonly string[]): string
  /** Two parameters, a time and a number: deletes as many of the rows whose `time` is that time or before. */
  removeOldest(table: string, key: string, time: string): string
  /**
   * Inserts rows by one statement, however many there are. A list of values would soon have more parameters than a
   * database takes, so the rows go there as one text of JSON, of which the database makes its columns.
   */
  insertRows(rows: NewRows): Statement
  /** The statement that moves what was written from the log to the file; null where the database does so by itself. */
  readonly checkpoint: string | null
  /** Puts the connection in order after a write outside of a transaction failed. Never rejects. */
  afterFailedWrite(runEmptyTransaction: () => Promise<unknown>): Promise<void>
  /**
   * The isolation level that transactions of ours ask for, whatever the server or the app's client has as a default: after
   * the lock on its user a login has to see what others have committed. Null where there is only one level.
   */
  readonly isolationLevel: 'ReadCommitted' | null
  /** The database's own codes for "somebody else was faster, try again". */
  readonly transientCodes: ReadonlySet<string>
  /** The same in words, where a driver passes on no code. */
  readonly transientMessage: RegExp
  /** The database's own codes for a table or a column that is not there. */
  readonly missingCodes: ReadonlySet<string>
  /** The same in words, where a driver passes on no code. */
  readonly missingMessage: RegExp
  /**
   * Asks the catalogue for a table and its unique indexes. One row: `tables`, how many tables it knows by that name, 0 or 1; and
   * `indexes`, how many unique indexes hold for all rows of it, on these columns and no others, in any order.
   */
  uniqueIndexes(table: TableName, columns: readonly [string, string]): Statement
  /** An expression of the database that a connection is in, for people. */
  readonly place: string
  /** What the database says of a text that it cannot take; null where it takes every text. */
  readonly badTextMessage: RegExp | null
}
