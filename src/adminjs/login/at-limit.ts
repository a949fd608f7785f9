// A login at the panel for which there is no place. Whoever gave the right password is told where the user is logged in. With
// `atLimit: 'ask'` they choose which of these sessions is to end, and are logged in without the password.
//
// Why that is safe: the choice needs a random token, which stands in the answer to the right password and nowhere else, and the
// session cookie of the browser that got this answer. It counts once, for two minutes, for this user at this panel, and no
// longer than until the account is changed. Nothing that can be seen or guessed from outside answers a question.
import type AdminJS from 'adminjs'
import type { Request, RequestHandler, Response } from 'express'
import type { Gate } from '../../express/gate.js'
import type { LoginAtLimit } from '../../express/login-at-limit.js'
import { requestState } from '../../express/request-state.js'
import { keyOf } from '../../rule/session-key.js'
import type { SessionDetails } from '../../rule/session.js'
import { deviceOf } from '../device.js'
import { encode } from '../ended/encode.js'
import { answerAtLimit } from '../open-tabs/log-in-here.js'
import { shownAddress } from '../shown-address.js'
import type { Parts } from '../parts.js'
import { leadBack } from '../way-back/way-back.js'
import { loginPathFrom } from '../way-back/wire.js'
import type { AuthenticationHooks } from './auth-provider.js'
import { keepRedirectLocal } from './local-redirect.js'
import { noteRefused } from './note-failure.js'
import { readWaiting, writeWaiting } from './waiting-login.js'
import { atLimitProperty, choiceFields, type AtLimitNotice, type TakenPlace } from './wire.js'

declare module 'express-session' {
  interface SessionData {
    /** The key of the token by which this browser may answer a question. */
    singleSessionQuestion?: string
  }
}

/** What was asked before: when that is over, if it was. */
interface Before {
  readonly until?: Date
}

/** Answers what is posted to the login page if it is a choice, and keeps ready the answer to a login without a place. */
export function atLimit(admin: AdminJS, parts: Parts, gate: Gate, hooks: AuthenticationHooks): RequestHandler {
  const { configuration, rule } = parts
  const { loginPath, rootPath } = admin.options

  const show = (req: Request, res: Response, status: number, props: object): Promise<void> =>
    showLogin(admin, req, res, status, { ...props, ...hooks.uiProps() })

  return function choosing(req, res, next) {
    requestState(req).answerAtLimit = async (login) => {
      await tell(req, res, login)
      // AdminJS waits for a user, and has nothing to answer any more.
      return new Promise<never>(() => undefined)
    }
    const { [choiceFields.token]: token, [choiceFields.end]: end } = fieldsOf(req)
    if (token === undefined) next()
    else choose(req, res, token, end).catch(next)
  }

  /** Says where the user is logged in, and asks if the options say so. */
  async function tell(req: Request, res: Response, login: LoginAtLimit, { until }: Before = {}): Promise<void> {
    const isAsked = configuration.atLimit === 'ask'
    if (!isAsked) await noteRefused(parts, login.user, req)
    // There is no place for a choice in the dialog of an open tab: it leads to the login page, which asks.
    if (requestState(req).loginHere) {
      answerAtLimit(res)
      return
    }
    let token: string | null = null
    if (isAsked) {
      token = await rule.questions.ask(writeWaiting(login, loginPath), until)
      req.session.singleSessionQuestion = keyOf(token)
    }
    await show(req, res, 409, saying({ places: login.sessions.map(placeOf), token, isAgain: until !== undefined }))
  }

  /** Does what was chosen, if this browser may choose. */
  async function choose(req: Request, res: Response, token: unknown, end: unknown): Promise<void> {
    const isAsked = typeof token === 'string' && req.session.singleSessionQuestion === keyOf(token)
    const question = isAsked ? await rule.questions.answer(token) : undefined
    const waiting = question && readWaiting(question.data)
    // A question of another panel, which may have other users, opens nothing here.
    if (!question || waiting?.loginPath !== loginPath) return show(req, res, 403, over)
    forgetQuestion(req)
    if (typeof end !== 'string' || end === '') {
      res.redirect(303, loginPathFrom(loginPath, requestState(req).wayBack))
      return
    }
    keepRedirectLocal(req)
    // By the change that was known then alone: the counter of this process says nothing of a password that another one saw.
    const proof = { askedAt: Number.NEGATIVE_INFINITY, knownChange: waiting.knownChange }
    const choice = { limit: waiting.limit, ending: [...waiting.ending, end] }
    const login = await gate.tryLogIn(req, waiting.user, proof, choice)
    if (login.kind === 'loggedIn') {
      leadBack(req)
      res.redirect(303, req.session.redirectTo ?? rootPath)
    } else if (login.kind === 'atLimit') await tell(req, res, login, { until: question.expiresAt })
    else await show(req, res, 403, over)
  }
}

/** Answers with the login page of a panel, which goes on where the browser wants to after the login. */
async function showLogin(admin: AdminJS, req: Request, res: Response, status: number, props: object): Promise<void> {
  const action = loginPathFrom(admin.options.loginPath, requestState(req).wayBack)
  const page = await admin.renderLogin({ action, ...props })
  res.status(status).set('Cache-Control', 'no-store').send(page)
}

/** What the login page is given to say this. */
function saying(notice: AtLimitNotice): object {
  // The key alone is for a login page of the app's own; ours says more.
  return { errorMessage: 'singleSessionAtLimit', [atLimitProperty]: encode(notice) }
}

/** Forgets what this browser was asked: the same browser has logged in anew, or has answered. */
export function forgetQuestion({ session }: Request): void {
  delete session.singleSessionQuestion
}

/** The same for every reason why a choice does not count: a guess learns nothing. */
const over = { errorMessage: 'singleSessionQuestionOver' }

const placeOf = ({ sessionId, userAgent, ipAddress, createdAt, lastSeenAt }: SessionDetails): TakenPlace => ({
  key: keyOf(sessionId),
  device: deviceOf(userAgent),
  ipAddress: shownAddress(ipAddress),
  createdAt: createdAt.toISOString(),
  lastSeenAt: lastSeenAt.toISOString(),
})

/** The fields of the form, as our reader or AdminJS's left them; there are none if AdminJS has yet to read it. */
const fieldsOf = (req: Request): Readonly<Record<string, unknown>> =>
  // Express's type does not know them.
  (req as { fields?: Readonly<Record<string, unknown>> }).fields ?? {}
