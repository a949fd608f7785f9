// Where AdminJS sends the browser after a login: to `req.session.redirectTo`, whatever that is.
import type { Request } from 'express'

declare module 'express-session' {
  interface SessionData {
    /** Where AdminJS sends the browser after the login. */
    redirectTo?: string
  }
}

/** Forgets where the browser was going if that is another site: a link to the panel must not lead somewhere else. */
export function keepRedirectLocal(req: Request): void {
  const { redirectTo } = req.session
  if (redirectTo !== undefined && !isLocal(redirectTo)) delete req.session.redirectTo
}

/** Read as browsers do: they take `//host`, `/\host` and `/<tab>/host` for another site. */
function isLocal(path: unknown): boolean {
  const here = 'http://panel.invalid'
  if (typeof path !== 'string' || !path.startsWith('/') || !URL.canParse(path, here)) return false
  return new URL(path, here).origin === here
}
