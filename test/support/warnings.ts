// What the process warns of, as the log of an app has it.
import { setImmediate as turn } from 'node:timers/promises'

export interface Warnings {
  /** The warnings of this code so far, without "SINGLE_SESSION_" in front of it. */
  of(code: string): string[]
  /** Resolves to the first warning of this code, with this in it, as soon as there is one. */
  first(code: string, part?: RegExp): Promise<string>
  /** Forgets what there was. */
  clear(): void
  stop(): void
}

/** Begins to listen, until `stop`. */
export function listenToWarnings(): Warnings {
  const heard: { code: string; message: string }[] = []
  const keep = (warning: Error & { code?: string }) =>
    heard.push({ code: warning.code ?? '', message: warning.message })
  process.on('warning', keep)
  const of = (code: string) =>
    heard.filter((one) => one.code === `SINGLE_SESSION_${code}`).map(({ message }) => message)
  return {
    of,
    async first(code, part = /./) {
      for (;;) {
        const found = of(code).find((message) => part.test(message))
        if (found !== undefined) return found
        await turn()
      }
    },
    clear() {
      heard.length = 0
    },
    stop() {
      process.off('warning', keep)
    },
  }
}
