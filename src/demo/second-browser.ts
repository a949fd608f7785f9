// The button "Log in as ... in a second browser" of the first page: what it does, and what it says of it.
import express, { type RequestHandler, type Router } from 'express'
import type { SingleSession } from '../index.js'
import { devices } from './devices.js'
import type { Database } from './database.js'
import { ownOrigin, type OtherBrowsers } from './login-elsewhere.js'
import { limitOf, type Settings } from './limit-of.js'
import type { AuthenticatedUser } from './users.js'
import { secondBrowserPath, type SecondBrowserAnswer } from './wire.js'

/** Where the user may be, one after the other. */
const places = [devices.firefox, devices.iPhone, devices.edge, devices.linux]

/** Takes what the button sends. Behind `singleSession.middleware`. */
export function secondBrowser(
  prisma: Database,
  singleSession: SingleSession,
  browsers: OtherBrowsers,
  options: Settings,
): Router {
  let presses = 0

  const press: RequestHandler = (req, res, next) => {
    // What `authenticate` returned; the middleware leaves it to live sessions alone.
    const user = req.session.adminUser as AuthenticatedUser | undefined
    const { sessionID } = req
    if (!user) {
      res.status(401).json({ text: 'You are logged out.', isOver: true } satisfies SecondBrowserAnswer)
      return
    }
    const answer = async (): Promise<SecondBrowserAnswer> => {
      const others = places.filter(({ userAgent }) => userAgent !== req.get('user-agent'))
      const place = others[presses++ % others.length] ?? devices.firefox
      if ((await browsers.logIn(ownOrigin(req.socket.address()), user, place)) === 'atLimit')
        return refused(place.name, options.atLimit)
      if ((await prisma.userSession.count({ where: { sid: sessionID } })) === 0) {
        return { text: `${place.name} is logged in as ${user.email}. So this tab is logged out: watch.`, isOver: true }
      }
      const { total } = await singleSession.listSessions(user.id)
      const limit = limitOf(options)
      const most = Number.isFinite(limit) ? `${String(total)} of ${String(limit)}` : String(total)
      return { text: `${place.name} is logged in as ${user.email}, too. Your sessions: ${most}.`, isOver: false }
    }
    answer().then((said) => res.json(said), next)
  }

  return express.Router().post(secondBrowserPath, singleSession.refuseOtherSites, press)
}

function refused(name: string, atLimit: Settings['atLimit']): SecondBrowserAnswer {
  const asked = `${name} is asked which session shall end. Nobody answers there, so you stay logged in.`
  const text = atLimit === 'ask' ? asked : `${name} was refused: all your places are taken. You stay logged in.`
  return { text, isOver: false }
}
