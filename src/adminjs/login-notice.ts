// A message for the login page that waits in an anonymous session until it is read, once.
import type { Request } from 'express'

declare module 'express-session' {
  interface SessionData {
    /** The key of the message that the login page shows next. */
    singleSessionNotice?: string
  }
}

/** Leaves a message, by its key in the translations, for the next login page of this browser. */
export function leaveNotice(req: Request, key: string): void {
  // The session that the request came with has ended; the message waits in a new one that belongs to nobody.
  req.sessionStore.generate(req)
  req.session.singleSessionNotice = key
}

/** The message that waits for this browser, if there is one. It is gone afterwards. */
export function takeNotice(req: Request): string | undefined {
  const key = req.session.singleSessionNotice
  delete req.session.singleSessionNotice
  return key
}
