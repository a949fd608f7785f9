// How a test file that makes a database says that it does not run on all of them.

/**
 * Stands at the top of a test file that runs on SQLite alone, with the reason. It does nothing: test-files.ts reads it, and
 * a name that is mistyped is no export.
 */
export function runsOnSqliteAlone(_reason: string): void {
  // The words are what counts.
}
