// A login in the dialog of an open tab, which stays where it is. It takes the same way as one on the login page, through AdminJS
// and the app's `authenticate`; the answer alone is another one, for a script.
import type { Request, RequestHandler, Response } from 'express'
import { requestState } from '../../express/request-state.js'
import { hereHeader, userIn, type HereAnswer } from './wire.js'

/** Lets AdminJS's answer to such a login be one for a script. Stands before AdminJS's login. */
export const logInHere: RequestHandler = function loggingInHere(req, res, next) {
  if (req.get(hereHeader) !== undefined) answerForScript(req, res)
  next()
}

function answerForScript(req: Request, res: Response): void {
  // The one thing that AdminJS says by itself, before anybody is asked for a user.
  const here = { problem: 'tooManyRequests' }
  requestState(req).loginHere = here
  // Of one signature instead of two or three: the arguments are passed on as they come.
  const [send, redirect] = [res.send.bind(res) as (...values: unknown[]) => Response, res.redirect.bind(res)]
  const answer = (status: number, value: HereAnswer): void => {
    Object.assign(res, { send, redirect })
    res.status(status).set('Cache-Control', 'no-store').json(value)
  }

  res.redirect = () => {
    const { adminUser } = req.session
    if (adminUser) answer(200, { is: 'loggedIn', user: userIn(adminUser) })
    // Nobody is logged in yet: a provider of the app's own leads elsewhere first.
    else answer(409, { is: 'elsewhere', message: null })
  }
  res.send = (...values: unknown[]): Response => {
    // AdminJS's login page comes with these. All else is an error handler of the app's.
    if (res.statusCode !== 200 && res.statusCode !== 400) return send(...values)
    answer(403, { is: 'refused', message: here.problem })
    return res
  }
}

/** Says that there was no place for such a login. */
export function answerAtLimit(res: Response): void {
  // What AdminJS's own answer would be turned into.
  res.status(409).set({ 'Cache-Control': 'no-store', 'Content-Type': 'application/json; charset=utf-8' })
  res.end(JSON.stringify({ is: 'elsewhere', message: 'singleSessionAtLimit' } satisfies HereAnswer))
}
