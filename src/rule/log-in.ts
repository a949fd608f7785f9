// A login: the session that it creates, those that it ends, and whether the user may still log in by what they said.
import { performance } from 'node:perf_hooks'
import { SingleSessionError } from '../errors.js'
import type { Actor } from './actor.js'
import { sidsOf, type Changes, type Done } from './changes.js'
import type { SessionEvent } from './events.js'
import type { Lifetime } from './lifetime.js'
import { isFull, placeLogin, type AtLimit, type SessionLimit } from './limit.js'
import type { LockedSessions } from './port.js'
import { keyOf } from './session-key.js'
import {
  isSame,
  type Account,
  type ClientDetails,
  type Link,
  type LinkedSession,
  type SessionDetails,
  type UserId,
} from './session.js'
import type { HeldSession } from './session-rule.js'
import type { SessionContent } from './stored-sessions.js'

/** As of when the user proved who they are. */
export interface Proof {
  /** When the app was asked for the user, or before, by `performance.now()` of this process. */
  readonly askedAt: number
  /** The last change of the account that was known then, as `accountChanged` told it; null if none was. */
  readonly knownChange: Date | null
}

/** A login that is about to happen: the session that it creates, and what it replaces. */
export interface Login {
  /** As the app has it; the database may have it in other letters. */
  readonly userId: UserId
  readonly sid: string
  /** Makes what the session holds, given the id of the user as the database has it. It may run more than once. */
  readonly contentFor: (userId: UserId) => SessionContent
  readonly client: ClientDetails
  readonly limit: SessionLimit
  /** What happens if there is no place for it. */
  readonly atLimit: AtLimit
  /** The keys of the sessions that the user chose to end: they make room, if they are the user's own. */
  readonly ending: readonly string[]
  /** The session in which the browser came, if it had one; it ends. */
  readonly previous: HeldSession | null
  readonly proof: Proof
}

/** What there is to know of a login for which there is no place. */
export interface NoPlace {
  /** The id of the user as the database has it. */
  readonly userId: UserId
  /** The live sessions that take the places, the ones last seen first; the newest `mostShown` of them. */
  readonly sessions: readonly SessionDetails[]
  /** The keys of those that were chosen to end, and still live: they are too few. */
  readonly ending: readonly string[]
  /** The last change of the account, as of which the user is proven to be who they are; null if there was none. */
  readonly changedAt: Date | null
}

/** What a login comes to. */
export type LoginOutcome =
  | { readonly kind: 'loggedIn'; readonly link: Link; readonly expiresAt: Date }
  /** The account was changed since, or may have been: the user has to prove anew who they are. Nothing has happened. */
  | { readonly kind: 'accountChanged'; readonly changedAt: Date }
  /** The user has as many sessions as they may have. Nothing has happened. */
  | ({ readonly kind: 'atLimit' } & NoPlace)

/** How many sessions are shown to a user who has to choose one: more than people have browsers. */
const mostShown = 50

/** What the clocks of two processes, or of two nodes of a database, may differ in after all, in milliseconds. */
const marginMs = 1000

/** Creates the session and its link, and ends those of the user's sessions that are too many then. */
export async function logIn(changes: Changes, lifetime: Lifetime, login: Login): Promise<LoginOutcome> {
  const previousLink = login.previous?.link ?? null
  const isOthers = previousLink !== null && !isSame(previousLink.userId, login.userId)
  // The browser may come from a session of another user, who must not log in or out meanwhile either.
  const userIds = isOthers ? [login.userId, previousLink.userId] : [login.userId]
  return changes.run<LoginOutcome>(userIds, async (sessions) => {
    const account = await sessions.findAccount(login.userId)
    if (!account) throw unknownUser()
    const now = lifetime.now()
    const { changedAt } = account
    if (changedAt !== null && !isProven(login.proof, changedAt, now)) {
      return { result: { kind: 'accountChanged', changedAt }, events: [] }
    }
    // It may be the same user after all, in the letters of the database.
    const isAnother = isOthers && !isSame(previousLink.userId, account.userId)
    const others = isAnother ? await sessions.findByUsers([previousLink.userId]) : []
    return place(changes, lifetime, { sessions, account, login, now, others })
  })
}

/**
 * Whether the proof is younger than the last change of the account. What counts is how long ago both were: the proof by the
 * counter of this process, the change by the clock of the database. In doubt it is not: the app is asked again, and this
 * time we know of the change before.
 */
function isProven({ askedAt, knownChange }: Proof, changedAt: Date, now: Date): boolean {
  if (knownChange !== null) return changedAt.getTime() === knownChange.getTime()
  return now.getTime() - changedAt.getTime() > performance.now() - askedAt + marginMs
}

interface Place {
  readonly sessions: LockedSessions
  readonly account: Account
  readonly login: Login
  readonly now: Date
  /** Sessions of the user whom the browser comes from, if that is another one. */
  readonly others: readonly LinkedSession[]
}

/** Ends what has to end, and gives the new session its place. */
async function place(
  changes: Changes,
  lifetime: Lifetime,
  { sessions, account, login, now, others }: Place,
): Promise<Done<LoginOutcome>> {
  const { userId, sessions: own } = account
  const { sid, client, limit, previous } = login
  const isPrevious = ({ sessionId }: LinkedSession): boolean => sessionId === previous?.link?.sessionId
  const replaced = [...own, ...others].filter(isPrevious)
  const rest = own.filter((session) => !isPrevious(session))
  const live = rest.filter((session) => lifetime.isLive(session))
  const chosen = live.filter(({ sessionId }) => login.ending.includes(keyOf(sessionId)))
  const staying = live.filter((session) => !chosen.includes(session))
  if (login.atLimit !== 'end-oldest' && isFull(staying, limit)) {
    return { result: await noPlace(sessions, account, staying, chosen), events: [] }
  }
  const expired = limit === false ? [] : rest.filter((session) => !live.includes(session))
  const { ended: tooMany, moved, slot } = placeLogin(staying, limit)
  const ended = [...replaced, ...expired, ...chosen, ...tooMany]
  // By the id that the browser came with too: an anonymous session has no link, nor has one whose user was deleted.
  await sessions.remove([...(previous ? [previous.sid] : []), ...sidsOf(ended)])
  for (const { session, slot: other } of moved) await sessions.place(session.sid, other)
  const link: Link = { sessionId: sid, userId, createdAt: after(own, now) }
  const { data, idleMs } = login.contentFor(userId)
  const expiresAt = lifetime.endOf({ link, idleMs })
  await sessions.create(link, slot, { data, expiresAt }, client)
  const by: Actor = { byUserId: null, ...client }
  const begun: SessionEvent = { ...by, event: 'login', createdAt: now, userId, sessionKey: keyOf(sid) }
  return {
    result: { kind: 'loggedIn', link, expiresAt },
    events: [...changes.ends(ended, 'replaced', by, now), begun],
  }
}

/** What to tell of a login that does not happen because these sessions stay. It is read here, so that it is true at one moment. */
async function noPlace(
  sessions: LockedSessions,
  { userId, changedAt }: Account,
  staying: readonly LinkedSession[],
  chosen: readonly LinkedSession[],
): Promise<LoginOutcome> {
  const newest = [...staying].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()).slice(0, mostShown)
  const details = await sessions.findDetails(sidsOf(newest))
  const ending = chosen.map(({ sessionId }) => keyOf(sessionId))
  return { kind: 'atLimit', userId, sessions: details, ending, changedAt }
}

/** The time of a login that comes after all earlier ones, so that their order is that of the logins, even within a millisecond. */
function after(earlier: readonly LinkedSession[], now: Date): Date {
  const latest = earlier.reduce((time, session) => Math.max(time, session.createdAt.getTime() + 1), now.getTime())
  return new Date(latest)
}

const unknownUser = (): SingleSessionError =>
  new SingleSessionError(
    'ERR_SINGLE_SESSION_LOGIN_REFUSED',
    'The user who logged in is not in the database (any more).',
  )
