// What the server tells an open tab of its session.
import { Router, type RequestHandler } from 'express'
import { leaveUntouched } from '../../express/session-state.js'
import type { Configuration } from '../../options/options.js'
import { ended, statusPath, type LiveAnswer } from './wire.js'

/** Refuses the panel's background requests once the session has ended, and answers tabs that ask. */
export function statusRoutes({ checkIntervalMs }: Pick<Configuration, 'checkIntervalMs'>): RequestHandler {
  const routes = Router()

  routes.use('/api', (req, res, next) => {
    if (req.session.adminUser || req.accepts(['html', 'json']) !== 'json') next()
    else {
      // A redirect, as AdminJS answers, would lead its script to the login page behind the back of the one who reads it.
      res
        .status(ended.status)
        .set({ [ended.header]: ended.value, 'Cache-Control': 'no-store' })
        .json(notLoggedIn)
    }
  })

  // The question is no use of the session: a tab that nobody looks at would keep it alive.
  routes.get(statusPath, (req, res, next) => {
    if (!req.session.adminUser) {
      next()
      return
    }
    leaveUntouched(req.session)
    res.set('Cache-Control', 'no-store').json({ checkIntervalMs } satisfies LiveAnswer)
  })

  return routes
}

const notLoggedIn = { error: { status: ended.status, message: 'You are not logged in any more.' } }
