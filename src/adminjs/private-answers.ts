// What AdminJS answers to people who are logged in is theirs alone: no page of another site gets at it or sets it off, and
// nothing keeps a copy.
import type { RequestHandler, Response } from 'express'
import { refuseForeignLooks } from '../express/cross-site.js'
import type { Configuration } from '../options/options.js'
import { isApiPath } from './adminjs-paths.js'

/** Returns what stands before AdminJS's pages and its API, by their path, below the panel's root path and after the session. */
export function privateAnswers({
  trustedOrigins,
}: Pick<Configuration, 'trustedOrigins'>): (path: string) => RequestHandler {
  const refuse = refuseForeignLooks(trustedOrigins)
  return (path) => (req, res, next) => {
    if (!req.session.adminUser) {
      next()
      return
    }
    // Nor does the browser go back to such a page after the logout. An action that knows better sets another header.
    res.set('Cache-Control', 'no-store')
    sayToThePanel(res)
    // An action of the app may act by GET. A link from elsewhere to a page is welcome; the API is for the panel's scripts.
    if (isApiPath(path) && (req.method === 'GET' || req.method === 'HEAD')) refuse(req, res, next)
    else next()
  }
}

/**
 * Lets a page whose requests shall say nothing of where they come from say it to the panel itself: without HTTPS browsers say
 * it by no other header, and what they ask for could not be told from what a page of another site makes them ask for. To
 * other sites they stay as silent as the app wants it.
 */
function sayToThePanel(res: Response): void {
  // Of one signature instead of two: the arguments are passed on as they come.
  const writeHead = res.writeHead.bind(res) as (...values: unknown[]) => Response
  // As late as this: whatever sets the header may stand behind us.
  res.writeHead = (...values: unknown[]): Response => {
    if (res.get('Referrer-Policy') === 'no-referrer') res.set('Referrer-Policy', 'same-origin')
    return writeHead(...values)
  }
}
