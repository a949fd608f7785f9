// Refuses what other sites send in the name of their visitors. Browsers say in two headers, which no page can forge, where
// a request comes from; without them it is no browser's, and there is nobody in whose name it could be sent.
import type { Request, RequestHandler } from 'express'
import { SingleSessionError } from '../errors.js'

/** Returns a middleware that refuses every request that may change something and comes from a page of another origin. */
export function refuseOtherSites(trustedOrigins: readonly string[]): RequestHandler {
  return function refusingOtherSites(req, _res, next) {
    // Not a HEAD, although it should change nothing: AdminJS deletes a record by every method but GET.
    const isSafe = req.method === 'GET' || req.method === 'OPTIONS'
    if (isSafe || !isFromElsewhere(req, trustedOrigins)) next()
    else next(crossSite())
  }
}

/** Whether a page of another origin sent this request or led to it, and not one of the trusted ones. */
export function isFromElsewhere(req: Request, trustedOrigins: readonly string[]): boolean {
  return isFromAnotherOrigin(req) && !trustedOrigins.includes(originOf(req))
}

/** The error for such a request. */
export function crossSite(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_CROSS_SITE',
    'This request came from another site, so nothing was done. Open the panel itself and try again.',
  )
}

function isFromAnotherOrigin(req: Request): boolean {
  const site = req.get('sec-fetch-site')
  // Not same-site either: that may be a neighbour on another port or subdomain, who gets no more trust than others.
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  // Browsers without that header, and all of them without HTTPS, still name the origin of a post.
  const origin = req.get('origin')
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== req.get('host'))
}

/** The origin as the browser names it; of a link it is told by the page that holds it, unless that page hides it. */
function originOf(req: Request): string {
  const [origin, referer = ''] = [req.get('origin'), req.get('referer')]
  return origin ?? (URL.canParse(referer) ? new URL(referer).origin : '')
}
