// Asks whoever ends the other sessions of a user in their name for that user's password. A stolen session must not be
// enough to throw its owner out: the thief would stay, and the owner would have to log in again and again.
import type { ActionRequest } from 'adminjs'
import type { Request } from 'express'
import { SingleSessionError } from '../../errors.js'
import { actorOf } from '../../express/actor.js'
import { renewSession } from '../../express/renew-session.js'
import { linkOf } from '../../express/session-state.js'
import { keyOf } from '../../rule/session-key.js'
import type { Link } from '../../rule/session.js'
import type { Parts } from '../parts.js'
import { requestOf } from '../request-of.js'
import type { PasswordProblem } from './wire.js'

declare module 'express-session' {
  interface SessionData {
    /**
     * When the user last entered their password in this session, in milliseconds since 1970, and the key of its id then.
     * A new login, and a change of the id, take another id: what was entered before counts no more.
     */
    singleSessionPassword?: { readonly key: string; readonly at: number }
  }
}

/** How long a password that was right is remembered, in milliseconds. Using it does not make it longer. */
const rememberedForMs = 5 * 60_000

/**
 * Says what hinders a request that ends other sessions of the one who asks; undefined if nothing does: the app checks no
 * passwords, or the right one was given, now or some minutes ago in this very session. `endsHere`: it ends this session too.
 */
export async function passwordProblem(
  parts: Parts,
  request: ActionRequest,
  { endsHere }: { readonly endsHere: boolean },
): Promise<PasswordProblem | undefined> {
  if (!parts.configuration.checkPassword) return undefined
  const req = requestOf(request)
  const link = linkOf(req.session)
  if (!link) throw new TypeError('A user without a link got as far as an action of the panel')
  if (isRemembered(req, parts.rule.lifetime.now())) return undefined
  const { password } = (request.payload ?? {}) as { password?: unknown } // Whatever the browser sent.
  if (typeof password !== 'string' || password === '') return { is: 'missing' }
  const answer = await check(parts, req, link, password)
  if (!(answer instanceof Date)) return answer
  // Of a session that is about to end there is nothing to remember.
  if (!endsHere) await remember(req, answer)
  return undefined
}

/** What is wrong with the password; or, of the right one, when it was entered. */
async function check(
  { configuration, rule }: Parts,
  req: Request,
  { userId }: Link,
  password: string,
): Promise<PasswordProblem | Date> {
  const session = { userId, sessionKey: keyOf(req.sessionID), by: actorOf(req, configuration) }
  const answer = await rule.passwords.check(session, async () => {
    const user = await rule.users.findOne(userId)
    return user !== undefined && (await configuration.checkPassword?.(user, password, req)) === true
  })
  if (answer.is === 'wrong') return { is: 'wrong' }
  if (answer.is === 'right') return answer.at
  const waitSeconds = Math.ceil(answer.waitMs / 1000)
  // What AdminJS sends afterwards is a plain `send`.
  req.res?.status(429).set('Retry-After', String(waitSeconds))
  return { is: 'early', waitSeconds }
}

/** Remembers the password, under a new id: whoever had the old one does not get what it opens (OWASP ASVS 5.0, 7.2.4). */
async function remember(req: Request, at: Date): Promise<void> {
  try {
    await renewSession(req)
    req.session.singleSessionPassword = { key: keyOf(req.sessionID), at: at.getTime() }
  } catch (error) {
    // The session has ended meanwhile, so there is nothing to remember, and it has no say over the others.
    if (!(error instanceof SingleSessionError && error.code === 'ERR_SINGLE_SESSION_ENDED')) throw error
  }
}

function isRemembered({ session, sessionID }: Request, now: Date): boolean {
  const { singleSessionPassword: entered } = session
  // Either way: another process may have noted it, whose clock is ahead.
  return entered?.key === keyOf(sessionID) && Math.abs(now.getTime() - entered.at) < rememberedForMs
}
