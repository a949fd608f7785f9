// express-session calls its store with callbacks; ours is made of promises.

/** As express-session gives them. */
export type Callback<T> = (error?: unknown, value?: T) => void

/** Turns an async method into one that also answers to a callback, as express-session calls it. */
export function answering<Arguments extends unknown[], Result>(method: (...values: Arguments) => Promise<Result>) {
  return (...given: [...Arguments, Callback<Result>?]): Promise<Result | undefined> => {
    // A callback is the last argument, and no argument of a store is a function otherwise.
    const callback = typeof given.at(-1) === 'function' ? (given.pop() as Callback<Result>) : undefined
    // What is left of them are the arguments: TypeScript cannot follow a pop.
    const promise = method(...(given as unknown as Arguments))
    if (!callback) return promise
    callBack(promise, callback)
    return Promise.resolve(undefined)
  }
}

/**
 * Calls back with what comes of a promise. Node's `callbackify` would do it too, for functions that are made once: it takes
 * longer to make one than a request has time for.
 */
export function callBack<Result>(promise: Promise<Result>, callback: Callback<Result>): void {
  // Not inside the promise: an error that the callback raises is not ours to catch.
  promise.then(
    (value) => {
      process.nextTick(callback, null, value)
    },
    (error: unknown) => {
      process.nextTick(callback, Boolean(error) ? error : new TypeError('The session store failed without an error'))
    },
  )
}
