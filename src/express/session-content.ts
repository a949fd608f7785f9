// What of a session is worth a write: its content as text, to compare, and what is left of the contents of two requests.
import type { SessionData } from 'express-session'
import { mergeChanges } from './merge-changes.js'

/** What a session holds, and of its cookie what the app may have set. */
export function contentOf(session: object): string {
  // What express-session calls a session, or what `mergeContents` made of one.
  const { cookie } = session as Partial<SessionData>
  return JSON.stringify(Object.assign({}, session, { cookie: { originalMaxAge: cookie?.originalMaxAge ?? null } }))
}

/** The session to store if a request changed it from `before` to `after`, and others have left `stored` meanwhile. */
export function mergeContents(before: string, after: string, stored: string): object {
  // They were made of sessions, which are objects.
  const [base, mine, theirs] = [before, after, stored].map((text) => JSON.parse(text) as Record<string, unknown>)
  const { fields, overwritten } = mergeChanges(base ?? {}, mine ?? {}, theirs ?? {})
  for (const path of overwritten) {
    const message = `Two requests of one session changed its ${path} at the same time; the later one counts.`
    process.emitWarning(message, { code: 'SINGLE_SESSION_OVERWRITTEN' })
  }
  return fields
}
