// Looks up together what is asked for at the same time: a busy server asks the database once for all requests that come in
// one after the other, or while the look-up before them is under way.

/** The most keys of one statement: far below what any database takes. As many as that wait for nobody. */
const mostKeys = 100

/**
 * A look-up begins when so many turns of the event loop in a row brought nothing more to look up. A statement costs about a
 * third of what AdminJS's list of users does; a turn costs microseconds where there is nothing else to do.
 */
const quietTurns = 20

/** How long a look-up waits at most, in milliseconds: a connection that hangs does not hold up the others. */
const longestWaitMs = 20

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
  let turnsWithout = 0
  let nextTurn: NodeJS.Immediate | undefined
  let longestWait: NodeJS.Timeout | undefined

  async function run(): Promise<void> {
    clearTimeout(longestWait)
    clearImmediate(nextTurn)
    const answered = waiting
    waiting = new Map()
    underWay += 1
    try {
      const values = await lookUp([...answered.keys()])
      for (const [key, those] of answered) for (const { resolve } of those) resolve(values.get(key))
    } catch (error) {
      for (const those of answered.values()) for (const { reject } of those) reject(error)
    }
    underWay -= 1
    if (underWay === 0 && waiting.size > 0) gather()
  }

  /** Waits for the requests that are on their way. */
  function gather(): void {
    nextTurn = setImmediate(() => {
      turnsWithout += 1
      if (turnsWithout >= quietTurns) void run()
      else gather()
    })
  }

  return (key) =>
    new Promise((resolve, reject) => {
      turnsWithout = 0
      if (waiting.size === 0) {
        longestWait = setTimeout(() => void run(), longestWaitMs)
        if (underWay === 0) gather()
      }
      const those = waiting.get(key)
      if (those) those.push({ resolve, reject })
      else waiting.set(key, [{ resolve, reject }])
      if (waiting.size === mostKeys) void run()
    })
}
