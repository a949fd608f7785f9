// The request behind a call of AdminJS: its actions, hooks and pages get a copy of it that nobody can change a session by.
import type { ActionRequest } from 'adminjs'
import type { Request, Response } from 'express'

/** The request itself. The copy has what Express put on the original, and that includes its response. */
export function requestOf(request: ActionRequest): Request {
  // AdminJS's type does not say that it spreads Express's request into this.
  const { res } = request as Partial<{ res: Response }>
  if (!res) throw new TypeError('This call of AdminJS did not come from buildAuthenticatedRouter of @adminjs/express')
  return res.req
}
