// express-session calls its store with callbacks; ours is made of promises.
import { callbackify } from 'node:util'

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
    // Not inside the promise: an error that the callback raises is not ours to catch.
    callbackify(() => promise)((error, value) => {
      callback(error, value)
    })
    return Promise.resolve(undefined)
  }
}
