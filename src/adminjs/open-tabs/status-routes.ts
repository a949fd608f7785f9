// What the server tells an open tab of its session, and how a tab stays logged in.
import type AdminJS from 'adminjs'
import { Router, type Request, type RequestHandler, type Response } from 'express'
import { refuseForeignLooks } from '../../express/cross-site.js'
import { idleMsOf, leaveUntouched, noteTouched, sessionState } from '../../express/session-state.js'
import { tellEnded } from '../ended/tell-ended.js'
import { endedPath, type EndedAnswer } from '../ended/wire.js'
import { hasOurLogin } from '../login-component.js'
import type { Parts } from '../parts.js'
import { wasntYouPath } from '../wasnt-you.js'
import { ended, statusPath, userHeader, userIn, userInHeader, type DialogFacts, type LiveAnswer } from './wire.js'

type StatusParts = Pick<Parts, 'configuration' | 'rule'>

/** Refuses the panel's background requests once the session has ended, and answers tabs that ask. */
export function statusRoutes({ configuration, rule }: StatusParts): RequestHandler {
  const routes = Router()

  routes.use('/api', (req, res, next) => {
    if (req.session.adminUser ? isOfItsPage(req) : req.accepts(['html', 'json']) !== 'json') next()
    else sayEnded(res)
  })

  // The question is no use of the session: a tab that nobody looks at would keep it alive.
  routes.get(statusPath, (req, res, next) => {
    if (!req.session.adminUser) {
      next()
      return
    }
    leaveUntouched(req.session)
    sayLive(req, res)
  })

  // "Stay logged in" is one.
  routes.post(statusPath, (req, res, next) => {
    if (req.session.adminUser) stay(req, res).catch(next)
    else next()
  })

  return routes

  /** Notes the use before the answer: a tab that was told so must not lose its session all the same. */
  async function stay(req: Request, res: Response): Promise<void> {
    const state = sessionState(req.session)
    if (!state) {
      sayEnded(res)
      return
    }
    const use = { ...state, idleMs: idleMsOf(req.session) }
    if (rule.stored.isTouchDue(use)) noteTouched(req.session, await rule.stored.touch(req.sessionID, use))
    if (sessionState(req.session)?.since === 'ended') sayEnded(res)
    else sayLive(req, res)
  }

  function sayLive(req: Request, res: Response): void {
    const { checkIntervalMs, idleWarningMs } = configuration
    const { link = null, expiresAt = new Date(0) } = sessionState(req.session) ?? {}
    const idleMs = idleMsOf(req.session)
    const { unusedMs, usedMs } = rule.lifetime.leftOf({ link, idleMs, expiresAt })
    // The app may have given this session a shorter idle time than the warning takes.
    const warningMs = Math.min(idleWarningMs, idleMs === null ? idleWarningMs : Math.floor(idleMs / 2))
    const answer: LiveAnswer = {
      checkIntervalMs,
      remainingMs: unusedMs,
      warningMs,
      canStay: usedMs > warningMs,
      user: userIn(req.session.adminUser),
    }
    // Asked again and again, it is worth some bytes: nothing that only names the server or a version of the answer.
    res.removeHeader('X-Powered-By')
    res.set({ 'Cache-Control': 'no-store', 'Content-Type': 'application/json' }).end(JSON.stringify(answer))
  }
}

/** Says why the session has ended, for the dialog of a tab that stays where it is. Stands before the other routes. */
export function endedRoute(admin: AdminJS, { configuration, rule }: StatusParts): RequestHandler {
  const routes = Router()
  routes.get(endedPath, refuseForeignLooks(configuration.trustedOrigins), (req, res, next) => {
    leaveUntouched(req.session)
    sayWhy(req, res).catch(next)
  })
  return routes

  async function sayWhy(req: Request, res: Response): Promise<void> {
    const facts: DialogFacts = { logsInHere: hasOurLogin(admin), wasntYouPath: wasntYouPath(admin) }
    // Who is logged in has nothing to hear of a session before.
    const { notice, key } = req.session.adminUser ? { notice: null, key: null } : await tellEnded(req, { rule })
    res.set('Cache-Control', 'no-store').json({ ...facts, notice, key } satisfies DialogFacts & EndedAnswer)
  }
}

/**
 * Whether a request comes from a page of the user who is logged in. Somebody else may have logged in since, in another tab:
 * what a page has in it must not be saved in their name.
 */
function isOfItsPage(req: Request): boolean {
  const [page, user] = [req.get(userHeader), userIn(req.session.adminUser)]
  return page === undefined || user === null || page === userInHeader(user)
}

function sayEnded(res: Response): void {
  // A redirect, as AdminJS answers, would lead its script to the login page behind the back of the one who reads it.
  res
    .status(ended.status)
    .set({ [ended.header]: ended.value, 'Cache-Control': 'no-store' })
    .json(notLoggedIn)
}

const notLoggedIn = { error: { status: ended.status, message: 'You are not logged in any more.' } }
