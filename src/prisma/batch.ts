// Looks up together what is asked for at the same time: a busy server asks the database once for all requests that came in
// with the same turn of the event loop, or while the look-up before them was under way.

/** The most keys of one statement: far below what any database takes, and more than one turn brings. */
const mostKeys = 100

/** How long a look-up waits for the one before it, in milliseconds: a connection that hangs does not hold up the others. */
const longestWaitMs = 5

interface Waiting<Value> {
  readonly resolve: (value: Value | undefined) => void
  readonly reject: (error: unknown) => void
}

/**
 * Turns a look-up of many keys into one of a single key. The look-up begins after every request that it answers: nobody
 * gets what was read before they asked. If it fails, it fails for all of them.
 */
export function batched<Value, Key extends string | number | bigint = string>(
  lookUp: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
): (key: Key) => Promise<Value | undefined> {
  let waiting = new Map<Key, Waiting<Value>[]>()
  let underWay = 0
  let longestWait: NodeJS.Timeout | undefined

  function run(): void {
    clearTimeout(longestWait)
    const all = [...waiting]
    waiting = new Map()
    for (let start = 0; start < all.length; start += mostKeys) void answer(all.slice(start, start + mostKeys))
  }

  async function answer(some: readonly [Key, readonly Waiting<Value>[]][]): Promise<void> {
    underWay += 1
    try {
      const values = await lookUp(some.map(([key]) => key))
      for (const [key, those] of some) for (const { resolve } of those) resolve(values.get(key))
    } catch (error) {
      for (const [, those] of some) for (const { reject } of those) reject(error)
    }
    underWay -= 1
    if (underWay === 0 && waiting.size > 0) run()
  }

  function begin(): void {
    if (underWay === 0) setImmediate(run)
    else longestWait = setTimeout(run, longestWaitMs)
  }

  return (key) =>
    new Promise((resolve, reject) => {
      if (waiting.size === 0) begin()
      const those = waiting.get(key)
      if (those) those.push({ resolve, reject })
      else waiting.set(key, [{ resolve, reject }])
    })
}
