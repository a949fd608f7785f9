// Logs users in as browsers elsewhere would: by HTTP, at this very server. What the login opens, nobody gets to see: the answer
// comes back here, and its cookie is thrown away.
import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express, { type RequestHandler, type Router } from 'express'
import { SingleSessionError, type SingleSession } from '../index.js'
import type { Device } from './devices.js'
import type { AuthenticatedUser } from './users.js'

/** What such a login comes to; `atLimit`: there is no place for it. */
export type LoginElsewhere = 'loggedIn' | 'atLimit'

export interface OtherBrowsers {
  /** Takes their logins. It has to be mounted behind `singleSession.middleware`. */
  readonly routes: Router
  /** Logs a user in at the server with this origin, which has to be ours. */
  readonly logIn: (origin: string, user: AuthenticatedUser, device: Device) => Promise<LoginElsewhere>
}

const path = '/demo/login-elsewhere'

/** Keeps who may log in for the moment between the decision and the request. */
export function createOtherBrowsers(singleSession: SingleSession): OtherBrowsers {
  // By a random token, which this process alone knows, and which counts once.
  const expected = new Map<string, AuthenticatedUser>()

  const takeLogin: RequestHandler = (req, res, next) => {
    const token = req.get('x-demo-token') ?? ''
    const user = expected.get(token)
    expected.delete(token)
    if (!user) {
      res.sendStatus(403)
      return
    }
    singleSession.login(req, user).then(
      () => res.json('loggedIn' satisfies LoginElsewhere),
      (error: unknown) => {
        const isAtLimit = error instanceof SingleSessionError && error.code === 'ERR_SINGLE_SESSION_AT_LIMIT'
        if (isAtLimit) res.json('atLimit' satisfies LoginElsewhere)
        else next(error)
      },
    )
  }

  return {
    routes: express.Router().post(path, singleSession.refuseOtherSites, takeLogin),
    async logIn(origin, user, { userAgent }) {
      const token = randomBytes(32).toString('base64url')
      expected.set(token, user)
      try {
        const headers = { 'user-agent': userAgent, 'x-demo-token': token }
        const response = await fetch(origin + path, { method: 'POST', headers })
        if (response.ok) return (await response.json()) as LoginElsewhere
        throw new Error(`A login elsewhere was answered with ${String(response.status)}: ${await response.text()}`)
      } finally {
        expected.delete(token)
      }
    },
  }
}

/** The origin of an address of this server, where it is to be reached from itself. */
export function ownOrigin(address: AddressInfo | object | string | null): string {
  // Of a connection, it may lack each of them; a server that listens on a port has them.
  const { address: host = '127.0.0.1', family, port = 0 } = address as Partial<AddressInfo>
  const anyHost: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }
  const own = anyHost[host] ?? host
  return `http://${family === 'IPv6' ? `[${own}]` : own}:${String(port)}`
}
