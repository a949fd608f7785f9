// A statement can have only so many parameters.

/** The most values of one statement: Prisma lets one for SQLite have 999 parameters. */
const mostParameters = 900

/** Asks for many values, some at a time, one after the other. */
export async function inChunks<T, Result>(
  values: readonly T[],
  ask: (some: T[]) => PromiseLike<Result>,
  most = mostParameters,
): Promise<Result[]> {
  const results: Result[] = []
  for (let start = 0; start < values.length; start += most) {
    results.push(await ask(values.slice(start, start + most)))
  }
  return results
}
