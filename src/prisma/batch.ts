// Looks up together what is asked for at the same time: a busy server asks the database once for all requests that came in
// with the same turn of the event loop.

/** The most keys of one statement: far below what any database takes, and more than one turn brings. */
const mostKeys = 100

interface Waiting<Value> {
  readonly resolve: (value: Value | undefined) => void
  readonly reject: (error: unknown) => void
}

/**
 * Turns a look-up of many keys into one of a single key. The look-up begins after every request that it answers: nobody
 * gets what was read before they asked. If it fails, it fails for all of them.
 */
export function batched<Value>(
  lookUp: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (key: string) => Promise<Value | undefined> {
  let waiting = new Map<string, Waiting<Value>[]>()

  function run(): void {
    const all = [...waiting]
    waiting = new Map()
    for (let start = 0; start < all.length; start += mostKeys) {
      const some = all.slice(start, start + mostKeys)
      lookUp(some.map(([key]) => key)).then(
        (values) => {
          for (const [key, those] of some) for (const { resolve } of those) resolve(values.get(key))
        },
        (error: unknown) => {
          for (const [, those] of some) for (const { reject } of those) reject(error)
        },
      )
    }
  }

  return (key) =>
    new Promise((resolve, reject) => {
      if (waiting.size === 0) setImmediate(run)
      const those = waiting.get(key)
      if (those) those.push({ resolve, reject })
      else waiting.set(key, [{ resolve, reject }])
    })
}
