// Where a request comes from, by what browsers say of it and no page can forge; and who is refused for it.
import type { NextFunction, Request, RequestHandler } from 'express'
import { SingleSessionError } from '../errors.js'
import { sessionOf } from './request-session.js'
import { leaveUntouched } from './session-state.js'

/**
 * Where a request comes from: `here` is a page of this origin, a trusted one or the user's own hand, `elsewhere` a page of
 * another origin. `unknown` is no browser, or one that a page made silent: without HTTPS browsers say it by `Origin` in a
 * post, but in a GET by `Referer` alone, which the page of a link may leave out.
 */
export type Whence = 'here' | 'elsewhere' | 'unknown'

/** Tells where a request comes from. */
export function whenceOf(req: Request, trustedOrigins: readonly string[]): Whence {
  const [site, origin, referer] = [req.get('sec-fetch-site'), req.get('origin'), originIn(req.get('referer'))]
  const named = origin ?? referer
  // Not same-site either: that may be a neighbour on another port or subdomain, who gets no more trust than others.
  if (site === 'same-origin' || site === 'none') return 'here'
  if (site === undefined && named === undefined) return 'unknown'
  if (trustedOrigins.includes(named ?? '')) return 'here'
  // The scheme is not compared: behind a proxy that ends TLS the app may not know it.
  const isOwn =
    site === undefined && named !== undefined && URL.canParse(named) && new URL(named).host === req.get('host')
  return isOwn ? 'here' : 'elsewhere'
}

/**
 * Returns a middleware that refuses every request that may change something and comes from a page of another origin. One
 * from nobody knows where is let in: each browser names the origin of a post, so there is nobody in whose name it could be
 * sent.
 */
export function refuseOtherSites(trustedOrigins: readonly string[]): RequestHandler {
  return function refusingOtherSites(req, _res, next) {
    // Not a HEAD, although it should change nothing: AdminJS deletes a record by every method but GET.
    const isSafe = req.method === 'GET' || req.method === 'OPTIONS'
    if (isSafe || whenceOf(req, trustedOrigins) !== 'elsewhere') next()
    else refuse(req, next, crossSite())
  }
}

/**
 * Returns a middleware that refuses looks from other origins too, and those of a browser that does not say where they come
 * from. What is no browser has no cookie that a page could use.
 */
export function refuseForeignLooks(trustedOrigins: readonly string[]): RequestHandler {
  return function refusingForeignLooks(req, _res, next) {
    const whence = whenceOf(req, trustedOrigins)
    if (whence === 'here' || (whence === 'unknown' && !isBrowser(req))) next()
    else refuse(req, next, whence === 'unknown' ? silent() : crossSite())
  }
}

function refuse(req: Request, next: NextFunction, error: SingleSessionError): void {
  // It was not the user who used the session, so that does not live the longer for it.
  const session = sessionOf(req)
  if (session) leaveUntouched(session)
  next(error)
}

/** The error for a request of another site. */
export function crossSite(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_CROSS_SITE',
    'This request came from another site, so nothing was done. Open the panel itself and try again.',
  )
}

function silent(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_CROSS_SITE',
    'Your browser did not say which page this request came from, so nothing was done. Open the panel itself. If that is ' +
      'where it came from, use HTTPS, or let pages answer with Referrer-Policy: same-origin.',
  )
}

/** Every browser has called itself so for decades, and no page can change it. */
const isBrowser = (req: Request): boolean => req.get('user-agent')?.startsWith('Mozilla/') === true

const originIn = (referer: string | undefined): string | undefined =>
  referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : undefined
